const SHANGHAI_MS = 8 * 3_600_000;
const MINUTE_MS = 60_000;

/** The midnight with which a day begins that is written 2026-12-31; null for anything else. */
export function readDay(typed: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(typed)) return null;
  const ms = Date.parse(`${typed}T00:00:00Z`);
  // The 31st of a month of 30 days is read as the next month's first by some hosts.
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== typed ? null : ms - SHANGHAI_MS;
}

/** The moment of a day and a time of day, written 2026-12-31 and 14:00; null where one of them is none. */
export function readWhen(typedDay: string, typedTime: string): number | null {
  const dayMs = readDay(typedDay);
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(typedTime) ?? [];
  return dayMs === null || hours === undefined ? null : dayMs + (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
}
