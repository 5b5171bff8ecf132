/** A cursor: where a page of results ended, and of which list (`tag`); opaque to clients. */
export const writeCursor = (tag: string, place: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify([tag, ...place])).toString('base64url');

/** Reads a cursor of this list whose places have these types; undefined for any other text. */
export function readCursor<const T extends readonly ('string' | 'number')[]>(
  text: string,
  tag: string,
  types: T,
): { [K in keyof T]: T[K] extends 'string' ? string : number } | undefined {
  try {
    const read = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown;
    if (!Array.isArray(read) || read[0] !== tag) return undefined;
    const place = read.slice(1);
    const isRight = place.length === types.length && place.every((part, at) => typeof part === types[at]);
    return isRight ? (place as never) : undefined;
  } catch {
    return undefined;
  }
}
