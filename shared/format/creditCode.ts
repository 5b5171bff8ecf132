/** Digits and letters of a code, each at its worth; without letters that are mistaken for digits. */
const CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const LENGTH = 18;

/**
 * Whether a text is a unified social credit code (统一社会信用代码, GB 32100-2015), by which companies pay taxes: 18
 * characters of which the last checks the others. Σ worth × 3^place (mod 31), and the last one's worth, come to a
 * multiple of 31.
 */
export function isCreditCode(text: string): boolean {
  if (text.length !== LENGTH) return false;
  let sum = 0;
  let weight = 1;
  for (const [place, character] of [...text].entries()) {
    const worth = CHARACTERS.indexOf(character);
    if (worth < 0) return false;
    sum += worth * (place === LENGTH - 1 ? 1 : weight);
    weight = (weight * 3) % 31;
  }
  return sum % 31 === 0;
}
