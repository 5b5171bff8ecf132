/** A storage path that cannot be taken; `message` says why. */
export class StoragePathError extends Error {
  readonly code = 'STORAGE_REQUEST_FAIL';
}

/** Longest path, in bytes of UTF-8, as the platform has it. */
const maxPathBytes = 850;
/** Longest name of one segment that file systems take, with room for percent signs and the ending. */
const maxSegmentBytes = 240;

/**
 * Checks a cloud path such as `goods/wine.png`.
 * @throws StoragePathError for an empty path, `..`, `.`, empty segments, backslashes, control characters, or too long.
 */
export function checkPath(path: unknown): string {
  if (typeof path !== 'string' || path === '') throw new StoragePathError('The storage path is empty');
  if (Buffer.byteLength(path) > maxPathBytes)
    throw new StoragePathError(`The storage path is longer than ${maxPathBytes} bytes`);
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.' || segment === '..')
      throw new StoragePathError(`The storage path '${path}' has the segment '${segment}', which is not allowed`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    if (/[\u0000-\u001f\u007f\\]/.test(segment))
      throw new StoragePathError('The storage path holds a backslash or a control character');
    if (fileNameOf(segment).length > maxSegmentBytes)
      throw new StoragePathError('A segment of the storage path is too long');
  }
  return path;
}

/** Letters that every file system takes stay; the rest is percent-encoded, so that nothing can be meant by it. */
const fileNameOf = (segment: string): string =>
  [...Buffer.from(segment)]
    .map((byte) => {
      const letter = String.fromCharCode(byte);
      return /[A-Za-z0-9._-]/.test(letter) ? letter : `%${byte.toString(16).padStart(2, '0').toUpperCase()}`;
    })
    .join('');

const directoryEnding = '.dir';
const fileEnding = '.file';

/** Where a file is kept below the storage folder. Directories and files end differently, so `a` and `a/b` may both exist. */
export function keptAt(path: string): string[] {
  const segments = path.split('/').map(fileNameOf);
  return segments.map((segment, i) => segment + (i === segments.length - 1 ? fileEnding : directoryEnding));
}

/** The storage path of a kept file; null for a name that is none of ours. */
export function pathOf(kept: readonly string[]): string | null {
  const segments: string[] = [];
  for (const [i, name] of kept.entries()) {
    const ending = i === kept.length - 1 ? fileEnding : directoryEnding;
    if (!name.endsWith(ending)) return null;
    try {
      segments.push(decodeURIComponent(name.slice(0, -ending.length)));
    } catch {
      return null;
    }
  }
  return segments.join('/');
}
