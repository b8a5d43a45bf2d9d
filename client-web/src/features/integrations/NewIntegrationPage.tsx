import { useQuery } from "@connectrpc/connect-query";
import { useLingui } from "@lingui/react/macro";
import { useSearch } from "@tanstack/react-router";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { Page } from "../../ui/Page";
import { TableSkeleton } from "../../ui/PageSkeleton";
import { Problem } from "../../ui/Problem";
import { IntegrationForm } from "./IntegrationForm";
import { VendorTiles } from "./VendorTiles";
import { credentialOf } from "./vendors";

/** First the vendor's tile, then the vendor's form. */
export function NewIntegrationPage() {
  const { t } = useLingui();
  const { vendor: chosen } = useSearch({ from: "/app/integrations/new" });
  const vendors = useQuery(IntegrationService.method.listVendors, {});
  const vendor = vendors.data?.vendors.find(({ id, available }) => id === chosen && available);
  return (
    <Page
      title={vendor ? t`Add integration: ${vendor.name}` : t`Add integration`}
      lead={
        vendor
          ? credentialOf(vendor.id) === "url"
            ? t`Give the integration a name. The URL for its notifications is generated in the next step.`
            : t`Give the integration a name. The API key is generated in the next step.`
          : t`Choose the telephone system that your agents work with.`
      }
      back={
        vendor
          ? { to: "/integrations/new", label: t`All telephone systems` }
          : { to: "/integrations", label: t`Integrations` }
      }
      width="narrow"
    >
      {vendors.isPending ? (
        <TableSkeleton rows={3} />
      ) : vendors.isError ? (
        <Problem error={vendors.error} onRetry={() => vendors.refetch()} />
      ) : vendor ? (
        <IntegrationForm vendor={vendor} />
      ) : (
        <VendorTiles vendors={vendors.data.vendors} />
      )}
    </Page>
  );
}
