import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Progress, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { TextLink } from "../../ui/links";
import { Panel } from "../../ui/Panel";
import { RelativeTime } from "../../ui/RelativeTime";
import { ChecklistStep } from "./ChecklistStep";
import { SET_UP } from "./NextStepLink";
import { OdigoRequest } from "./OdigoRequest";
import classes from "./SetupChecklist.module.css";
import type { Setup, Share } from "./use-setup";

interface Step {
  key: string;
  title: string;
  done: boolean;
  detail?: ReactNode;
}

/** What has to be done until an integration shows people on the board, ticked off as it happens. */
export function SetupChecklist({ setup }: { setup: Setup }) {
  const { t } = useLingui();
  const steps = useSteps(setup);
  const done = steps.filter((step) => step.done).length;
  const all = steps.length;
  const current = steps.find((step) => !step.done)?.key;
  return (
    <Panel id={SET_UP} title={t`Set-up`} actions={<Text size="sm" c="dimmed">{t`${done} of ${all} done`}</Text>}>
      <Progress value={(100 * done) / all} size="sm" color="petrol" mb="sm" aria-label={t`Set-up`} />
      <ol className={classes.steps}>
        {steps.map(({ key, title, done, detail }) => (
          <ChecklistStep key={key} title={title} done={done} current={key === current}>
            {detail}
          </ChecklistStep>
        ))}
      </ol>
    </Panel>
  );
}

function useSteps(setup: Setup): Step[] {
  const { t } = useLingui();
  const byKey = setup.credential === "key";
  const { integrationId: integration, users, statuses, firstNotification } = setup;
  const link = (words: string, to: "/employees" | "/activities" | "/board", search: Record<string, unknown>) => (
    <TextLink to={to} search={search as never} size="sm">
      {words}
    </TextLink>
  );
  return [
    { key: "saved", title: t`Integration saved`, done: true },
    {
      key: "token",
      title: byKey ? t`API key generated` : t`URL token generated`,
      done: setup.tokenGenerated,
      detail: (
        <Anchor href="#url-tokens" size="sm">
          {byKey ? <Trans>To the API keys</Trans> : <Trans>To the URL tokens</Trans>}
        </Anchor>
      ),
    },
    {
      key: "sends",
      title: byKey ? t`Your system sends statuses` : t`Odigo sends notifications`,
      done: setup.notificationsSent,
      detail: !setup.notificationsSent && <Sending setup={setup} />,
    },
    {
      key: "first",
      title: byKey ? t`First status received` : t`First notification received`,
      done: firstNotification !== undefined,
      detail: firstNotification && (
        <Trans>
          Last one: <RelativeTime time={firstNotification} />
        </Trans>
      ),
    },
    {
      key: "users",
      title: t`External users assigned`,
      done: complete(users),
      detail: users && users.all > 0 && (
        <>
          {t`${users.done} of ${users.all} assigned.`}{" "}
          {link(t`Assign external users`, "/employees", { tab: "external", integration })}
        </>
      ),
    },
    {
      key: "statuses",
      title: t`External statuses mapped`,
      done: complete(statuses),
      detail: statuses && statuses.all > 0 && (
        <>
          {t`${statuses.done} of ${statuses.all} mapped.`}{" "}
          {link(t`Map external statuses`, "/activities", { tab: "statuses", integration })}
        </>
      ),
    },
    {
      key: "visible",
      title: t`Agents visible in real time`,
      done: firstNotification !== undefined && (users?.done ?? 0) > 0,
      detail: link(t`To Real-Time Adherence`, "/board", {}),
    },
  ];
}

/** What makes notifications come. */
function Sending({ setup: { credential, hint } }: { setup: Setup }) {
  if (credential === "key") {
    return (
      <Trans>Let your system send what agents do, with the API key. The key comes with a command to try it.</Trans>
    );
  }
  return (
    <>
      <Trans>Give the URL to your contact at Odigo. They enter it and restart a server, so agree on a time.</Trans>
      <OdigoRequest hint={hint} />
    </>
  );
}

function complete(share: Share | undefined): boolean {
  return share !== undefined && share.all > 0 && share.done === share.all;
}
