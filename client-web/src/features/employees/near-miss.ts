import type { Employee } from "../../gen/kadans/v1/employee_pb";

/** What of an employee an identifier resembles. */
export type Likeness = "email" | "name" | "login";

/** An employee whom an identifier nearly names. */
export interface NearMiss {
  employee: Pick<Employee, "id" | "name">;
  likeness: Likeness;
}

/** Near misses by folded identifier; null where several employees fit, so that none is proposed. */
export type NearMisses = ReadonlyMap<string, NearMiss | null>;

/** A text without what identifiers may differ in by accident: case, spaces and the domain part. */
export function fold(text: string): string {
  const account = text.normalize("NFKC").replace(/^.*\\/, "").replace(/@.*$/, "");
  return account.replace(/\s+/g, "").toLowerCase();
}

/** Finds employees by what identifiers may resemble: e-mail address, name, and logins they have already. */
export function nearMisses(employees: Iterable<Employee>): NearMisses {
  const found = new Map<string, NearMiss | null>();
  for (const employee of employees) {
    const { id, name, email, externalUsers } = employee;
    const add = (text: string, likeness: Likeness) => {
      const key = fold(text);
      if (!key) return;
      const other = found.get(key);
      if (other === undefined) found.set(key, { employee: { id, name }, likeness });
      else if (other?.employee.id !== id) found.set(key, null);
    };
    add(email, "email");
    add(name, "name");
    for (const { identifier } of externalUsers) add(identifier, "login");
  }
  return found;
}
