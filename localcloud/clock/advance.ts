/** How far to move the demo clock. */
export type Advance = { by: string } | { to: 'next' } | { until: string };

const LONGEST_ADVANCE_MS = 400 * 86_400_000;
const UNITS_MS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 } as const;

/**
 * The moment that a move asks for; `nextAt` is the next event's. Throws RangeError for a time that cannot be read, lies
 * in the past, or is more than 400 days away.
 */
export function targetOf(request: Advance, now: number, nextAt: number | undefined): number {
  const wanted = (): number => {
    if ('to' in request) return nextAt ?? now;
    if ('until' in request) return Date.parse(request.until);
    const [, count, unit] = /^(\d{1,6})([dhms])$/.exec(request.by) ?? [];
    return count ? now + Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS] : Number.NaN;
  };
  const target = wanted();
  if (Number.isNaN(target)) throw new RangeError('the time must be like "1d", "12h", "30m" or an ISO moment');
  if (target < now) throw new RangeError('the clock does not go back');
  if (target - now > LONGEST_ADVANCE_MS) throw new RangeError('at most 400 days at a time');
  return target;
}
