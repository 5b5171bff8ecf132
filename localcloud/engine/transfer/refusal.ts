/** A file that cannot be exported to, or that cannot be imported; `message` says why, and that nothing was changed. */
export class TransferRefusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TransferRefusal';
  }
}

const words: Record<string, string> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EEXIST: 'a part of its path is a file, not a folder',
  EISDIR: 'it is a folder',
  ENOTEMPTY: 'it is a folder',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be too large',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'links lead round in a circle, or to where none may lead',
  ENXIO: 'it is no regular file',
  ENODEV: 'it is no regular file',
  ERR_INVALID_ARG_VALUE: 'its name cannot be that of a file',
};

/** What the operating system has said, in words; undefined for an error that is not the system's. */
export function wordsOf(error: unknown): string | undefined {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined) return undefined;
  if (Object.hasOwn(words, code)) return words[code];
  return syscall === undefined ? undefined : `the system says ${code}`;
}
