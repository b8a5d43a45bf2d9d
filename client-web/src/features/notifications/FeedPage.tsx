import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { Page } from "../../ui/Page";
import { TableSkeleton } from "../../ui/PageSkeleton";
import { Problem } from "../../ui/Problem";
import { hasFormat } from "../integrations/vendors";
import { FeedNav } from "./FeedNav";
import { useIntegration } from "./use-integration";

interface Props {
  /** The integration's id. */
  id: string;
  title: string;
  lead?: ReactNode | ((integration: Integration) => ReactNode);
  actions?: ReactNode;
  children: (integration: Integration) => ReactNode;
}

/** A page about what one integration receives, beside the others about the same. */
export function FeedPage({ id, title, lead, actions, children }: Props) {
  const { t } = useLingui();
  const { integration, error, refetch } = useIntegration(id);
  return (
    <Page
      title={title}
      lead={typeof lead === "function" ? integration && lead(integration) : lead}
      actions={integration && actions}
      back={{ to: "/integrations/$id", params: { id }, label: integration?.name ?? t`Integration` }}
    >
      <FeedNav id={id} format={integration !== undefined && hasFormat(integration.vendorId)} />
      {integration ? children(integration) : error ? <Problem error={error} onRetry={refetch} /> : <TableSkeleton />}
    </Page>
  );
}
