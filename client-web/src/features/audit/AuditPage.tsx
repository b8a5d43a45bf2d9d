import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { SessionService } from "../../gen/kadans/v1/session_service_pb";
import { browserZone } from "../../lib/time-zones";
import { usePages } from "../../rpc/use-pages";
import { EmptyState } from "../../ui/EmptyState";
import { IconClose, IconDownload, IconHistory } from "../../ui/icons";
import { Listing } from "../../ui/Listing";
import { NothingFound } from "../../ui/NothingFound";
import { Page } from "../../ui/Page";
import { RangeFilter } from "../../ui/RangeFilter";
import { SearchField } from "../../ui/SearchField";
import { Toolbar } from "../../ui/Toolbar";
import { ActorFilter } from "./ActorFilter";
import type { AuditSearch } from "./search";
import { spanOf } from "./span";
import { useAuditColumns } from "./use-audit-columns";
import { useAuditDownload } from "./use-audit-download";

/** What was changed in the account, by whom, when and from where. */
export function AuditPage() {
  const { t } = useLingui();
  const search = useSearch({ from: "/app/audit" });
  const navigate = useNavigate({ from: "/audit" });
  const filter = (change: Partial<AuditSearch>) =>
    navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const zone = browserZone();
  const request = useMemo(
    () => ({
      search: search.q ?? "",
      actorId: search.actor ?? "",
      subjectId: search.subject ?? "",
      ...spanOf(search, zone, Date.now()),
    }),
    [search, zone],
  );
  const list = usePages(SessionService.method.listAuditEvents, request);
  const events = useMemo(() => list.pages.flatMap((page) => page.auditEvents), [list.pages]);
  const columns = useAuditColumns(zone);
  const { download, busy } = useAuditDownload(request, zone);
  const { q, range, actor, subject } = search;
  const narrowed = Boolean(q || range || actor || subject);
  return (
    <Page
      title={t`Audit log`}
      lead={t`What was changed in the account, by whom, when and from where. Times are those of ${zone}.`}
      actions={
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          onClick={download}
          loading={busy}
          disabled={events.length === 0}
        >
          <Trans>Download CSV</Trans>
        </Button>
      }
    >
      <div>
        <Toolbar>
          <SearchField
            value={q ?? ""}
            placeholder={t`Who did it, or to what`}
            onChange={(text) => filter({ q: text || undefined })}
          />
          <RangeFilter
            value={search}
            names={{ today: t`Today`, week: t`Last 7 days`, month: t`Last 30 days`, days: t`Chosen days` }}
            chosen="days"
            ends={{ type: "date", from: t`First day`, to: t`Last day` }}
            onChange={filter}
          />
          <ActorFilter value={actor} onChange={(id) => filter({ actor: id })} />
          {subject && (
            <Button
              size="compact-md"
              variant="light"
              rightSection={<IconClose size={14} />}
              onClick={() => filter({ subject: undefined })}
              aria-label={t`Show all subjects`}
            >
              {events.find(({ subjectId }) => subjectId === subject)?.subjectName || t`One subject`}
            </Button>
          )}
        </Toolbar>
        <Listing
          label={t`Audit log`}
          list={list}
          rows={events}
          rowKey={({ id }) => id}
          columns={columns}
          empty={
            narrowed ? (
              <NothingFound onReset={() => navigate({ search: {} })} />
            ) : (
              <EmptyState icon={<IconHistory size={26} />} title={t`Nothing was changed yet`}>
                <Trans>Every change that somebody makes in the account appears here.</Trans>
              </EmptyState>
            )
          }
        />
      </div>
    </Page>
  );
}
