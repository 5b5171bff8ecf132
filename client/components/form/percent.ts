/** A percentage as it is typed, of more than the whole too, at most four decimals, in millionths. */
export function readPercent(typed: string): number | null {
  const [, whole, fraction = ''] = /^(\d{1,5})(?:\.(\d{0,4}))?$/.exec(typed.trim()) ?? [];
  return whole === undefined ? null : Number(whole + fraction.padEnd(4, '0'));
}

/** Millionths as a percentage is typed, without idle zeros. */
export const writePercent = (millionths: number): string => {
  const digits = String(millionths).padStart(5, '0');
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`.replace(/\.?0+$/, '');
};
