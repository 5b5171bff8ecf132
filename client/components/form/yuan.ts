/** Yuan as they are typed, at most two decimals, in fen; null for anything else. 12.5 is 1250. */
export function readYuan(typed: string): number | null {
  const [, whole, fraction = ''] = /^(\d{1,7})(?:\.(\d{0,2}))?$/.exec(typed.trim()) ?? [];
  return whole === undefined ? null : Number(whole + fraction.padEnd(2, '0'));
}

/** Fen as they are written into a field: 1250 is 12.50. */
export function writeYuan(fen: number): string {
  const digits = String(fen).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A whole number as it is typed; null for anything else. */
export const readCount = (typed: string): number | null =>
  /^\d{1,8}$/.test(typed.trim()) ? Number(typed.trim()) : null;
