import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon, Button, Group, TextInput } from "@mantine/core";
import { addDays, isDay } from "../../lib/zoned";
import { IconArrowLeft } from "../../ui/icons";
import css from "./person.module.css";

interface Props {
  /** The local day that is shown, as `yyyy-mm-dd`. */
  day: string;
  /** Whether that is today. */
  today: boolean;
  /** @param day undefined for today */
  onChange: (day: string | undefined) => void;
}

/** Goes from day to day. */
export function DayNavigation({ day, today, onChange }: Props) {
  const { t } = useLingui();
  return (
    <Group gap="xs" wrap="nowrap">
      <ActionIcon variant="default" size="lg" aria-label={t`Previous day`} onClick={() => onChange(addDays(day, -1))}>
        <IconArrowLeft size={16} />
      </ActionIcon>
      <TextInput
        type="date"
        aria-label={t`Day`}
        value={day}
        onChange={({ currentTarget: { value } }) => isDay(value) && onChange(value)}
      />
      <ActionIcon variant="default" size="lg" aria-label={t`Next day`} onClick={() => onChange(addDays(day, 1))}>
        <span className={css.mirrored}>
          <IconArrowLeft size={16} />
        </span>
      </ActionIcon>
      <Button variant="default" disabled={today} onClick={() => onChange(undefined)}>
        <Trans>Today</Trans>
      </Button>
    </Group>
  );
}
