import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import classes from "./FeedNav.module.css";

interface Props {
  /** The integration's id. */
  id: string;
  /** Whether a format reads what it receives. */
  format: boolean;
}

/** From one page about what an integration receives to the others. */
export function FeedNav({ id, format }: Props) {
  const { t } = useLingui();
  const common = {
    params: { id },
    className: classes.entry,
    activeProps: { "data-active": "true", "aria-current": "page" },
    activeOptions: { includeSearch: false },
  } as const;
  return (
    <nav aria-label={t`What is received`} className={classes.nav}>
      <Link to="/integrations/$id/notifications" {...common}>
        {t`Notifications`}
      </Link>
      <Link to="/integrations/$id/quarantine" {...common}>
        {t`Set aside`}
      </Link>
      {format && (
        <Link to="/integrations/$id/format" {...common}>
          {t`Format`}
        </Link>
      )}
    </nav>
  );
}
