import { schemaLimits } from '../limits';
import { valuesAt } from '../query/walk';
import { compareValues } from '../value/compare';
import { type Document, fieldOf, isFields, type Value } from '../value/value';

/** One value for each field of an index. */
export type Key = ReadonlyArray<Value | undefined>;

/** A document that has no keys for an index; the message is MongoDB's. */
export class Unkeyable extends Error {}

/** A field whose value is still looked for: its place in the key, and the way that is left to it. */
interface Wanted {
  at: number;
  segments: string[];
}

/**
 * The different keys under which a document is entered, in order: the values of one array one by one, those of its
 * subdocuments together. A missing field is null, an empty array is undefined.
 * @throws Unkeyable when two fields lead through different arrays, or there are too many keys.
 */
export function keysAt(document: Document, paths: readonly string[]): Key[] {
  const numbered: Wanted[] = [];
  const wanted: Wanted[] = [];
  paths.forEach((path, at) => {
    const segments = path.split('.');
    // `list.0` is an element of an array or a field of its subdocuments: both are entered, whatever else is.
    (segments.some(isNumber) ? numbered : wanted).push({ at, segments });
  });
  let keys: Array<Array<Value | undefined>> = [];
  collect(document, wanted, '', new Array<Value>(paths.length).fill(null), keys);
  for (const { at } of numbered) {
    const values = valuesAt(document, paths[at]!);
    if (values.length === 0) values.push(null);
    if (keys.length * values.length > schemaLimits.keysOfDocument) throw tooMany();
    keys = keys.flatMap((key) => values.map((value) => key.with(at, value)));
  }
  return keys.length > 1 ? distinct(keys) : keys;
}

const isNumber = (segment: string): boolean => /^\d+$/.test(segment);

function collect(
  container: Value | undefined,
  wanted: readonly Wanted[],
  prefix: string,
  key: Array<Value | undefined>,
  keys: Array<Array<Value | undefined>>,
): void {
  let array: { path: string; items: Value[] } | undefined;
  const within: Wanted[] = [];
  for (const { at, segments } of wanted) {
    const { value, depth } = descend(container, segments);
    if (!Array.isArray(value)) {
      key[at] = depth < segments.length ? null : (value ?? null);
      continue;
    }
    const path = prefix + segments.slice(0, depth).join('.');
    if (array && array.path !== path)
      throw new Unkeyable(`cannot index parallel arrays [${lastOf(path)}] [${lastOf(array.path)}]`);
    array = { path, items: value };
    within.push({ at, segments: segments.slice(depth) });
  }
  if (!array) {
    enter(key, keys);
    return;
  }
  if (array.items.length === 0) {
    for (const { at, segments } of within) key[at] = segments.length === 0 ? undefined : null;
    enter(key, keys);
    return;
  }
  const ends = within.filter(({ segments }) => segments.length === 0);
  const deeper = within.filter(({ segments }) => segments.length > 0);
  for (const item of array.items) {
    for (const { at } of ends) key[at] = item;
    if (deeper.length === 0) enter(key, keys);
    else collect(isFields(item) ? item : undefined, deeper, `${array.path}.`, key, keys);
  }
}

/** Follows a path through subdocuments, as far as an array or something that holds no fields. */
function descend(
  container: Value | undefined,
  segments: readonly string[],
): { value: Value | undefined; depth: number } {
  let value = container;
  let depth = 0;
  while (depth < segments.length && isFields(value)) value = fieldOf(value, segments[depth++]!);
  return { value, depth };
}

function enter(key: Array<Value | undefined>, keys: Array<Array<Value | undefined>>): void {
  if (keys.length >= schemaLimits.keysOfDocument) throw tooMany();
  keys.push([...key]);
}

const tooMany = () =>
  new Unkeyable(`an index takes at most ${schemaLimits.keysOfDocument} keys of one document, this one has more`);

const lastOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** Sorted first: comparing each with each takes hours where an array is long. */
function distinct(keys: Key[]): Key[] {
  return keys.sort(compareKeys).filter((key, i) => i === 0 || compareKeys(key, keys[i - 1]!) !== 0);
}

function compareKeys(a: Key, b: Key): number {
  for (let i = 0; i < a.length; i++) {
    const order = compareValues(a[i], b[i]);
    if (order) return order;
  }
  return 0;
}
