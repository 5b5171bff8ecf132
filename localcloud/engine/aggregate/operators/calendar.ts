const formatters = new Map<string, Intl.DateTimeFormat>();

/** Minutes by which a zone is ahead of UTC at an instant. Takes `+08`, `+0800`, `+08:00`, `UTC`, `Asia/Shanghai`. @throws Error */
export function offsetMinutes(zone: string, instant: Date): number {
  if (/^(UTC|GMT|Z|Etc\/UTC)$/.test(zone)) return 0;
  const fixed = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (fixed) {
    const minutes = Number(fixed[2]) * 60 + Number(fixed[3] ?? 0);
    return fixed[1] === '-' ? -minutes : minutes;
  }
  let formatter = formatters.get(zone);
  if (!formatter) {
    try {
      formatter = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
    } catch {
      throw new Error(`unrecognized time zone identifier: "${zone}"`);
    }
    formatters.set(zone, formatter);
  }
  const shown: Record<string, number> = {};
  for (const { type, value } of formatter.formatToParts(instant)) shown[type] = Number(value);
  const local = Date.UTC(shown.year!, shown.month! - 1, shown.day!, shown.hour!, shown.minute!, shown.second!);
  return Math.round((local - instant.getTime()) / 60_000);
}

const dayMs = 86_400_000;

/** What a calendar and a clock in that zone show at an instant. */
export function dateParts(instant: Date, zone: string) {
  const local = new Date(instant.getTime() + offsetMinutes(zone, instant) * 60_000);
  const year = local.getUTCFullYear();
  const midnight = Date.UTC(year, local.getUTCMonth(), local.getUTCDate());
  const dayOfYear = (midnight - Date.UTC(year, 0, 1)) / dayMs + 1;
  const weekday = local.getUTCDay();
  // The ISO week is the one of its Thursday.
  const thursday = new Date(midnight + (4 - (weekday || 7)) * dayMs);
  const isoWeekYear = thursday.getUTCFullYear();
  return {
    year,
    month: local.getUTCMonth() + 1,
    dayOfMonth: local.getUTCDate(),
    dayOfWeek: weekday + 1,
    dayOfYear,
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    millisecond: local.getUTCMilliseconds(),
    /** Weeks start on Sunday; the days before the year's first Sunday are in week 0. */
    week: Math.floor((dayOfYear + 6 - weekday) / 7),
    isoWeek: Math.floor((thursday.getTime() - Date.UTC(isoWeekYear, 0, 1)) / dayMs / 7) + 1,
    isoWeekYear,
    isoDayOfWeek: weekday || 7,
  };
}
