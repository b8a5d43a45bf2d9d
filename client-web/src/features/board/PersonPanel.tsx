import { Trans, useLingui } from "@lingui/react/macro";
import { Drawer, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { AdherenceImpact } from "../../gen/kadans/v1/adherence_pb";
import { ButtonLink } from "../../ui/links";
import css from "./board.module.css";
import type { BoardEngine } from "./engine";
import { STATUS_SLUGS } from "./grid/icons";
import { type PersonDetails, usePersonDetails } from "./person-details";
import { StatusIcon } from "./StatusIcon";

interface Props {
  engine: BoardEngine;
  /** The employee to show; empty for none. */
  person: string;
  onClose: () => void;
}

/** Everything the board knows of one person, as it is now. */
export function PersonPanel({ engine, person, onClose }: Props) {
  const { t } = useLingui();
  const details = usePersonDetails(engine, person);
  return (
    <Drawer.Root opened={person !== ""} onClose={onClose} position="right" size="sm" lockScroll={false}>
      <Drawer.Overlay />
      <Drawer.Content>
        <Drawer.Body>
          {/* Not Drawer.Header, which would be a second banner of the page. */}
          <div className={css.panelHead}>
            <Drawer.Title>{details?.name ?? t`Person`}</Drawer.Title>
            <Drawer.CloseButton aria-label={t`Close`} />
          </div>
          {details ? (
            <>
              <ButtonLink
                to="/people/$employeeId"
                params={{ employeeId: person }}
                variant="default"
                size="xs"
                mb="xs"
                data-autofocus
              >
                <Trans>Timeline of the day</Trans>
              </ButtonLink>
              <Facts details={details} />
            </>
          ) : details === undefined ? (
            <Text size="sm" c="dimmed" role="status">
              <Trans>Loading…</Trans>
            </Text>
          ) : (
            <Text size="sm">
              <Trans>This person is not on the board now.</Trans>
            </Text>
          )}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

function Facts({ details }: { details: PersonDetails }) {
  const impact = useImpactWord(details.impact);
  return (
    <dl className={css.facts}>
      <Fact term={<Trans>Status</Trans>}>
        <span className={`${css.factStatus} ${css.toned}`} data-status={STATUS_SLUGS[details.status]}>
          <StatusIcon status={details.status} className={css.statusIcon} />
          {details.statusWord}
        </span>
        {details.severeWord !== "" && ` · ${details.severeWord}`}
      </Fact>
      <Fact term={<Trans>Out-of-adherence duration</Trans>}>{details.out}</Fact>
      <Fact term={<Trans>Actual activity</Trans>}>{details.actual}</Fact>
      <Fact term={<Trans>Since</Trans>}>{details.actualSince}</Fact>
      <Fact term={<Trans>Current activity duration</Trans>}>{details.current}</Fact>
      <Fact term={<Trans>External status</Trans>}>
        {[details.external, details.unmappedWord].filter(Boolean).join(" · ")}
      </Fact>
      <Fact term={<Trans>Scheduled activity</Trans>}>{details.scheduled}</Fact>
      <Fact term={<Trans>Scheduled time</Trans>}>{details.scheduledTime}</Fact>
      <Fact term={<Trans>Effect on the service</Trans>}>{impact}</Fact>
      <Fact term={<Trans>Planning unit</Trans>}>{details.unit}</Fact>
      <Fact term={<Trans>Time zone</Trans>}>{details.zone}</Fact>
    </dl>
  );
}

/** A term and its value; nothing if there is none. */
function Fact({ term, children }: { term: ReactNode; children: ReactNode }) {
  if (children === "") return null;
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function useImpactWord(impact: AdherenceImpact): string {
  const { t } = useLingui();
  if (impact === AdherenceImpact.POSITIVE) return t`Helps: works during a scheduled break`;
  if (impact === AdherenceImpact.NEGATIVE) return t`Hurts: away during scheduled work`;
  return "";
}
