import { readScenario, resultText, runScenario } from '../../shared/simulate';
import { referenceResult } from './reference';
import { Invalid, readByTheBook } from './validity';

type Fields = Record<string, unknown>;
const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** The places at which two results differ. */
export function differing(actual: unknown, expected: unknown, place = ''): string[] {
  if (!isObject(actual) || !isObject(expected) || Array.isArray(actual) !== Array.isArray(expected))
    return Object.is(actual, expected)
      ? []
      : [`${place}: ${JSON.stringify(actual)}, by the reference ${JSON.stringify(expected)}`];
  const keys = [...new Set([...Object.keys(actual), ...Object.keys(expected)])];
  return keys.flatMap((key) =>
    differing(
      Object.hasOwn(actual, key) ? actual[key] : undefined,
      Object.hasOwn(expected, key) ? expected[key] : undefined,
      `${place}.${key}`,
    ),
  );
}

/** Plays a file through both; answers the places at which they differ, a reason's wording aside. */
export function differences(text: string): string[] {
  let fault: string | undefined;
  let expected: unknown;
  try {
    expected = referenceResult(readByTheBook(text));
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    fault = error.message;
  }
  const read = readScenario(text);
  if ('faults' in read) {
    const faults = read.faults.map(({ place, message }) => `${place}: ${message}`);
    return fault === undefined ? [`valid by the reference, but ${faults.join('; ')}`] : [];
  }
  if (fault !== undefined) return [`not valid by the reference: ${fault}`];

  const actual = JSON.parse(resultText(runScenario(read.scenario))) as { refused: { reason?: unknown }[] };
  for (const refused of actual.refused) {
    if (typeof refused.reason !== 'string' || refused.reason === '') return ['a refusal without a reason'];
    delete refused.reason;
  }
  return differing(actual, expected);
}

/** Whether a file is valid by the reference. */
export function isValid(text: string): boolean {
  try {
    readByTheBook(text);
    return true;
  } catch (error) {
    if (error instanceof Invalid) return false;
    throw error;
  }
}
