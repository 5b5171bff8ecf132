import { make } from '../compute';
import { failedUpdate } from '../errors';
import { typeRank } from '../value/compare';
import { segmentsOf } from '../value/path';
import { show } from '../value/show';
import { type Fields, fieldOf, isFields, type Value } from '../value/value';

/** Where an update writes: the container that holds the last segment, and how to read and write it there. */
export interface Spot {
  parent: Fields | Value[];
  key: string;
  value: Value | undefined;
}

const isIndex = (segment: string): boolean => /^(0|[1-9]\d*)$/.test(segment);

/** More nulls than this are not filled in to reach a far index of an array. */
const maxBackfill = 1500000;

/** `$`, `$[]` and `$[name]`. */
const isPositional = (segment: string): boolean => segment === '$' || /^\$\[[^\]]*\]$/.test(segment);

/** Checks a path of an update before anything is written. */
export function checkPath(path: string): string[] {
  if (path === '') throw failedUpdate('An empty update path is not valid.');
  const segments = segmentsOf(path, failedUpdate);
  if (segments.includes(''))
    throw failedUpdate(`The update path '${path}' contains an empty field name, which is not allowed.`);
  segments.forEach((segment, i) => {
    if (segment[0] !== '$') return;
    if (i === 0 && isPositional(segment))
      throw failedUpdate(`Cannot have positional (i.e. '${segment}') element in the first position in path '${path}'`);
    if (!isPositional(segment))
      throw failedUpdate(`The dollar ($) prefixed field '${segment}' in '${path}' is not valid for storage.`);
    if (segment.length > 3)
      throw failedUpdate(`No array filter found for identifier '${segment.slice(2, -1)}' in path '${path}'`);
  });
  if (segments.filter((segment) => segment === '$').length > 1)
    throw failedUpdate(`Too many positional (i.e. '$') elements found in path '${path}'`);
  return segments;
}

/** The spot at a path if it is there; undefined when something on the way is missing or is no container. */
export function findSpot(document: Fields, segments: readonly string[]): Spot | undefined {
  let container: Value = document;
  for (let i = 0; ; i++) {
    const segment = segments[i]!;
    const isLast = i === segments.length - 1;
    if (Array.isArray(container)) {
      if (!isIndex(segment)) return undefined;
      const value: Value | undefined = container[Number(segment)];
      if (isLast) return value === undefined ? undefined : { parent: container, key: segment, value };
      if (value === undefined) return undefined;
      container = value;
    } else if (isFields(container)) {
      const value: Value | undefined = fieldOf(container, segment);
      if (isLast) return value === undefined ? undefined : { parent: container, key: segment, value };
      if (value === undefined) return undefined;
      container = value;
    } else return undefined;
  }
}

/**
 * The spot at a path, with missing subdocuments made on the way.
 * @throws DatabaseError when the way leads through a scalar, or by name into an array.
 */
export function makeSpot(document: Fields, segments: readonly string[]): Spot {
  let container: Value = document;
  let name = '';
  for (let i = 0; ; i++) {
    const segment = segments[i]!;
    const isLast = i === segments.length - 1;
    if (Array.isArray(container)) {
      if (!isIndex(segment)) throw notViable(segment, name, container);
      const index = Number(segment);
      if (index - container.length > maxBackfill)
        throw failedUpdate(`can't backfill more than ${maxBackfill} elements`);
      make(8 * Math.max(0, index - container.length));
      if (isLast) return { parent: container, key: segment, value: container[index] };
      while (container.length < index) container.push(null);
      const inArray: Value = container[index] ?? (index < container.length ? null : {});
      if (index >= container.length) container[index] = inArray;
      container = inArray;
    } else if (isFields(container)) {
      const value: Value | undefined = fieldOf(container, segment);
      if (isLast) return { parent: container, key: segment, value };
      if (value === undefined) container = container[segment] = {};
      else container = value;
    } else throw notViable(segment, name, container);
    name = segment;
  }
}

const notViable = (segment: string, name: string, value: Value) =>
  failedUpdate(`Cannot create field '${segment}' in element {${name}: ${show(value)}}`);

/** Writes at a spot; an index beyond an array's end fills the gap with nulls. */
export function put(spot: Spot, value: Value): void {
  if (Array.isArray(spot.parent)) {
    const index = Number(spot.key);
    while (spot.parent.length < index) spot.parent.push(null);
    spot.parent[index] = value;
  } else spot.parent[spot.key] = value;
}

/** `{_id: "k1"}`, as MongoDB names the document in its error texts. */
export const naming = (document: Fields): string => `{_id: ${show(fieldOf(document, '_id'))}}`;

export const isNumber = (value: Value | undefined): value is number => typeRank(value) === 2;
