import type { Visit, VoucherCard, VoucherTermsShown } from '@shared/contract';
import { showDay, showMoment } from '@shared/format';
import { dayWords } from '../stays/calendarDays';

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];
const MINUTE_MS = 60_000;

/** 12-31 23:59: the last minute of what ends before a moment. */
export const lastMoment = (untilMs: number): string => showMoment(untilMs - MINUTE_MS);

/** 4817 2260 9534 */
export const codeShown = (code: string): string => code.replace(/(\d{4})(?=\d)/g, '$1 ');

export const STATE_WORDS = {
  issued: { words: '可用', tone: 'ok' },
  redeemed: { words: '已用', tone: 'plain' },
  refunded: { words: '已退款', tone: 'plain' },
  expired: { words: '已过期', tone: 'plain' },
} as const satisfies Record<VoucherCard['state'], { words: string; tone: 'ok' | 'plain' }>;

/** How long goods are valid that are bought now. */
export function validWords({ validDays, fromDay, untilDay }: VoucherTermsShown): string {
  if (untilDay === null) return `付款后 ${validDays} 天内，当天算一天`;
  return fromDay === null ? `到 ${showDay(untilDay)}` : `${showDay(fromDay)} 到 ${showDay(untilDay)}`;
}

/** Days on which it cannot be used; '' for none. */
function closedWords({ closedWeekdays, closedDays }: VoucherTermsShown): string {
  const weekdays = closedWeekdays.map((day) => `周${WEEKDAYS[day - 1]}`);
  return [...weekdays, ...closedDays.map(showDay)].join('、');
}

/** 要先约时间，可约 30 天内，到店前 24 小时能改; '' where whoever comes is served. */
function bookedWords({ appointment }: VoucherTermsShown): string {
  if (!appointment) return '';
  const { daysAhead, hoursBefore } = appointment;
  const until = hoursBefore > 0 ? `到店前 ${hoursBefore} 小时能改` : '到店前都能改';
  return `买后先约时间，${daysAhead > 0 ? `可约 ${daysAhead} 天内` : '只约当天'}，${until}`;
}

/** 12-03 周四 10:30，2 份 */
export const visitWords = ({ day, time, pieces }: Pick<Visit, 'day' | 'time' | 'pieces'>): string =>
  `${dayWords(day)} ${time}，${pieces} 份`;

/** What is told of terms besides how long they hold, line by line; lines without words are left out. */
export const termRows = (terms: VoucherTermsShown): readonly (readonly [name: string, words: string])[] =>
  (
    [
      ['不可用', closedWords(terms)],
      ['时段', terms.hours],
      ['预约', [bookedWords(terms), terms.booking].filter(Boolean).join('，')],
      ['地点', terms.place],
    ] as const
  ).filter(([, words]) => words !== '');
