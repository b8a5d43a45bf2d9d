import { useMutation } from "@connectrpc/connect-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { IntegrationService, type ProposeNotificationFormatResponse } from "../../gen/kadans/v1/integration_service_pb";
import type { NotificationFormat } from "../../gen/kadans/v1/notification_format_pb";
import { UnsavedGuard } from "../../ui/form/UnsavedGuard";
import { TextLink } from "../../ui/links";
import { Notice } from "../../ui/Notice";
import { notifyDone } from "../../ui/notify";
import { Problem } from "../../ui/Problem";
import { Conflict } from "./Conflict";
import { DryRun } from "./DryRun";
import { FieldPanel } from "./FieldPanel";
import { FormActions } from "./FormActions";
import classes from "./format.module.css";
import { FIELD_KEYS, type FormatValues, valuesOf } from "./format-values";
import { OtherPanel } from "./OtherPanel";
import { Proposal } from "./Proposal";
import { useFormatForm } from "./use-format-form";

interface Props {
  integration: Integration;
  /** As it was when the form was opened. */
  format: NotificationFormat;
  /** What a new integration starts with. */
  defaults: NotificationFormat;
  /** Loads the format as it is stored now. */
  reload: () => Promise<NotificationFormat | undefined>;
  /** Opens the form anew with what is loaded; what was typed is lost. */
  startAnew: () => void;
}

/** A format to change, to try and to save. */
export function FormatForm({ integration, format, defaults, reload, startAnew }: Props) {
  const { t } = useLingui();
  const { id: integrationId, timeZone } = integration;
  const parts = useFormatForm(format);
  const { form, ref, errors, failure, conflict, send, busy } = parts;
  // Another one as soon as somebody wants to save over what somebody else saved.
  const [etag, setEtag] = useState(format.etag);
  const [saved, setSaved] = useState(false);
  const [tried, setTried] = useState<FormatValues>();
  const [proposal, setProposal] = useState<ProposeNotificationFormatResponse>();
  const update = useMutation(IntegrationService.method.updateNotificationFormat);
  const preview = useMutation(IntegrationService.method.previewNotificationFormat);

  const save = () =>
    send("save", etag, async (changed) => {
      const answer = await update.mutateAsync({ integrationId, format: changed });
      if (answer.format) {
        setEtag(answer.format.etag);
        const stored = valuesOf(answer.format);
        form.setInitialValues(stored);
        form.setValues(stored);
        form.resetDirty(stored);
      }
      setSaved(true);
      notifyDone(t`The format was saved. What comes in from now on is read by it.`);
    });
  const tryOut = () =>
    send("try", etag, async (changed) => {
      await preview.mutateAsync({ integrationId, format: changed });
      setTried(form.getValues());
    });
  const keepMine = async () => {
    const theirs = await reload();
    if (!theirs) return;
    setEtag(theirs.etag);
    parts.forgetFailure();
  };
  const loadTheirs = async () => {
    await reload();
    startAnew();
  };
  const dirty = form.isDirty();
  return (
    <form
      ref={ref}
      noValidate
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="md">
        {saved && !dirty && <Saved integrationId={integrationId} />}
        <Proposal
          integrationId={integrationId}
          proposal={proposal}
          onProposal={setProposal}
          onTakeOver={(proposed) => form.setValues(valuesOf(proposed))}
        />
        {FIELD_KEYS.map((key) => (
          <FieldPanel
            key={key}
            field={key}
            values={form.values[key]}
            errors={errors}
            proposal={proposal}
            onChange={(values) => form.setFieldValue(key, values)}
          />
        ))}
        <OtherPanel form={form} errors={errors} integrationZone={timeZone} />
        {conflict && <Conflict onTheirs={loadTheirs} onMine={keepMine} />}
        {failure && !conflict && (
          <Problem
            error={failure.error}
            title={failure.of === "save" ? t`The format could not be saved` : t`The format could not be tried`}
            onRetry={failure.of === "save" ? save : tryOut}
          />
        )}
        {preview.data && <DryRun result={preview.data} zone={timeZone} stale={tried !== form.values} />}
        <FormActions
          dirty={dirty}
          busy={busy}
          onTry={tryOut}
          onDiscard={form.reset}
          onDefaults={() => form.setValues(valuesOf(defaults))}
        />
      </Stack>
      <UnsavedGuard dirty={dirty} />
    </form>
  );
}

/** What to do after saving: the past is not read anew by itself. */
function Saved({ integrationId }: { integrationId: string }) {
  const { t } = useLingui();
  return (
    <Notice tone="not-scheduled" role="status" title={t`The format was saved`}>
      <Text size="sm">
        <Trans>
          What came in before was not read anew by that.{" "}
          <TextLink to="/integrations/$id/quarantine" params={{ id: integrationId }} inherit underline="always">
            Replay what was set aside
          </TextLink>
        </Trans>
      </Text>
    </Notice>
  );
}
