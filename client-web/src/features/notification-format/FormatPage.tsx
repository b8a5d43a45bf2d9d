import { useQuery } from "@connectrpc/connect-query";
import { useLingui } from "@lingui/react/macro";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { TableSkeleton } from "../../ui/PageSkeleton";
import { Problem } from "../../ui/Problem";
import { hasFormat } from "../integrations/vendors";
import { FeedPage } from "../notifications/FeedPage";
import { FormatForm } from "./FormatForm";
import { NoFormat } from "./NoFormat";

/** How an integration's notifications are read. */
export function FormatPage() {
  const { t } = useLingui();
  const { id } = useParams({ from: "/app/integrations/$id/format" });
  return (
    <FeedPage
      id={id}
      title={t`Notification format`}
      lead={({ vendorId }) =>
        hasFormat(vendorId) &&
        t`Where each field is found in what the telephone system sends. The first name that is present counts; upper and lower case make no difference, and a.b is a path.`
      }
    >
      {(integration) =>
        hasFormat(integration.vendorId) ? <Format integration={integration} /> : <NoFormat integration={integration} />
      }
    </FeedPage>
  );
}

function Format({ integration }: { integration: Integration }) {
  // A form that is being filled in must not change by itself.
  const options = { refetchOnWindowFocus: false, refetchOnReconnect: false, refetchOnMount: "always" } as const;
  const { getNotificationFormat } = IntegrationService.method;
  const query = useQuery(getNotificationFormat, { integrationId: integration.id }, options);
  const [version, setVersion] = useState(0);
  const answer = query.isFetchedAfterMount ? query.data : undefined;
  if (!answer?.format || !answer.defaultFormat) {
    return query.isError ? <Problem error={query.error} onRetry={() => query.refetch()} /> : <TableSkeleton />;
  }
  const reload = async () => {
    const { data } = await query.refetch();
    return data?.format;
  };
  return (
    <FormatForm
      key={version}
      integration={integration}
      format={answer.format}
      defaults={answer.defaultFormat}
      reload={reload}
      startAnew={() => setVersion((before) => before + 1)}
    />
  );
}
