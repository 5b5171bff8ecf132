import { RATE_ONE, type Rate, rate, readDecimal } from '@shared/kernel';
import * as z from 'zod';

interface Range {
  /** Smallest value, in units. */
  readonly from?: number;
  /** Largest value, in units. */
  readonly to?: number;
  readonly says: string;
}

/**
 * Decimal text read as a whole number of units (10^decimals to one), in a range, and made a branded unit.
 * The fault says what is wrong with the text, never where: the place is the field's path.
 */
export function decimalField<U>(decimals: number, make: (units: number) => U, range?: Range) {
  return z.unknown().transform((text, context) => {
    const read = readText(text, decimals);
    const fault =
      'fault' in read
        ? read.fault
        : range && (read.units < (range.from ?? 0) || read.units > (range.to ?? Number.POSITIVE_INFINITY))
          ? range.says
          : undefined;
    if (fault === undefined) return make((read as { units: number }).units);
    context.addIssue(typeof text === 'string' ? `${fault}, not ${shortened(text)}` : fault);
    return z.NEVER;
  });
}

const readText = (text: unknown, decimals: number): { units: number } | { fault: string } => {
  if (text === undefined) return { fault: 'is missing' };
  return typeof text === 'string' ? readDecimal(text, decimals) : { fault: 'must be decimal text in quotes' };
};

/** Text as it stands in the file, on one line. */
const shortened = (text: string) => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** A rate from 0 to 1, at most 6 decimals. */
export const rateField = decimalField<Rate>(6, rate, { to: RATE_ONE, says: 'must be from 0 to 1' });
/** A multiple from 0, at most 6 decimals. */
export const multipleField = decimalField<Rate>(6, rate);
/** A multiple above 0, at most 6 decimals. */
export const positiveMultipleField = decimalField<Rate>(6, rate, { from: 1, says: 'must be above 0' });

/** One of some words. */
export const choiceField = <const Words extends readonly [string, string]>(words: Words) =>
  z.enum(words, {
    error: (issue) => (issue.input === undefined ? 'is missing' : `must be "${words[0]}" or "${words[1]}"`),
  });
