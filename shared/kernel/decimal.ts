import Decimal from 'decimal.js';
import { invariant } from './invariant';
import { MAX_AMOUNT } from './units';

const PLAIN = /^(?:0|[1-9][0-9]*)(?:\.([0-9]+))?$/;
/** Longer text cannot be below 2^53 units, and is not handed to the parser. */
const LONGEST = 40;

/**
 * Reads plain decimal text (no sign, exponent, leading zeros or spaces) as a whole number of units, where one is
 * 10^decimals units. Answers the fault in words instead, for what is not such text, has more decimals, or is 2^53
 * units or more.
 */
export function readDecimal(text: string, decimals: number): { units: number } | { fault: string } {
  if (text.length > LONGEST) return { fault: `must be below ${decimalText(MAX_AMOUNT, decimals)}, with few digits` };
  const plain = PLAIN.exec(text);
  if (!plain) return { fault: 'must be a plain decimal such as "3000.00"' };
  if ((plain[1] ?? '').length > decimals) return { fault: `has more than ${decimals} decimals` };
  const units = new Decimal(text).mul(new Decimal(10).pow(decimals));
  if (units.gt(MAX_AMOUNT)) return { fault: `must be at most ${decimalText(MAX_AMOUNT, decimals)}` };
  return { units: units.toNumber() };
}

/** A whole number of units as decimal text with exactly `decimals` decimals: decimalText(123, 2) is "1.23". */
export function decimalText(units: number | bigint, decimals: number): string {
  invariant(units >= 0, 'decimal text of a negative amount');
  const digits = units.toString();
  if (decimals === 0) return digits;
  const padded = digits.padStart(decimals + 1, '0');
  return `${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`;
}
