/** Decimals of each asset that may be added or removed. */
export const DECIMALS = { appreciating: 6, stable: 2, spendable: 2 } as const;
export type Adjustable = keyof typeof DECIMALS;

/** What is typed, in units of the asset; null for what is no amount of it. */
export function readPoints(typed: string, asset: Adjustable): number | null {
  const decimals = DECIMALS[asset];
  const [, whole, fraction = ''] = /^(\d{1,8})(?:\.(\d*))?$/.exec(typed.trim()) ?? [];
  if (whole === undefined || fraction.length > decimals) return null;
  return Number(whole + fraction.padEnd(decimals, '0'));
}
