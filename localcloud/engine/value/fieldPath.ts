import { maxSegments } from './path';

/** A field name or a path that MongoDB does not take; its text is MongoDB's. */
export class MalformedPath extends Error {}

/**
 * One name of a path.
 * @throws MalformedPath when it is empty, starts with a dollar, or holds a dot or a NUL.
 */
export function checkFieldName(name: string): void {
  if (name === '') throw new MalformedPath('(Location15998) FieldPath field names may not be empty strings.');
  if (name[0] === '$')
    throw new MalformedPath(
      "(Location16410) FieldPath field names may not start with '$'. Consider using $getField or $setField.",
    );
  if (name.includes('\0')) throw new MalformedPath("(Location16411) FieldPath field names may not contain '\\0'.");
  if (name.includes('.'))
    throw new MalformedPath(
      "(Location16412) FieldPath field names may not contain '.'. Consider using $getField or $setField.",
    );
  if (name === '__proto__') throw new MalformedPath("(BadValue) the field name '__proto__' is not allowed");
}

/**
 * The names of a dotted path.
 * @throws MalformedPath when the path or one of its names is malformed.
 */
export function fieldPath(path: string): string[] {
  if (path === '') throw new MalformedPath('(Location40352) FieldPath cannot be constructed with empty string');
  if (path.endsWith('.')) throw new MalformedPath("(Location40353) FieldPath must not end with a '.'.");
  const names = path.split('.');
  if (names.length > maxSegments)
    throw new MalformedPath(
      `(Overflow) FieldPath is too long: it has ${names.length} names, at most ${maxSegments} may be`,
    );
  for (const name of names) checkFieldName(name);
  return names;
}

/** Two paths of which one leads through the other. */
interface Collision {
  /** The path that came later. */
  path: string;
  /** The one that was there. */
  with: string;
  /** What of the later path lies below the other; empty when the later one is the same or the shorter. */
  rest: string;
}

/** The first two of these paths that are the same, or of which one leads through the other; null when there are none. */
export function collisionAmong(paths: readonly string[]): Collision | null {
  const whole = new Set<string>();
  const ways = new Map<string, string>();
  for (const path of paths) {
    const names = path.split('.');
    for (let i = 1; i < names.length; i++) {
      const way = names.slice(0, i).join('.');
      if (whole.has(way)) return { path, with: way, rest: names.slice(i).join('.') };
    }
    if (whole.has(path)) return { path, with: path, rest: '' };
    const longer = ways.get(path);
    if (longer !== undefined) return { path, with: longer, rest: '' };
    whole.add(path);
    for (let i = 1; i < names.length; i++) {
      const way = names.slice(0, i).join('.');
      if (!ways.has(way)) ways.set(way, path);
    }
  }
  return null;
}

/** MongoDB's sentence about a collision of a projection's paths. */
export const collisionText = ({ path, rest }: Collision): string =>
  rest === ''
    ? `(Location31250) Path collision at ${path}`
    : `(Location31249) Path collision at ${path} remaining portion ${rest}`;
