import { type Difference, NONE } from '@shared/ledger';

/** Where two figures are compared, and what a difference between them is called. */
export type Where = Pick<Difference, 'check' | 'place' | 'arises'>;

const told = (value: unknown): string =>
  value === undefined ? NONE : typeof value === 'object' ? JSON.stringify(value) : String(value);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/**
 * Yields where what was found is not what is expected, to the last field of objects and lists, in the order of what is
 * expected; then what should not be there.
 */
export function* compare(where: Where, what: string, expected: unknown, found: unknown): Generator<Difference> {
  if (isRecord(expected) && isRecord(found) && Array.isArray(expected) === Array.isArray(found)) {
    const deeper = (name: string) => (what === '' ? name : `${what}.${name}`);
    const keys = new Set([...Object.keys(expected), ...Object.keys(found)]);
    for (const key of keys) yield* compare(where, deeper(key), expected[key], found[key]);
    return;
  }
  if (Object.is(expected, found) || (expected === undefined && found === undefined)) return;
  if (typeof expected === 'bigint' && typeof found === 'number' && expected === BigInt(found)) return;
  yield { ...where, what, expected: told(expected), found: told(found) };
}
