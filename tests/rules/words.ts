// Amounts as people write them, for tests that read like the source.
import { decimalText, readDecimal } from '@shared/kernel';

const unitsOf = (text: string, decimals: number): number => {
  const read = readDecimal(text, decimals);
  if ('fault' in read) throw new Error(`${text} ${read.fault}`);
  return read.units;
};

/** Cash, stable points, quota or spendable points, by a hundredth: '3000.00' is 300000. */
export const hundredths = (text: string) => unitsOf(text, 2) as never;
/** Appreciating points or shares, by a millionth: '21' is 21000000. */
export const micro = (text: string) => unitsOf(text, 6) as never;
/** Hundredths as text with both decimals. */
export const money = (units: number): string => decimalText(units, 2);
/** Millionths as text without the zeros at its end: 14700000 is '14.7'. */
export const points = (units: number): string => decimalText(units, 6).replace(/\.?0+$/, '');
