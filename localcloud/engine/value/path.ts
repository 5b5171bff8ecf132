/** More names than this in one path are refused, as MongoDB does: it would nest deeper than a document may. */
export const maxSegments = 200;

/** The names of a path. @throws what `refuse` makes of a path that is too long, or has a null byte. */
export function segmentsOf(path: string, refuse: (message: string) => Error): string[] {
  if (path.includes('\0')) throw refuse('(BadValue) a field name cannot contain a null byte');
  const segments = path.split('.');
  if (segments.length > maxSegments)
    throw refuse(`(Location5984700) FieldPath is too long: ${segments.length} names, at most ${maxSegments}`);
  return segments;
}
