/** Letters of the code by which an edition is given away. */
export const GIFT_CODE_LENGTH = 10;
const LETTERS = /^[2-9A-HJ-NP-Z]+$/;

/** What somebody typed, pasted or came with as such a code: its letters. Undefined where it is none. */
export function readGiftCode(typed: string): string | undefined {
  const letters = typed.replace(/[\s-]/g, '').toUpperCase();
  return letters.length === GIFT_CODE_LENGTH && LETTERS.test(letters) ? letters : undefined;
}

/** A code as it is read out and typed: KJ4WQ-7N2XP. */
export const showGiftCode = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`;
