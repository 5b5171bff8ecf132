import { lstatSync, readFileSync, type Stats, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DataFolderError } from '../errors';

type CodedError = Error & { code?: string };

/** What stands in a data folder is not what was written; `message` says what was found. */
export class Damage extends Error {}

const unwritable = /^(EACCES|EPERM|EROFS|SQLITE_READONLY|SQLITE_PERM|SQLITE_CANTOPEN|SQLITE_AUTH)/;
const full = /^(ENOSPC|EDQUOT|SQLITE_FULL)/;
const notThere = /^(ENOTDIR|EEXIST|ENOENT|ELOOP|ENAMETOOLONG|EINVAL|ERR_INVALID_ARG_VALUE)/;

/** Says in words why a data folder cannot be opened, and what to do. The folder was left as it is. */
export function explained(error: CodedError, folder: string): DataFolderError {
  if (error instanceof DataFolderError) return error;
  const { message } = error;
  const code = error.code ?? '';
  if (/^SQLITE_(BUSY|LOCKED)/.test(code) || /database is locked/.test(message)) return inUse(folder);
  if (full.test(code) || /disk is full/.test(message))
    return new DataFolderError(
      `The data folder ${folder} cannot be written: the disk is full (${printable(message)}). Make room, or choose another folder.`,
    );
  if (unwritable.test(code) || /unable to open/i.test(message))
    return new DataFolderError(
      `The data folder ${folder} cannot be written (${printable(message)}). Give yourself the right to write there, or choose another folder.`,
    );
  if (notThere.test(code))
    return new DataFolderError(
      `The data folder ${folder} cannot be made: ${obstacleAt(folder) ?? printable(message)}. Choose another folder.`,
    );
  return new DataFolderError(
    `The data folder ${folder} is damaged (${printable(message)}). It was left as it is: restore it from a copy, or choose another folder.`,
  );
}

/** The note of who holds the folder: for this message alone, and whatever it holds is no reason for anything. */
export const ownerName = 'cloud.owner';

function inUse(folder: string): DataFolderError {
  let owner = '';
  try {
    owner = readFileSync(join(folder, ownerName), 'latin1').trim();
  } catch {
    // Then it is not told who.
  }
  const who = /^\d{1,10}$/.test(owner) ? `, process ${owner}` : '';
  return new DataFolderError(`The data folder ${folder} is in use by another local cloud${who}.`);
}

/** What stands where the folder or one above it should be: a file, or a link to nowhere. */
function obstacleAt(folder: string): string | undefined {
  for (let at = folder; at !== dirname(at); at = dirname(at)) {
    const entry = found(() => lstatSync(at));
    if (!entry || entry.isDirectory()) continue;
    if (!entry.isSymbolicLink()) return `${at} is a file`;
    const target = found(() => statSync(at));
    if (!target) return `${at} is a link to a place that is not there`;
    if (!target.isDirectory()) return `${at} is a link to a file`;
  }
  return undefined;
}

function found(look: () => Stats): Stats | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/** SQLite quotes what it read, which may be anything after a damage. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const printable = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f\ufffd\s]+/g, ' ').trim();
