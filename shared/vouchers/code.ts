/** Digits of a code: with tries limited, enough that nobody finds one. */
export const CODE_DIGITS = 12;

/** What somebody typed or scanned, as a code: its digits. Undefined where it is none. */
export function readVoucherCode(typed: string): string | undefined {
  const digits = typed.replace(/[\s-]/g, '');
  return digits.length === CODE_DIGITS && /^\d+$/.test(digits) ? digits : undefined;
}
