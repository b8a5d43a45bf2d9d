import type { MessageInitShape } from "@bufbuild/protobuf";
import { useMutation } from "@connectrpc/connect-query";
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { ExternalStatus } from "../../gen/kadans/v1/external_status_pb";
import { MappingService, type StatusMappingSchema } from "../../gen/kadans/v1/mapping_service_pb";
import { useRefresh } from "../../rpc/use-refresh";
import { notifyProblem, notifyUndoable } from "../../ui/notify";

type Mapping = MessageInitShape<typeof StatusMappingSchema>;

/** The server takes at most this many at once. */
const AT_ONCE = 500;

/** Collects choices of activities by external status, and maps one or several of them; each can be undone. */
export function useMapStatuses(statuses: ExternalStatus[]) {
  const { t } = useLingui();
  const [choices, setChoices] = useState<ReadonlyMap<string, string>>(new Map());
  const refresh = useRefresh(MappingService);
  const mutation = useMutation(MappingService.method.mapExternalStatuses);

  const choose = (externalStatusId: string, activityId: string | undefined) => {
    const next = new Map(choices);
    if (activityId) next.set(externalStatusId, activityId);
    else next.delete(externalStatusId);
    setChoices(next);
  };

  const send = async (mappings: Mapping[]) => {
    await mutation.mutateAsync({ mappings });
    const done = new Set(mappings.map(({ externalStatusId }) => externalStatusId));
    setChoices((before) => new Map([...before].filter(([id]) => !done.has(id))));
    await refresh();
  };

  const undo = async (mappings: Mapping[]) => {
    try {
      await send(mappings);
    } catch (error) {
      notifyProblem(t`The mapping could not be undone`, error, () => undo(mappings));
    }
  };

  const map = async (externalStatusIds: string[]) => {
    const ids = externalStatusIds.slice(0, AT_ONCE);
    const before = ids.map((externalStatusId) => ({
      externalStatusId,
      activityId: statuses.find(({ id }) => id === externalStatusId)?.activityId ?? "",
    }));
    try {
      await send(ids.map((externalStatusId) => ({ externalStatusId, activityId: choices.get(externalStatusId) })));
      notifyUndoable(
        plural(ids.length, {
          one: "# external status was mapped, for the past as well.",
          other: "# external statuses were mapped, for the past as well.",
        }),
        () => undo(before),
      );
    } catch (error) {
      notifyProblem(t`Nothing was mapped`, error, () => map(externalStatusIds));
    }
  };

  return { choices, choose, clear: () => setChoices(new Map()), map, busy: mutation.isPending };
}
