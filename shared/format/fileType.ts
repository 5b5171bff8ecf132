/** How many of a file's first bytes say what it is. */
export const FILE_HEAD_BYTES = 12;

const SIGNS = [
  ['png', [[0, '\x89PNG\r\n\x1a\n']]],
  ['jpg', [[0, '\xff\xd8\xff']]],
  [
    'webp',
    [
      [0, 'RIFF'],
      [8, 'WEBP'],
    ],
  ],
  ['pdf', [[0, '%PDF-']]],
] as const;

/**
 * What a file is by its first bytes, whatever its name or its sender says: a picture (PNG, JPEG, WebP) or a document
 * (PDF); null for anything else.
 */
export function fileTypeOf(head: Uint8Array): (typeof SIGNS)[number][0] | null {
  const holds = ([at, sign]: readonly [number, string]): boolean =>
    [...sign].every((letter, nth) => head[at + nth] === letter.charCodeAt(0));
  return SIGNS.find(([, signs]) => signs.every(holds))?.[0] ?? null;
}
