import { useLingui } from "@lingui/react/macro";
import { Stack, TagsInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { TimeZoneSelect } from "../../ui/form/TimeZoneSelect";
import { Panel } from "../../ui/Panel";
import type { FormatErrors, FormatValues } from "./format-values";

interface Props {
  form: UseFormReturnType<FormatValues>;
  errors: FormatErrors;
  integrationZone: string;
}

/** What a format says beside its fields. */
export function OtherPanel({ form, errors, integrationZone }: Props) {
  const { t } = useLingui();
  const { loggedOutStatuses, timeZone } = form.values;
  return (
    <Panel title={t`Logged out, and times`}>
      <Stack gap="md" align="stretch">
        <TagsInput
          label={t`Statuses that mean Offline`}
          description={t`Compared without case, accents, spaces, _ and -. Enter adds one.`}
          value={loggedOutStatuses}
          onChange={(statuses) => form.setFieldValue("loggedOutStatuses", statuses)}
          error={errors.loggedOutStatuses}
          maxTags={200}
          maxLength={200}
          clearable
          clearButtonProps={{ "aria-label": t`Remove all` }}
        />
        <TimeZoneSelect
          include={timeZone || integrationZone}
          label={t`Zone of times that come without one`}
          placeholder={t`That of the integration: ${integrationZone}`}
          value={timeZone || null}
          onChange={(zone) => form.setFieldValue("timeZone", zone ?? "")}
          error={errors.timeZone}
          clearable
          clearButtonProps={{ "aria-label": t`That of the integration: ${integrationZone}` }}
          maw={420}
        />
      </Stack>
    </Panel>
  );
}
