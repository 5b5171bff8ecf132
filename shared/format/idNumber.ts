const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/**
 * Whether a text is a resident's number (公民身份号码, GB 11643-1999): region, day of birth, sequence, and a character
 * that checks them: Σ digit × weight (mod 11) says which. Whether there is such a person nobody knows by it.
 */
export function isIdNumber(text: string): boolean {
  const [, month, day] = /^[1-9]\d{5}(?:19|20)\d{2}(\d{2})(\d{2})\d{3}[\dX]$/.exec(text) ?? [];
  if (month === undefined || Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31)
    return false;
  const sum = WEIGHTS.reduce((all, weight, place) => all + weight * Number(text[place]), 0);
  return CHECKS[sum % 11] === text[17];
}

/** 110***********1234 */
export const maskIdNumber = (text: string): string => `${text.slice(0, 3)}***********${text.slice(-4)}`;
