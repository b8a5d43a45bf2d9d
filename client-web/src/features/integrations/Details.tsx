import { Trans, useLingui } from "@lingui/react/macro";
import { Group } from "@mantine/core";
import type { ReactNode } from "react";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { Instant } from "../../ui/Instant";
import { Panel } from "../../ui/Panel";
import { RelativeTime } from "../../ui/RelativeTime";
import { Tag } from "../../ui/Tag";
import classes from "./Details.module.css";
import { useDataTypeName } from "./names";

/** What is known about an integration. */
export function Details({ integration }: { integration: Integration }) {
  const { t } = useLingui();
  const dataTypeName = useDataTypeName();
  const { dataTypes, timeZone, createTime, lastNotificationTime } = integration;
  return (
    <Panel title={t`Configuration`}>
      <dl className={classes.list}>
        <Detail term={t`Data types`}>
          <Group gap={6}>
            {dataTypes.map((type) => (
              <Tag key={type} tone="unknown">
                {dataTypeName(type, "full")}
              </Tag>
            ))}
          </Group>
        </Detail>
        <Detail term={t`Last notification`}>
          {lastNotificationTime ? (
            <RelativeTime time={lastNotificationTime} zone={timeZone} />
          ) : (
            <Trans>None yet</Trans>
          )}
        </Detail>
        <Detail term={t`Time zone`}>{timeZone}</Detail>
        {createTime && (
          <Detail term={t`Created`}>
            <Instant time={createTime} />
          </Detail>
        )}
      </dl>
    </Panel>
  );
}

function Detail({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className={classes.row}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
