/** An exact fraction of integers; the denominator is above 0. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

export const fraction = (over: bigint, under: bigint): Fraction => {
  if (under === 0n) throw new Error('division by zero');
  return under < 0n ? { over: -over, under: -under } : { over, under };
};

export const whole = (n: bigint): Fraction => ({ over: n, under: 1n });
export const plus = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.over * b.under + b.over * a.under, a.under * b.under);
export const minus = (a: Fraction, b: Fraction): Fraction =>
  fraction(a.over * b.under - b.over * a.under, a.under * b.under);
export const times = (...factors: readonly Fraction[]): Fraction =>
  factors.reduce((a, b) => fraction(a.over * b.over, a.under * b.under), whole(1n));
export const by = (a: Fraction, b: Fraction): Fraction => fraction(a.over * b.under, a.under * b.over);
export const isMore = (a: Fraction, b: Fraction): boolean => a.over * b.under > b.over * a.under;

/** The greatest integer not above the fraction. */
export const floor = ({ over, under }: Fraction): bigint => {
  const toZero = over / under;
  return over < 0n && toZero * under !== over ? toZero - 1n : toZero;
};

/** The least integer not below the fraction. */
export const ceil = ({ over, under }: Fraction): bigint => -floor({ over: -over, under });

/** The nearest integer, a half going up. */
export const halfUp = (a: Fraction): bigint => floor(plus(a, fraction(1n, 2n)));

/** "12.5" as a fraction. */
export const decimal = (text: string): Fraction => {
  const [integer = '', decimals = ''] = text.split('.');
  return fraction(BigInt(integer + decimals), 10n ** BigInt(decimals.length));
};

/** "12.5" with 2 decimals as 1250. */
export const units = (text: string, decimals: number): bigint => {
  const exact = times(decimal(text), whole(10n ** BigInt(decimals)));
  if (exact.over % exact.under !== 0n) throw new Error(`${text} has more than ${decimals} decimals`);
  return exact.over / exact.under;
};

/** 1250 with 2 decimals as "12.50". */
export const shown = (amount: bigint, decimals: number): string => {
  if (amount < 0n) throw new Error(`negative: ${amount}`);
  const digits = amount.toString().padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
};

export const least = (...amounts: readonly bigint[]): bigint => {
  let smallest = amounts[0]!;
  for (const amount of amounts) if (amount < smallest) smallest = amount;
  return smallest;
};
export const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => a + b, 0n);
