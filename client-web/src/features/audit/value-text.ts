const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** A recorded value as people read it: instants by their own clocks. */
export function valueText(value: string, instant: (date: Date) => string): string {
  return INSTANT.test(value) ? instant(new Date(value)) : value;
}
