import { Trans, useLingui } from "@lingui/react/macro";
import { Code, VisuallyHidden } from "@mantine/core";
import type { Activity } from "../../gen/kadans/v1/activity_pb";
import { ActivityLabel } from "../../ui/ActivityLabel";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { IconArrowRight } from "../../ui/icons";
import { Tag } from "../../ui/Tag";
import classes from "./RemapDialog.module.css";
import { replaces, type useMapStatuses } from "./use-map-statuses";
import { wordsOf } from "./words";

interface Props {
  mapping: ReturnType<typeof useMapStatuses>;
  activities: ReadonlyMap<string, Activity>;
}

/** Warns before mappings are replaced: which ones, by what, and since when that holds. */
export function RemapDialog({ mapping, activities }: Props) {
  const { t } = useLingui();
  const wishes = mapping.asking ?? [];
  const replaced = wishes.filter(replaces);
  const unmapping = wishes.length > 0 && wishes.every(({ activityId }) => activityId === "");
  const fresh = wishes.length - replaced.length;
  return (
    <ConfirmDialog
      opened={mapping.asking !== undefined}
      title={unmapping ? t`Take the mapping away?` : t`Replace the mapping?`}
      confirmLabel={unmapping ? t`Unmap` : t`Remap`}
      danger={false}
      busy={mapping.busy}
      onConfirm={() => mapping.confirm(wishes)}
      onCancel={mapping.cancel}
    >
      <ul className={classes.list}>
        {replaced.map(({ status, activityId }) => (
          <li key={status.id}>
            <Code>{wordsOf(status)}</Code>
            <span className={classes.change}>
              <Name activity={activities.get(status.activityId)} />
              <IconArrowRight size={14} />
              <VisuallyHidden>
                <Trans>becomes</Trans>
              </VisuallyHidden>
              {activityId ? <Name activity={activities.get(activityId)} /> : <Tag tone="unknown">{t`Unmapped`}</Tag>}
            </span>
          </li>
        ))}
      </ul>
      {fresh > 0 && (
        <p>
          <Trans>Others that are mapped for the first time: {fresh}.</Trans>
        </p>
      )}
      <p>
        <Trans>
          This acts backwards at once: the past shows the new activity as well, and scores of past days are computed
          anew. It can be undone.
        </Trans>
      </p>
    </ConfirmDialog>
  );
}

function Name({ activity }: { activity: Activity | undefined }) {
  return activity ? <ActivityLabel activity={activity} /> : "–";
}
