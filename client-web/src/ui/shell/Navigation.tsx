import { useLingui } from "@lingui/react/macro";
import { Link, type LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { BOARD_ROLES, hasRole, INTEGRATION_ROLES, MAPPING_ROLES } from "../../features/session/roles";
import { useSession } from "../../features/session/session-context";
import {
  IconActivities,
  IconCalendar,
  IconHistory,
  IconPeople,
  IconPlug,
  IconPulse,
  IconSliders,
  IconUsers,
} from "../icons";
import classes from "./shell.module.css";

/** The menu, with what the person's roles allow. */
export function Navigation() {
  const { t } = useLingui();
  const session = useSession();
  const mapping = hasRole(session, MAPPING_ROLES);
  return (
    <>
      <Section title={t`WFM`}>
        {hasRole(session, BOARD_ROLES) && (
          <Group title={t`Intraday`}>
            <Entry to="/board" icon={<IconPulse />} label={t`Real-Time Adherence`} />
          </Group>
        )}
        {mapping && (
          <Group title={t`Administration`} under={t`Scheduling`}>
            <Entry to="/employees" icon={<IconPeople />} label={t`Employees`} />
            <Entry to="/activities" icon={<IconActivities />} label={t`Activities`} />
            <Entry to="/schedules" icon={<IconCalendar />} label={t`Schedules`} />
            <Entry to="/settings/adherence" icon={<IconSliders />} label={t`Adherence settings`} />
          </Group>
        )}
      </Section>
      {hasRole(session, INTEGRATION_ROLES) && (
        <Section title={t`Account`}>
          <ul className={classes.entries}>
            <Entry to="/integrations" icon={<IconPlug />} label={t`Integrations`} />
            <Entry to="/users" icon={<IconUsers />} label={t`Users`} />
            <Entry to="/audit" icon={<IconHistory />} label={t`Audit log`} />
          </ul>
        </Section>
      )}
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h2 className={classes.sectionTitle}>{title}</h2>
      {children}
    </section>
  );
}

function Group({ title, under, children }: { title: string; under?: string; children: ReactNode }) {
  return (
    <div className={classes.group}>
      <h3 className={classes.groupTitle}>
        {title}
        {under && (
          <>
            <span className={classes.groupArrow} aria-hidden="true">
              ›
            </span>
            {under}
          </>
        )}
      </h3>
      <ul className={classes.entries}>{children}</ul>
    </div>
  );
}

function Entry({ to, icon, label }: { to: LinkProps["to"]; icon: ReactNode; label: string }) {
  return (
    <li>
      <Link to={to} className={classes.entry} activeProps={{ "data-active": "true", "aria-current": "page" }}>
        {icon}
        <span>{label}</span>
      </Link>
    </li>
  );
}
