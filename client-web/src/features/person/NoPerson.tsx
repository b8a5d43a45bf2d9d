import { Code } from "@connectrpc/connect";
import { Trans, useLingui } from "@lingui/react/macro";
import { problemOf } from "../../rpc/problem";
import { EmptyState } from "../../ui/EmptyState";
import { IconPeople } from "../../ui/icons";
import { ButtonLink } from "../../ui/links";
import { Page } from "../../ui/Page";

/** Whether a day could not be had because nobody of that id is there to be seen. */
export function isNobody(error: unknown): boolean {
  const { code, violations } = problemOf(error);
  return code === Code.NotFound || violations.some(({ field }) => field === "employee_id");
}

/** The address of somebody who is not there, not to be seen by the reader, or was never there. */
export function NoPerson() {
  const { t } = useLingui();
  return (
    <Page title={t`Person`} back={{ to: "/board", label: t`Real-Time Adherence` }}>
      <EmptyState
        icon={<IconPeople size={26} />}
        title={t`There is no such person`}
        action={
          <ButtonLink to="/board">
            <Trans>Real-Time Adherence</Trans>
          </ButtonLink>
        }
      >
        <Trans>The link may be old, or mistyped.</Trans>
      </EmptyState>
    </Page>
  );
}
