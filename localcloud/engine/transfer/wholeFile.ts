import { randomBytes } from 'node:crypto';
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, renameSync } from 'node:fs';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { TransferRefusal, wordsOf } from './refusal';

/** The name of a file being written: by whom, so that what a killed process left can be told, and by chance. */
const partName = /^\.local-cloud-(\d+)-[0-9a-f]{32}\.part$/;

const refuse = (file: string, why: string) =>
  new TransferRefusal(`${file} cannot be exported to: ${why}. Nothing was written.`);

/**
 * Checks that a file may be replaced: it is absent, or a regular file that begins as an export does.
 * @throws TransferRefusal for anything else, links among it: what a link leads to is somebody else's; RangeError for a
 * relative path.
 */
export function checkTarget(file: string, beginning: string): void {
  if (!isAbsolute(file)) throw new RangeError(`${file} must be an absolute path`);
  try {
    const found = lstatSync(file, { throwIfNoEntry: false });
    if (!found) return;
    if (found.isSymbolicLink()) throw refuse(file, 'it is a link; name the file that it leads to');
    if (found.isDirectory()) throw refuse(file, 'it is a folder');
    if (!found.isFile()) throw refuse(file, 'it is no regular file');
    if (beginningOf(file, Buffer.byteLength(beginning)) !== beginning)
      throw refuse(file, 'it exists and is no export of a local cloud');
  } catch (error) {
    throw explained(file, error);
  }
}

/** It may have been exchanged since it was looked at: no link is followed, and no pipe is waited for. */
function beginningOf(file: string, length: number): string {
  const handle = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const bytes = Buffer.alloc(length);
    return fstatSync(handle).isFile() ? bytes.toString('utf8', 0, readSync(handle, bytes, 0, length, 0)) : '';
  } finally {
    closeSync(handle);
  }
}

/**
 * Writes a file that only its owner may read, and puts it in its place when it is whole: beside it under a name that
 * nobody can foretell, opened for itself alone, and renamed. A folder that is not there is made, for its owner alone.
 * `beforeItsPlace` is awaited when all is written; a failure of it leaves what was there.
 * @throws TransferRefusal when the system refuses, or when something else has come to stand at the place meanwhile.
 */
export async function writeWhole(
  file: string,
  beginning: string,
  chunks: AsyncIterable<string>,
  beforeItsPlace: () => Promise<void>,
): Promise<void> {
  const folder = dirname(file);
  const part = join(folder, `.local-cloud-${process.pid}-${randomBytes(16).toString('hex')}.part`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await removeLeftovers(folder);
    const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
    const handle = await open(part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
    try {
      for await (const chunk of chunks) await handle.writeFile(chunk);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await beforeItsPlace();
    // In one turn, so that no other export of this process comes between.
    checkTarget(file, beginning);
    renameSync(part, file);
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    throw explained(file, error);
  }
  await syncFolder(folder);
}

/** Parts of processes that were killed while they wrote. What cannot be removed harms nobody. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const owner = partName.exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner))) await rm(join(folder, name), { force: true }).catch(() => {});
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Makes the new name last; not every system lets a folder be opened. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

function explained(file: string, error: unknown): unknown {
  if (error instanceof TransferRefusal) return error;
  const why = wordsOf(error);
  return why === undefined ? error : refuse(file, why);
}
