import { Trans } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { withTexts } from "../../lib/i18n";
import { IconEdit, IconTrash } from "../../ui/icons";
import { ImportSwitch } from "./ImportSwitch";

const EditIntegrationDialog = lazy(() =>
  withTexts("feed", import("./EditIntegrationDialog")).then((module) => ({ default: module.EditIntegrationDialog })),
);
const DeleteIntegrationDialog = lazy(() =>
  import("./DeleteIntegrationDialog").then((module) => ({ default: module.DeleteIntegrationDialog })),
);

interface Props {
  integration: Integration;
  /** Asks anew for the integration. */
  reload: () => Promise<Integration | undefined>;
}

/** What can be done with an integration as a whole. */
export function IntegrationActions({ integration, reload }: Props) {
  // A dialog goes by what it was opened with: what somebody else changes meanwhile is for the server to tell.
  const [open, setOpen] = useState<{ dialog: "edit" | "delete"; integration: Integration }>();
  const close = () => setOpen(undefined);
  const onReload = async () => {
    const fresh = await reload();
    if (fresh) setOpen((before) => before && { ...before, integration: fresh });
  };
  const dialog = open && { key: open.integration.etag, integration: open.integration, onClose: close, onReload };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconEdit size={16} />}
        onClick={() => setOpen({ dialog: "edit", integration })}
      >
        <Trans>Edit</Trans>
      </Button>
      <ImportSwitch integration={integration} />
      <Button
        variant="default"
        c="var(--kd-not-present-text)"
        leftSection={<IconTrash size={16} />}
        onClick={() => setOpen({ dialog: "delete", integration })}
      >
        <Trans>Delete integration</Trans>
      </Button>
      <Suspense>
        {dialog && open.dialog === "edit" && <EditIntegrationDialog {...dialog} key={dialog.key} />}
        {dialog && open.dialog === "delete" && <DeleteIntegrationDialog {...dialog} key={dialog.key} />}
      </Suspense>
    </>
  );
}
