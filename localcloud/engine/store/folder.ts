import { chmodSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'libsql';
import { applicationId, fileName, formatVersion, lookThrough, refuseMisplaced } from './examine';
import { readFormat1 } from './format1';
import { type FolderLock, lockFolder } from './lock';
import { Mark } from './mark';
import { explained, ownerName } from './refusals';
import type { Sqlite } from './sqlite';
import { type Content, createTables, type Kept, readTables } from './tables';
import { TableWriter } from './writing';

/** A data folder that is open for writing. */
export interface OpenFolder {
  sqlite: Sqlite;
  kept: Kept;
  mark: Mark;
  lock: FolderLock;
}

/**
 * Opens a data folder, making it when it does not exist. It is locked, then looked through on the side, and only when
 * all of it is what was written is it opened for writing: a folder that is refused stays as it is, to the byte. A
 * folder of format 1 is carried over to this format in one transaction. `look` sees what it holds before anything is
 * written, and may refuse it by throwing a DataFolderError.
 * @throws DataFolderError when the folder is in use, damaged, of a newer version, cannot be written, or holds foreign files.
 */
export function openFolder(folder: string, look: (content: Content) => void = () => {}): OpenFolder {
  let lock: FolderLock | undefined;
  let sqlite: Sqlite | undefined;
  try {
    makeFolder(folder);
    refuseMisplaced(folder);
    lock = lockFolder(folder);
    const found = lookThrough(folder);
    if (found.kept) look(found.kept.content);
    sqlite = new Database(join(folder, fileName));
    chmodSync(join(folder, fileName), 0o600); // its log gets the same rights
    sqlite.pragma('locking_mode = EXCLUSIVE');
    // Takes the lock of the database too, which versions of format 1 heed.
    sqlite.exec('BEGIN IMMEDIATE; COMMIT');
    const kept = found.kept ?? (found.format === 1 ? migrate(sqlite) : create(sqlite));
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = NORMAL');
    sqlite.exec('BEGIN IMMEDIATE; COMMIT');
    const mark = new Mark(folder, kept.totals);
    noteOwner(folder);
    return { sqlite, kept, mark, lock };
  } catch (error) {
    const refusal = explained(error as Error, folder);
    if (sqlite) release(sqlite);
    lock?.retreat();
    throw refusal;
  }
}

/** Lets a folder go: its write-ahead log is merged, so that the database is whole by itself. */
export function closeFolder({ sqlite, mark, lock }: OpenFolder, folder: string): void {
  try {
    sqlite.pragma('journal_mode = DELETE');
  } catch {
    // A folder that can no longer be written is whole with its log beside it.
  }
  try {
    mark.close();
  } finally {
    forgetOwner(folder);
    release(sqlite);
    lock.release();
  }
}

/** Folder by folder: Node's own recursion forgets why it failed, and never ends where the system makes no folders. */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process has made it meanwhile.
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

/** For a message alone: nothing hangs on whether it can be written. */
function noteOwner(folder: string): void {
  try {
    writeFileSync(join(folder, ownerName), `${process.pid}\n`, { mode: 0o600 });
  } catch {
    // Then the message does not say who.
  }
}

function forgetOwner(folder: string): void {
  try {
    rmSync(join(folder, ownerName), { force: true });
  } catch {
    // Whatever stands there instead was not ours.
  }
}

/** Statements that are not collected yet keep the connection, and with it the lock; so the lock is given back first. */
function release(sqlite: Sqlite): void {
  try {
    sqlite.pragma('locking_mode = NORMAL');
    sqlite.exec('SELECT count(*) FROM sqlite_master');
  } catch {
    // A file that cannot be read was not locked either.
  }
  sqlite.close();
}

function create(sqlite: Sqlite): Kept {
  return within(sqlite, () => {
    sqlite.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${formatVersion}`);
    createTables(sqlite);
    return readTables(sqlite);
  });
}

/** Reads once more now that nobody else can write, and puts the tables of this format in the place of the old. */
function migrate(sqlite: Sqlite): Kept {
  return within(sqlite, () => {
    const content = readFormat1(sqlite);
    sqlite.exec(`DROP TABLE document; DROP TABLE collection; PRAGMA user_version = ${formatVersion}`);
    createTables(sqlite);
    const kept: Kept = { ...readTables(sqlite), content };
    const writer = new TableWriter(sqlite, kept);
    for (const collection of content.collections) writer.keep({ kind: 'addCollection', collection });
    for (const row of content.rows) writer.keep({ kind: 'put', ...row });
    writer.endCommit();
    return kept;
  });
}

/** Runs in one transaction: all of it is there afterwards, or nothing. */
function within<Result>(sqlite: Sqlite, run: () => Result): Result {
  sqlite.exec('BEGIN EXCLUSIVE');
  try {
    const result = run();
    sqlite.exec('COMMIT');
    return result;
  } catch (error) {
    try {
      sqlite.exec('ROLLBACK');
    } catch {
      // The failure itself has rolled it back.
    }
    throw error;
  }
}
