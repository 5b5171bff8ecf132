/** More names than this in one path are refused, as MongoDB does: it would nest deeper than a document may. */
export const maxSegments = 200;

/** The names of a path. @throws what `refuse` makes of a path that is too long, has a null byte, or leads to a prototype. */
export function segmentsOf(path: string, refuse: (message: string) => Error): string[] {
  if (!path.includes('.') && path !== '__proto__' && !path.includes('\0')) return [path];
  if (path.includes('\0')) throw refuse('(BadValue) a field name cannot contain a null byte');
  const segments = path.split('.');
  if (segments.length > maxSegments)
    throw refuse(`(Location5984700) FieldPath is too long: ${segments.length} names, at most ${maxSegments}`);
  if (segments.includes('__proto__')) throw refuse("(BadValue) the field name '__proto__' is not allowed");
  return segments;
}
