// Works a formula out as a reader would: from what it shows, exactly.
import type { Explanation } from '@shared/contract';
import { showPlain } from '@shared/format';

/** A fraction of whole numbers. */
type Ratio = readonly [numerator: bigint, denominator: bigint];

/** "1,260.00" and "30%" as fractions. */
function numberOf(text: string): Ratio {
  const isPercent = text.endsWith('%');
  const [whole = '', fraction = ''] = text.replace(/[,%]/g, '').split('.');
  const scale = 10n ** BigInt(fraction.length);
  return [BigInt(whole + fraction), scale * (isPercent ? 100n : 1n)];
}

const OPERATIONS: Record<string, (a: Ratio, b: Ratio) => Ratio> = {
  '×': ([a, b], [c, d]) => [a * c, b * d],
  '÷': ([a, b], [c, d]) => [a * d, b * c],
  '+': ([a, b], [c, d]) => [a * d + c * b, b * d],
  '−': ([a, b], [c, d]) => [a * d - c * b, b * d],
};

/** What figures come to, as they are written: `(20% − 10%) × 540.00`; words behind the last figure are units. */
export function workedOut(figures: string): Ratio {
  const tokens = figures.replace(/ 人$/, '').match(/[\d,.]+%?|[×÷+−()]/g) ?? [];
  const rest = figures.replace(/ 人$/, '').replace(/[\d,.%×÷+−() ]/g, '');
  if (rest !== '' || tokens.length === 0) throw new Error(`not a formula: ${figures}`);
  let at = 0;
  const value = (): Ratio => {
    if (tokens[at] !== '(') return numberOf(tokens[at++]!);
    at += 1;
    const inner = sum();
    at += 1;
    return inner;
  };
  const chain = (operators: string, operand: () => Ratio) => (): Ratio => {
    let result = operand();
    while (at < tokens.length && operators.includes(tokens[at]!))
      result = OPERATIONS[tokens[at++]!]!(result, operand());
    return result;
  };
  const product = chain('×÷', value);
  const sum = chain('+−', product);
  return sum();
}

const SIX = new Set(['appreciating', 'weight']);

/** What is wrong with a formula: a line whose shown figures do not give its shown result, or a sum that is not. */
export function formulaFaults(
  { lines, addsUp }: Pick<Explanation['formula'], 'lines' | 'addsUp'>,
  units: number,
): string[] {
  const faults = lines.flatMap(({ words, figures, result }) => {
    if (!result) return [`no result: ${words}`];
    const [numerator, denominator] = workedOut(figures);
    const scaled = numerator * 10n ** (SIX.has(result.asset) ? 6n : 2n);
    const magnitude = scaled < 0n ? -scaled : scaled;
    const isUp = words.includes('向上取整');
    const exact = isUp ? (magnitude + denominator - 1n) / denominator : magnitude / denominator;
    return exact === BigInt(Math.abs(result.units))
      ? []
      : [`${words}: ${figures} gives ${exact}, shown ${showPlain(result.units, result.asset)}`];
  });
  const results = lines.map(({ result }) => result?.units ?? Number.NaN);
  const total = addsUp ? results.reduce((all, units) => all + units, 0) : results[results.length - 1];
  if (total !== units) faults.push(`the lines come to ${total}, not to ${units}`);
  return faults;
}
