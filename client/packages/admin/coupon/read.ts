const MILLION = 1_000_000;
const SHANGHAI_MS = 8 * 3_600_000;

/** The midnight with which a day begins that is written 2026-12-31; null for anything else. */
export function readDay(typed: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(typed)) return null;
  const ms = Date.parse(`${typed}T00:00:00Z`);
  // The 31st of a month of 30 days is read as the next month's first by some hosts.
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== typed ? null : ms - SHANGHAI_MS;
}

/** What 8.5 折 takes off, in millionths; null for anything that is no discount. */
export function readDiscount(typed: string): number | null {
  const [, whole, part = ''] = /^(\d)(?:\.(\d{1,2}))?$/.exec(typed.trim()) ?? [];
  if (whole === undefined) return null;
  const paid = Number(whole + part.padEnd(2, '0')) * 1_000;
  return paid < MILLION ? MILLION - paid : null;
}
