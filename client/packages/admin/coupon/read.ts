const MILLION = 1_000_000;

/** What 8.5 折 takes off, in millionths; null for anything that is no discount. */
export function readDiscount(typed: string): number | null {
  const [, whole, part = ''] = /^(\d)(?:\.(\d{1,2}))?$/.exec(typed.trim()) ?? [];
  if (whole === undefined) return null;
  const paid = Number(whole + part.padEnd(2, '0')) * 1_000;
  return paid < MILLION ? MILLION - paid : null;
}
