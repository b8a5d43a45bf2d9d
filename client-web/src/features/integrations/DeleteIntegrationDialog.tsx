import { useMutation } from "@connectrpc/connect-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { useRefresh } from "../../rpc/use-refresh";
import { DeleteDialog } from "../../ui/DeleteDialog";
import { notifyDone } from "../../ui/notify";
import classes from "./IntegrationPage.module.css";
import { useCredentialWords } from "./use-credential-words";
import { credentialOf } from "./vendors";

interface Props {
  /** As it was when the dialog was opened. */
  integration: Integration;
  onClose: () => void;
  onReload: () => void;
}

/** Asks whether an integration should really be deleted. */
export function DeleteIntegrationDialog({ integration: { id, etag, name, vendorId }, onClose, onReload }: Props) {
  const { t } = useLingui();
  const { deletion } = useCredentialWords(credentialOf(vendorId));
  const navigate = useNavigate();
  const refresh = useRefresh(IntegrationService);
  const remove = useMutation(IntegrationService.method.deleteIntegration);
  const onDelete = async () => {
    await remove.mutateAsync({ id, etag });
    await navigate({ to: "/integrations" });
    notifyDone(t`“${name}” was deleted.`);
    await refresh();
  };
  return (
    <DeleteDialog
      title={t`Delete “${name}”?`}
      confirmLabel={t`Yes, really delete`}
      onDelete={onDelete}
      onClose={onClose}
      onReload={onReload}
    >
      <ul className={classes.consequences}>
        <li>{deletion}</li>
        <li>
          <Trans>Its external users no longer show what their employees are doing.</Trans>
        </li>
        <li>
          <Trans>What it imported is kept, and so are its mappings: scores and reports of the past stay.</Trans>
        </li>
      </ul>
      <Trans>This can’t be undone. To stop importing for a while, suspend it instead.</Trans>
    </DeleteDialog>
  );
}
