import { useLingui } from "@lingui/react/macro";
import { Group } from "@mantine/core";
import { IconCheck, IconClose } from "../../ui/icons";
import { Tag } from "../../ui/Tag";

/** Whether a rule is on, as a word with an icon; with what it is about. */
export function OnOff({ on, about }: { on: boolean; about?: string }) {
  const { t } = useLingui();
  return (
    <Group gap={6} wrap="nowrap">
      {about}
      <Tag tone={on ? "in" : "unknown"} icon={on ? <IconCheck size={13} /> : <IconClose size={13} />}>
        {on ? t`On` : t`Off`}
      </Tag>
    </Group>
  );
}
