import { useLingui } from "@lingui/react/macro";
import { Group } from "@mantine/core";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { useFormat } from "../../lib/format";
import { Instant } from "../../ui/Instant";
import { Panel } from "../../ui/Panel";
import { Tag } from "../../ui/Tag";
import { Detail, DetailList } from "./DetailList";
import { useDataTypeName } from "./names";

/** What is known about an integration. */
export function Details({ integration }: { integration: Integration }) {
  const { t } = useLingui();
  const dataTypeName = useDataTypeName();
  const format = useFormat();
  const { dataTypes, timeZone, rawRetention, createTime } = integration;
  return (
    <Panel title={t`Configuration`}>
      <DetailList>
        <Detail term={t`Data types`}>
          <Group gap={6}>
            {dataTypes.map((type) => (
              <Tag key={type} tone="unknown">
                {dataTypeName(type, "full")}
              </Tag>
            ))}
          </Group>
        </Detail>
        <Detail term={t`Time zone`}>{timeZone}</Detail>
        {rawRetention && <Detail term={t`Raw text kept`}>{format.span(Number(rawRetention.seconds))}</Detail>}
        {createTime && (
          <Detail term={t`Created`}>
            <Instant time={createTime} />
          </Detail>
        )}
      </DetailList>
    </Panel>
  );
}
