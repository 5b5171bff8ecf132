/** Digits before the point: no balance of a member is longer. */
const MOST_WHOLE = 8;

/**
 * What is typed after one more key: digits, at most one point, so many decimals and no more. A key that makes no amount of
 * it changes nothing.
 */
export function pressed(typed: string, key: string, decimals: number): string {
  if (key === 'erase') return typed.slice(0, -1);
  if (key === '.') return typed.includes('.') ? typed : `${typed || '0'}.`;
  const next = typed === '0' ? key : typed + key;
  const [whole = '', fraction = ''] = next.split('.');
  return whole.length > MOST_WHOLE || fraction.length > decimals ? typed : next;
}

/** What is typed, in units of so many decimals: 12.5 of two is 1250. Nothing typed is 0. */
export function unitsTyped(typed: string, decimals: number): number {
  const [whole = '', fraction = ''] = typed.split('.');
  return Number(whole + fraction.padEnd(decimals, '0'));
}

/** Units as they would have been typed: 1250 of two decimals is 12.50. */
export function typedOf(units: number, decimals: number): string {
  const digits = String(units).padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
