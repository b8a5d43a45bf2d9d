import { useMutation } from "@connectrpc/connect-query";
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { ExternalStatus } from "../../gen/kadans/v1/external_status_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { useRefresh } from "../../rpc/use-refresh";
import { notifyProblem, notifyUndoable } from "../../ui/notify";

/** A status, as it is before it is mapped, and the activity it shall stand for; empty to unmap. */
export interface Wish {
  status: ExternalStatus;
  activityId: string;
}

/** The server takes at most this many at once. */
const AT_ONCE = 500;

/** Whether a wish replaces a mapping that somebody made. */
export function replaces({ status, activityId }: Wish): boolean {
  return status.activityId !== "" && status.activityId !== activityId;
}

/** Maps statuses: asks first if that replaces a mapping, and can take it back afterwards. */
export function useMapStatuses() {
  const { t } = useLingui();
  const [choices, setChoices] = useState<ReadonlyMap<string, Wish>>(new Map());
  const [selected, setSelected] = useState<ReadonlyMap<string, ExternalStatus>>(new Map());
  const [asking, setAsking] = useState<Wish[]>();
  const refresh = useRefresh(MappingService);
  const mutation = useMutation(MappingService.method.mapExternalStatuses);

  const choose = (status: ExternalStatus, activityId: string | undefined) => {
    const next = new Map(choices);
    if (activityId) next.set(status.id, { status, activityId });
    else next.delete(status.id);
    setChoices(next);
  };

  const select = (statuses: ExternalStatus[], on: boolean) => {
    const next = new Map(selected);
    for (const status of statuses) {
      if (on) next.set(status.id, status);
      else next.delete(status.id);
    }
    setSelected(next);
  };

  const send = async (wishes: Wish[]) => {
    for (let from = 0; from < wishes.length; from += AT_ONCE) {
      const part = wishes.slice(from, from + AT_ONCE);
      const mappings = part.map(({ status, activityId }) => ({ externalStatusId: status.id, activityId }));
      await mutation.mutateAsync({ mappings });
    }
    const done = new Set(wishes.map(({ status }) => status.id));
    setChoices((before) => new Map([...before].filter(([id]) => !done.has(id))));
    setSelected(new Map());
    await refresh();
  };

  const undo = async (before: Wish[]) => {
    try {
      await send(before);
    } catch (error) {
      notifyProblem(t`The mapping could not be undone`, error, () => undo(before));
    }
  };

  /** Carries wishes out, once nobody needs to be asked any more. */
  const confirm = async (wishes: Wish[]) => {
    try {
      await send(wishes);
      const message = wishes.every(({ activityId }) => activityId === "")
        ? plural(wishes.length, {
            one: "# external status was unmapped, for the past as well.",
            other: "# external statuses were unmapped, for the past as well.",
          })
        : plural(wishes.length, {
            one: "# external status was mapped, for the past as well.",
            other: "# external statuses were mapped, for the past as well.",
          });
      notifyUndoable(message, () => undo(wishes.map(({ status }) => ({ status, activityId: status.activityId }))));
    } catch (error) {
      notifyProblem(t`Nothing was mapped`, error, () => confirm(wishes));
    } finally {
      setAsking(undefined);
    }
  };

  const map = (wishes: Wish[]) => (wishes.some(replaces) ? setAsking(wishes) : confirm(wishes));
  const clear = () => {
    setChoices(new Map());
    setSelected(new Map());
  };
  return {
    choices,
    choose,
    selected,
    select,
    clear,
    map,
    asking,
    confirm,
    cancel: () => setAsking(undefined),
    busy: mutation.isPending,
  };
}
