import { existsSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';

/** The empty file that is locked. */
export const lockName = 'cloud.lock';
/** Most times that a lock is tried whose file its holder has just taken away. */
const tries = 10;

/** The right to use a data folder, for as long as the process lives or until it is given back. */
export interface FolderLock {
  /** Gives it back, and leaves no trace of it. */
  release(): void;
  /** Gives it back from a folder that is refused: what was there before stays. */
  retreat(): void;
}

/**
 * Locks a folder by an empty file in it, which the operating system locks for the process: a killed one leaves no lock.
 * It is apart from the database, so that nothing of that is opened, and with it changed, before it was looked through.
 * @throws SQLITE_BUSY when another has it; the errors of the file system.
 */
export function lockFolder(folder: string): FolderLock {
  const file = join(folder, lockName);
  for (let left = tries; ; left -= 1) {
    const isMade = !existsSync(file);
    if (isMade) writeFileSync(file, '', { flag: 'a', mode: 0o600 });
    // It means nothing; so whatever stands there is no reason not to open the folder.
    else if (statSync(file).size > 0) truncateSync(file);
    const before = statSync(file, { throwIfNoEntry: false });
    const sqlite = new Database(file);
    try {
      // No prepared statements: they would keep the connection, and with it the lock, after its close.
      sqlite.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    } catch (error) {
      sqlite.close();
      throw error;
    }
    // A lock on a file that its holder has just removed keeps nobody out.
    const after = statSync(file, { throwIfNoEntry: false });
    if (before && before.ino === after?.ino) return held(sqlite, file, isMade);
    sqlite.close();
    if (left === 0) throw new Error(`${file} cannot be locked`);
  }
}

function held(sqlite: InstanceType<typeof Database>, file: string, isMade: boolean): FolderLock {
  const free = (isRemoved: boolean): void => {
    try {
      // While it is still held: what stands there afterwards may be another's.
      if (isRemoved) rmSync(file, { force: true });
    } catch {
      // Windows removes no open file. An empty one that stays harms nobody.
    }
    sqlite.exec('ROLLBACK');
    sqlite.close();
  };
  return { release: () => free(true), retreat: () => free(isMade) };
}
