const DIGITS = 10;

/** 123456, 987654, 111111, 135791: from each digit to the next the same step, 0 behind 9. */
const isRun = (digits: readonly number[]): boolean => {
  const steps = digits.slice(1).map((digit, at) => (digit - digits[at]! + DIGITS) % DIGITS);
  return steps.every((step) => step === steps[0]);
};

/** 121212, 123123: a shorter text over and over. */
const isRepeat = (text: string): boolean => [2, 3].some((length) => text === text.slice(0, length).repeat(6 / length));

/**
 * Whether six digits are too easy for a payment password: a run, a repeat, or the end of the member's own phone, of which
 * the last four are enough to tell by (a masked phone shows them).
 */
export function isWeakPayPassword(text: string, phone = ''): boolean {
  return isRun([...text].map(Number)) || isRepeat(text) || (phone.length >= 4 && text.endsWith(phone.slice(-4)));
}
