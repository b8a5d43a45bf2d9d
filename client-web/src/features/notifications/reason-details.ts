import { useLingui } from "@lingui/react/macro";

/** Where a text of JSON breaks, as the server's words say it. */
const PLACE = /line (\d+) column (\d+)/;

/** A function that says why a body is not JSON. */
export function useJsonText(): (message: string) => string {
  const { t } = useLingui();
  return (message) => {
    const [, line, column] = PLACE.exec(message) ?? [];
    return line ? t`The body is not JSON: it breaks at line ${line}, column ${column}.` : t`The body is not JSON.`;
  };
}

/** A function that says why a body can't be read at all, whatever it may be. */
export function useUnreadableText(): (message: string) => string {
  const { t } = useLingui();
  return (message) => {
    // What the server's parsers say; around it the server says what to do.
    const said = /\((.*)\)/.exec(message)?.[1] ?? "";
    const [, line, column] = PLACE.exec(said) ?? [];
    const kinds: [kind: RegExp, text: string][] = [
      [PLACE, t`The JSON breaks at line ${line}, column ${column}. Have Odigo send it whole and well-formed.`],
      [
        /none of these/,
        t`The body is none of what can be read. Have Odigo send a form, JSON, XML or lines of name=value.`,
      ],
      [/inside an element|not closed/, t`The XML ends inside an element. Have Odigo send it whole.`],
      [/not one element/, t`The XML is not one element with nothing around it. Have Odigo send one element.`],
      [/XML|ill-formed|syntax|attribute|position/, t`The XML is not well-formed. Have Odigo send it well-formed.`],
      [/multipart|field|headers|stream/, t`The multipart body is incomplete or malformed. Have Odigo send it whole.`],
    ];
    const broken = t`The body is broken. Have Odigo send a well-formed form, JSON, XML or lines of name=value.`;
    return kinds.find(([kind]) => kind.test(said))?.[1] ?? broken;
  };
}

/** The fields of an item that is pushed; never translated. */
const FIELDS = ["agentIdentifier", "activityIdentifier", "startTime", "endTime"];

/** A function that says which rule an item that was pushed breaks. */
export function useItemText(): (message: string) => string {
  const { t } = useLingui();
  return (message) => {
    const field = FIELDS.find((name) => message.startsWith(`${name} `));
    if (!field) return t`An item must be an object with agentIdentifier, activityIdentifier and startTime.`;
    const rules: [start: string, text: string][] = [
      ["must be given", t`${field} must be given.`],
      ["must be a text", t`${field} must be a text.`],
      ["must be an RFC 3339 time", t`${field} must be an RFC 3339 time with its offset, such as 2026-03-02T08:00:00Z.`],
      ["must be later than startTime", t`${field} must be later than startTime.`],
      ["must not be empty", t`${field} must not be empty.`],
      ["must not contain control characters", t`${field} must not contain control characters.`],
      ["must have at most 200 characters", t`${field} must have at most 200 characters.`],
      ["leaves nothing", t`Shorter stretches of the same agent leave nothing of this one.`],
    ];
    const rule = message.slice(field.length + 1);
    return rules.find(([start]) => rule.startsWith(start))?.[1] ?? t`${field} breaks a rule of the push API.`;
  };
}
