import { t } from "@lingui/core/macro";
import { Button, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { problemOf } from "../rpc/problem";
import { problemText } from "../rpc/problem-text";
import { IconAlert, IconCheck } from "./icons";

/** Says that something was done. */
export function notifyDone(message: string): void {
  notifications.show({
    message,
    color: "teal",
    icon: <IconCheck size={16} />,
    closeButtonProps: { "aria-label": t`Close` },
  });
}

/** Says what could not be done, why, and offers to do it again where that helps. It stays until it is closed. */
export function notifyProblem(title: string, error: unknown, retry?: () => void): void {
  const id = notifications.show({
    title,
    color: "red",
    icon: <IconAlert size={16} />,
    autoClose: false,
    role: "alert",
    closeButtonProps: { "aria-label": t`Close` },
    message: (
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{problemText(error)}</Text>
        {retry && problemOf(error).retryable && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              notifications.hide(id);
              retry();
            }}
          >
            {t`Try again`}
          </Button>
        )}
      </Stack>
    ),
  });
}

/** Says that something was done, and offers to take it back. */
export function notifyUndoable(message: string, undo: () => void): void {
  const id = notifications.show({
    color: "teal",
    icon: <IconCheck size={16} />,
    autoClose: 12_000,
    closeButtonProps: { "aria-label": t`Close` },
    message: (
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{message}</Text>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          {t`Undo`}
        </Button>
      </Stack>
    ),
  });
}
