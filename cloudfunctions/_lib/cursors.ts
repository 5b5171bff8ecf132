/** A cursor: where a page of results ended, opaque to clients. */
export const writeCursor = (place: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

/** Reads a cursor whose places have these types; undefined for any other text. */
export function readCursor<const T extends readonly ('string' | 'number')[]>(
  text: string,
  types: T,
): { [K in keyof T]: T[K] extends 'string' ? string : number } | undefined {
  try {
    const place = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown;
    const isRight =
      Array.isArray(place) && place.length === types.length && place.every((part, at) => typeof part === types[at]);
    return isRight ? (place as never) : undefined;
  } catch {
    return undefined;
  }
}
