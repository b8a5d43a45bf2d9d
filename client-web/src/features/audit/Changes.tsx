import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Anchor, VisuallyHidden } from "@mantine/core";
import { useState } from "react";
import type { AuditChange } from "../../gen/kadans/v1/audit_event_pb";
import { IconArrowRight } from "../../ui/icons";
import classes from "./Changes.module.css";
import { useFieldText } from "./use-field-text";
import { useValueText } from "./use-value-text";

/** More than this many lines hide what the neighbouring events are. */
const AT_FIRST = 4;

/** What changed: each field, what it was and what it is. */
export function Changes({ changes, zone }: { changes: AuditChange[]; zone: string }) {
  const { t } = useLingui();
  const [all, setAll] = useState(false);
  const fieldText = useFieldText();
  const valueText = useValueText();
  const hidden = all ? 0 : Math.max(0, changes.length - AT_FIRST);
  return (
    <ul className={classes.list}>
      {changes.slice(0, changes.length - hidden).map(({ field, before, after }) => (
        <li key={field}>
          <span className={classes.field}>{fieldText(field)}</span>
          {before && (
            <>
              <VisuallyHidden>{t`before:`} </VisuallyHidden>
              <span className={`${classes.value} ${classes.before}`}>{valueText(field, before, zone)}</span>
            </>
          )}
          {before && after && (
            <span className={classes.arrow}>
              <IconArrowRight size={13} />
            </span>
          )}
          {after && (
            <>
              {before && <VisuallyHidden>{t`after:`} </VisuallyHidden>}
              <span className={classes.value}>{valueText(field, after, zone)}</span>
            </>
          )}
        </li>
      ))}
      {hidden > 0 && (
        <li>
          <Anchor component="button" type="button" size="xs" onClick={() => setAll(true)}>
            {plural(hidden, { one: "# more change", other: "# more changes" })}
          </Anchor>
        </li>
      )}
    </ul>
  );
}
