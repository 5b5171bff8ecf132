import { decimalText, ratioShown, tenTo } from '@shared/kernel';

// How the report writes figures: exact, from whole units, decimals never dropped (cash 2, points 6, price 4).

/** U+2212, as wide as a plus. */
const MINUS = '−';

const grouped = (text: string): string => text.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));

function signed(units: bigint | number, decimals: number): string {
  const whole = BigInt(units);
  return whole < 0n ? `${MINUS}${grouped(decimalText(-whole, decimals))}` : grouped(decimalText(whole, decimals));
}

/** Fen, or hundredths of a point, with two decimals: "1,234.50". */
export const two = (units: bigint | number): string => signed(units, 2);
/** Millionths with six decimals: "21.000000". */
export const six = (units: bigint | number): string => signed(units, 6);
/** Cash: "¥1,234.50". */
export const yuan = (fen: bigint | number): string =>
  BigInt(fen) < 0n ? `${MINUS}¥${two(-BigInt(fen))}` : `¥${two(fen)}`;
/** A whole number: "1,284". */
export const count = (number: bigint | number): string => signed(number, 0);

const trimmed = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** Millionths without idle zeros: 2500000 is "2.5". */
export const plain = (millionths: bigint | number): string => trimmed(six(millionths));
/** Cash without idle zeros, for bounds in running text: "3,000". */
export const plainCash = (fen: bigint | number): string => trimmed(two(fen));
/** Millionths as a percentage without idle zeros: 300000 is "30%". */
export const percent = (millionths: bigint | number): string => `${trimmed(signed(millionths, 4))}%`;

/** part / whole as a percentage with two decimals, rounded half up; undefined when there is nothing to divide by. */
export const percentOf = (part: bigint, whole: bigint): string | undefined =>
  whole === 0n ? undefined : `${grouped(ratioShown(part * 100n, whole, 2))}%`;

/** A figure at an axis, short: 150000.00 is "15万". Exact, for ticks are round. */
export function axisText(units: bigint, decimals: number): string {
  const whole = units / tenTo(decimals);
  const [shift, word] = whole >= 100_000_000n ? [8, '亿'] : whole >= 10_000n ? [4, '万'] : [0, ''];
  return `${trimmed(signed(units, decimals + shift))}${word}`;
}
