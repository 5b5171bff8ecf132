import { type Ask, lengthsOf, PATTERNS } from './ask';

/** What may be wrong with an answer. */
export type AskFault = 'missing' | 'form' | 'short' | 'long' | 'checkDigit' | 'noDate' | 'tooEarly' | 'noChoice';

/** Kinds whose blanks are only for reading: 138 0532 5521. */
const WITHOUT_BLANKS: readonly Ask['kind'][] = ['phone', 'account', 'meterNumber', 'cardNumber', 'idNumber'];

/** An answer as it counts: without blanks where they mean nothing, the last letter of an identity number large. */
export function tidyAnswer({ kind }: Pick<Ask, 'kind'>, typed: string): string {
  const text = WITHOUT_BLANKS.includes(kind) ? typed.replace(/[\s\u00a0]/g, '') : typed.trim();
  return kind === 'idNumber' ? text.toUpperCase() : text;
}

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ID_CHECKS = '10X98765432';

/** The last character of an identity number follows from the others (GB 11643, ISO 7064 mod 11-2). */
const hasIdCheck = (id: string): boolean =>
  ID_CHECKS[ID_WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(id[at]), 0) % 11] === id[17];

const isDay = (text: string): boolean => {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text;
};

const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The first day that a field of a date takes. */
export const firstDayOf = ({ daysAhead }: Pick<Ask, 'daysAhead'>, today: string): string =>
  daysAfter(today, daysAhead ?? 0);

/**
 * What is wrong with an answer (`tidyAnswer`), or null: as it is typed and as it is taken, by one and the same check.
 * `today` is a business day. An answer that is not needed may be empty.
 */
export function faultOf(ask: Ask, answer: string, today: string): AskFault | null {
  if (answer === '') return ask.isRequired ? 'missing' : null;
  if (ask.kind === 'choice') return ask.choices.includes(answer) ? null : 'noChoice';
  const pattern = PATTERNS[ask.kind];
  const { least, most } = lengthsOf(ask);
  const length = [...answer].length;
  const isNumber = ask.kind !== 'text' && ask.kind !== 'name' && ask.kind !== 'date';
  // Of a number that is too short or too long its length is what helps, if all else of it is right.
  if (isNumber && length < least && /^[A-Za-z\d-]+$/.test(answer)) return 'short';
  if (length > most) return 'long';
  if (pattern && !pattern.test(answer)) return 'form';
  if (length < least) return 'short';
  if (ask.kind === 'idNumber') return hasIdCheck(answer) ? null : 'checkDigit';
  if (ask.kind !== 'date') return null;
  if (!isDay(answer)) return 'noDate';
  return answer < firstDayOf(ask, today) ? 'tooEarly' : null;
}
