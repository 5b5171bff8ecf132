/** Asia/Shanghai has kept UTC+8 without summer time since 1992, as the rules' business day does. */
const SHANGHAI_MS = 8 * 3_600_000;

const two = (n: number): string => String(n).padStart(2, '0');

/** A moment's pieces in Asia/Shanghai, whatever clock the phone keeps. */
function pieces(ms: number) {
  const shifted = new Date(ms + SHANGHAI_MS);
  return {
    year: shifted.getUTCFullYear(),
    month: two(shifted.getUTCMonth() + 1),
    day: two(shifted.getUTCDate()),
    hour: two(shifted.getUTCHours()),
    minute: two(shifted.getUTCMinutes()),
    second: two(shifted.getUTCSeconds()),
  };
}

/** "11-21", of a business day written "2026-11-21". */
export const showDay = (day: string): string => day.slice(5);

/** "2026-11-21 09:41" cut to "11-21 09:41". */
export function showMoment(ms: number): string {
  const at = pieces(ms);
  return `${at.month}-${at.day} ${at.hour}:${at.minute}`;
}

/** "11-21", of a moment. */
export function showDayOf(ms: number): string {
  const at = pieces(ms);
  return `${at.month}-${at.day}`;
}

const DAY_MS = 86_400_000;

/** The midnight with which the day of a moment ends. */
export const endOfDayOf = (ms: number): number => (Math.floor((ms + SHANGHAI_MS) / DAY_MS) + 1) * DAY_MS - SHANGHAI_MS;

/** "09:41". */
export function showTime(ms: number): string {
  const at = pieces(ms);
  return `${at.hour}:${at.minute}`;
}

/** "2026-11-21 09:41", where the year matters. */
export function showFullMoment(ms: number): string {
  const at = pieces(ms);
  return `${at.year}-${at.month}-${at.day} ${at.hour}:${at.minute}`;
}

/** "2026年11月21日 09:41", as WeChat's templates take a time. */
export function showNoticeTime(ms: number): string {
  const at = pieces(ms);
  return `${at.year}年${at.month}月${at.day}日 ${at.hour}:${at.minute}`;
}

/** The business day so many days from another, as it is written. */
export const dayFrom = (day: string, count: number): string =>
  new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);

/** The business day of a moment, as it is written: "2026-11-21". */
export function showToday(ms: number): string {
  const at = pieces(ms);
  return `${at.year}-${at.month}-${at.day}`;
}
