import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Switch } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useMemo, useState } from "react";
import type { ExternalUser } from "../../gen/kadans/v1/external_user_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { usePages } from "../../rpc/use-pages";
import { EmptyState } from "../../ui/EmptyState";
import { UnsavedGuard } from "../../ui/form/UnsavedGuard";
import { IconCheck, IconPeople } from "../../ui/icons";
import { Listing } from "../../ui/Listing";
import { NothingFound } from "../../ui/NothingFound";
import { SearchField } from "../../ui/SearchField";
import { Toolbar } from "../../ui/Toolbar";
import { BulkBar } from "../../ui/table/BulkBar";
import { IntegrationFilter } from "../integrations/IntegrationFilter";
import { useIntegrationNames } from "../integrations/use-integration-names";
import type { EmployeesSearch } from "./search";
import { useAssign } from "./use-assign";
import { useExternalUserColumns } from "./use-external-user-columns";
import { useNearMisses } from "./use-near-misses";

const UnassignDialog = lazy(() => import("./UnassignDialog").then((module) => ({ default: module.UnassignDialog })));

interface Props {
  /** Leads to typing one in. */
  onCreate: () => void;
}

/** External users, the unassigned ones first; new ones appear by themselves. */
export function ExternalUserList({ onCreate }: Props) {
  const { t } = useLingui();
  const { q, integration, unassigned } = useSearch({ from: "/app/employees" });
  const navigate = useNavigate({ from: "/employees" });
  const filter = (change: Partial<EmployeesSearch>) =>
    navigate({ search: (before) => ({ ...before, ...change }), replace: true, ignoreBlocker: true });
  const integrations = useIntegrationNames();
  const list = usePages(
    MappingService.method.listExternalUsers,
    { search: q ?? "", integrationId: integration ?? "", onlyUnassigned: unassigned ?? false },
    { intervalMs: 3_000 },
  );
  const users = useMemo(() => list.pages.flatMap((page) => page.externalUsers), [list.pages]);
  const total = list.pages[0]?.totalSize ?? 0;
  const assigning = useAssign();
  const [leaving, setLeaving] = useState<ExternalUser>();
  const hints = useNearMisses(users.some(({ employeeId }) => !employeeId));
  const columns = useExternalUserColumns({ integrations, assigning, hints, onUnassign: setLeaving });
  const count = assigning.choices.size;
  const narrowed = Boolean(q || integration);
  return (
    <>
      <Toolbar
        count={list.isPending ? undefined : plural(total, { one: "# external user", other: "# external users" })}
      >
        <SearchField
          value={q ?? ""}
          placeholder={t`Identifier or employee`}
          onChange={(text) => filter({ q: text || undefined })}
        />
        <IntegrationFilter names={integrations} value={integration} onChange={(id) => filter({ integration: id })} />
        <Switch
          label={t`Only unassigned`}
          checked={unassigned ?? false}
          onChange={(event) => filter({ unassigned: event.currentTarget.checked || undefined })}
        />
      </Toolbar>
      <Listing
        label={t`External users`}
        list={list}
        rows={users}
        rowKey={({ id }) => id}
        columns={columns}
        total={total}
        empty={
          narrowed ? (
            <NothingFound onReset={() => navigate({ search: { tab: "external" } })} />
          ) : unassigned ? (
            <EmptyState icon={<IconCheck size={24} />} title={t`All external users are assigned`} />
          ) : (
            <EmptyState
              icon={<IconPeople size={26} />}
              title={t`No external users yet`}
              action={
                <Button variant="default" onClick={onCreate}>
                  <Trans>Add external user</Trans>
                </Button>
              }
            >
              <Trans>
                They appear here by themselves with the first notification of your telephone system. Leave this page
                open: it looks for them every few seconds.
              </Trans>
            </EmptyState>
          )
        }
      />
      {count > 1 && (
        <BulkBar
          count={plural(count, { one: "# chosen", other: "# chosen" })}
          label={t`Assign`}
          busy={assigning.busy}
          onApply={() => assigning.assign([...assigning.choices.keys()])}
          onClear={assigning.clear}
        />
      )}
      <UnsavedGuard dirty={count > 0} />
      <Suspense>
        {leaving && (
          <UnassignDialog user={leaving} employeeName={leaving.employeeName} onClose={() => setLeaving(undefined)} />
        )}
      </Suspense>
    </>
  );
}
