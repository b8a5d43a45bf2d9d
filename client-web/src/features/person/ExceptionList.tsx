import { useMutation } from "@connectrpc/connect-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Text } from "@mantine/core";
import { type AdherenceException, ExceptionKind } from "../../gen/kadans/v1/adherence_exception_pb";
import { AdherenceService } from "../../gen/kadans/v1/adherence_service_pb";
import { fromMs, toMs } from "../../live/time";
import { usePages } from "../../rpc/use-pages";
import { useRefresh } from "../../rpc/use-refresh";
import { notifyProblem, notifyUndoable } from "../../ui/notify";
import { Problem } from "../../ui/Problem";
import { Tag } from "../../ui/Tag";
import type { PersonDay } from "./day";
import css from "./person.module.css";
import { useZoneFormat } from "./use-day-words";

interface Props {
  employeeId: string;
  day: PersonDay;
  /** Whether the reader may take exceptions back. */
  mayDelete: boolean;
}

/** What planners decided about the day. */
export function ExceptionList({ employeeId, day, mayDelete }: Props) {
  const list = usePages(AdherenceService.method.listAdherenceExceptions, {
    employeeId,
    startTime: fromMs(day.start),
    endTime: fromMs(day.end),
  });
  const exceptions = list.pages.flatMap((page) => page.exceptions);
  if (list.error && exceptions.length === 0) {
    return <Problem error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (exceptions.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        <Trans>Nothing was excused or approved on this day.</Trans>
      </Text>
    );
  }
  return (
    <ul className={css.exceptions}>
      {exceptions.map((exception) => (
        <ExceptionItem key={exception.id} exception={exception} zone={day.zone} mayDelete={mayDelete} />
      ))}
    </ul>
  );
}

function ExceptionItem({
  exception,
  zone,
  mayDelete,
}: {
  exception: AdherenceException;
  zone: string;
  mayDelete: boolean;
}) {
  const { t } = useLingui();
  const format = useZoneFormat(zone);
  const { remove, busy } = useRemove();
  const { kind, reason, authorName, startTime, endTime } = exception;
  const time = `${format.second(toMs(startTime))} – ${format.second(toMs(endTime))}`;
  return (
    <li>
      <div>
        <Text size="sm">
          {kind === ExceptionKind.IN_ADHERENCE ? (
            <Tag tone="in">{t`Approved as in adherence`}</Tag>
          ) : (
            <Tag tone="excused">{t`Excused`}</Tag>
          )}{" "}
          {time}
        </Text>
        <Text size="sm" className={css.reason}>
          {reason}
        </Text>
        <Text size="xs" c="dimmed">
          {authorName}
        </Text>
      </div>
      {mayDelete && (
        <Button
          variant="default"
          size="compact-sm"
          loading={busy}
          aria-label={t`Delete the exception ${time}`}
          onClick={() => void remove(exception)}
        >
          <Trans>Delete</Trans>
        </Button>
      )}
    </li>
  );
}

/** Takes an exception back, and makes it again if that was a mistake. */
function useRemove() {
  const { t } = useLingui();
  const refresh = useRefresh(AdherenceService);
  const removing = useMutation(AdherenceService.method.deleteAdherenceException);
  const creating = useMutation(AdherenceService.method.createAdherenceException);
  const restore = async (exception: AdherenceException) => {
    const { employeeId, startTime, endTime, kind, reason } = exception;
    try {
      await creating.mutateAsync({ employeeId, startTime, endTime, kind, reason });
      await refresh();
    } catch (error) {
      notifyProblem(t`The exception could not be restored`, error, () => void restore(exception));
    }
  };
  const remove = async (exception: AdherenceException) => {
    try {
      await removing.mutateAsync({ id: exception.id });
      await refresh();
      notifyUndoable(t`The exception was deleted; the figures follow at once.`, () => void restore(exception));
    } catch (error) {
      notifyProblem(t`The exception could not be deleted`, error, () => void remove(exception));
    }
  };
  return { remove, busy: removing.isPending };
}
