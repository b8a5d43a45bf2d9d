import { useLingui } from "@lingui/react/macro";

/** A function that names a field that changed; one it does not know stays as the server calls it. */
export function useFieldText(): (field: string) => string {
  const { t } = useLingui();
  const texts: Record<string, string> = {
    absence_match: t`Matches absences`,
    activity: t`Activity`,
    auto_logout_after: t`Logged out after`,
    color: t`Colour`,
    created: t`Employees created`,
    days: t`Scheduled days`,
    edition: t`Edition`,
    email: t`E-mail`,
    employee: t`Employee`,
    employees: t`Employees`,
    employees_added: t`Employees added`,
    employees_removed: t`Employees removed`,
    end_date: t`Last day`,
    end_time: t`End`,
    exceptions: t`Exceptions`,
    expire_time: t`Expires`,
    external_statuses: t`External statuses`,
    external_users: t`External users`,
    groups: t`Groups`,
    identifier: t`External user identifier`,
    integration: t`Integration`,
    kind: t`Kind`,
    logged_out_statuses: t`Statuses that mean Offline`,
    matched_activities: t`Matches activities`,
    matched_types: t`Matches types`,
    name: t`Name`,
    not_present_buffer: t`Buffer time: not present`,
    not_scheduled_buffer: t`Buffer time: not scheduled`,
    notifications: t`Notifications`,
    paid: t`Paid`,
    personnel_number: t`Personnel number`,
    planning_unit: t`Planning unit`,
    planning_units: t`Planning units`,
    previous_expire_time: t`Earlier URLs work until`,
    raw_retention: t`Raw text kept`,
    reason: t`Reason`,
    retention_months: t`Months kept`,
    roles: t`Roles`,
    schedule_days: t`Scheduled days`,
    selection: t`What was replayed`,
    severe_after: t`Severe after`,
    silence_after: t`Silent after`,
    start_date: t`First day`,
    start_time: t`Start`,
    state: t`State`,
    target_percent: t`Target score`,
    time_zone: t`Time zone`,
    type: t`Type`,
    type_match: t`Matches its own type`,
    unmapped_policy: t`Unmapped statuses`,
    updated: t`Employees changed`,
    url_tokens: t`URL tokens`,
    vendor_id: t`Vendor`,
    "web_service.agent_url_template": t`Address of an agent`,
    "web_service.authentication": t`Authentication`,
    "web_service.break_statuses": t`Statuses that are breaks`,
    "web_service.detail_pointer": t`Break type in the answer`,
    "web_service.password": t`Password`,
    "web_service.token_header": t`Header for the token`,
    "web_service.token_pointer": t`Token in the answer`,
    "web_service.token_url_template": t`Address that gives a token`,
    "web_service.url": t`Odigo URL`,
    "web_service.username": t`Username`,
    wrong_activity_buffer: t`Buffer time: wrong activity`,
  };
  const formatText = useFormatText();
  return (field) => texts[field] ?? formatText(field);
}

/** A function that names a part of the notification format, such as `agent.names`. */
function useFormatText(): (field: string) => string {
  const { t } = useLingui();
  const names: Record<string, string> = {
    agent: t`Agent`,
    status: t`Status`,
    detail: t`Detail`,
    time: t`Time`,
    event_id: t`Event id`,
  };
  return (field) => {
    const [key = "", part] = field.split(".");
    const name = names[key];
    if (!name) return field;
    switch (part) {
      case "names":
        return t`${name}: where it is found`;
      case "values":
        return t`${name}: what is replaced`;
      case "letter_case":
        return t`${name}: upper and lower case`;
      default:
        return field;
    }
  };
}
