import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { DataFolderError } from '../errors';

export type Sqlite = InstanceType<typeof Database>;

/** Marks a SQLite file as a local cloud's ("MHLC"). */
const applicationId = 0x4d484c43;
const formatVersion = 1;
const fileName = 'cloud.sqlite';
const ownerName = 'cloud.owner';
/** What a data folder may hold. Anything else means that it is some other folder. */
const known = /^(cloud\.(sqlite(-wal|-shm|-journal)?|owner)|storage|\..*)$/;

/**
 * Opens a data folder, making it when it does not exist, and reads it by `load` before anything in it is changed. The
 * SQLite file is locked by the operating system for as long as the process lives, so a killed process leaves no lock.
 * @throws DataFolderError when the folder is in use, damaged, of a newer version, or holds foreign files.
 */
export function openFolder<Content>(
  folder: string,
  load: (sqlite: Sqlite) => Content,
): { sqlite: Sqlite; content: Content } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, fileName);
  if (!existsSync(file)) refuseForeign(folder);
  let sqlite: Sqlite | undefined;
  try {
    sqlite = new Database(file);
    chmodSync(file, 0o600); // its log gets the same rights
    sqlite.pragma('locking_mode = EXCLUSIVE');
    if (isEmpty(sqlite)) create(sqlite);
    else check(sqlite, folder);
    // Takes the lock now rather than at the first write.
    sqlite.exec('BEGIN IMMEDIATE; COMMIT');
    const content = load(sqlite);
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = NORMAL');
    sqlite.exec('BEGIN IMMEDIATE; COMMIT');
    writeFileSync(join(folder, ownerName), `${process.pid}\n`, { mode: 0o600 });
    return { sqlite, content };
  } catch (error) {
    if (sqlite) release(sqlite);
    throw explained(error as Error & { code?: string }, folder);
  }
}

/** Lets a folder go: its write-ahead log is merged, so that the one file is whole by itself. */
export function closeFolder(sqlite: Sqlite, folder: string): void {
  try {
    sqlite.pragma('journal_mode = DELETE');
  } catch {
    // A folder that can no longer be written is whole with its log beside it.
  }
  rmSync(join(folder, ownerName), { force: true });
  release(sqlite);
}

/** Statements that are not collected yet keep the connection, and with it the lock; so the lock is given back first. */
function release(sqlite: Sqlite): void {
  try {
    sqlite.pragma('locking_mode = NORMAL');
    isEmpty(sqlite);
  } catch {
    // A file that cannot be read was not locked either.
  }
  sqlite.close();
}

function refuseForeign(folder: string): void {
  const foreign = readdirSync(folder).filter((name) => !known.test(name));
  if (foreign.length > 0)
    throw new DataFolderError(
      `${folder} is not a data folder of the local cloud: it holds ${foreign.slice(0, 3).join(', ')}. Nothing was written; choose an empty folder.`,
    );
}

/** A file that was just made, or whose making was killed before its tables were there. */
function isEmpty(sqlite: Sqlite): boolean {
  const { tables } = sqlite.prepare('SELECT count(*) AS tables FROM sqlite_master').get() as { tables: number };
  return tables === 0 && pragma(sqlite, 'application_id') === 0;
}

function create(sqlite: Sqlite): void {
  sqlite.exec(`
    BEGIN EXCLUSIVE;
    PRAGMA application_id = ${applicationId};
    PRAGMA user_version = ${formatVersion};
    CREATE TABLE collection (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    CREATE TABLE document (number INTEGER PRIMARY KEY, collection INTEGER NOT NULL, body TEXT NOT NULL, sum INTEGER NOT NULL);
    COMMIT;
  `);
}

function check(sqlite: Sqlite, folder: string): void {
  if (pragma(sqlite, 'application_id') !== applicationId)
    throw new DataFolderError(
      `${join(folder, fileName)} is not a local cloud's: some other program made it. Nothing was written; choose another folder.`,
    );
  const version = pragma(sqlite, 'user_version');
  if (version !== formatVersion)
    throw new DataFolderError(
      `The data folder ${folder} has format ${version}; this version reads ${formatVersion}. Nothing was written.`,
    );
  const verdict = pragma(sqlite, 'quick_check');
  if (verdict !== 'ok')
    throw new DataFolderError(
      `The data folder ${folder} is damaged (${String(verdict).replace(/\s+/g, ' ')}). It was left as it is: restore it from a copy, or choose another folder.`,
    );
}

function pragma(sqlite: Sqlite, name: string): unknown {
  const answer = sqlite.prepare(`PRAGMA ${name}`).get() as Record<string, unknown> | undefined;
  return answer && Object.values(answer)[0];
}

function explained(error: Error & { code?: string }, folder: string): DataFolderError {
  if (error instanceof DataFolderError) return error;
  if (error.code?.startsWith('SQLITE_BUSY') || /locked/.test(error.message)) {
    const owner = join(folder, ownerName);
    const who = existsSync(owner) ? `, process ${readFileSync(owner, 'utf8').trim()}` : '';
    return new DataFolderError(`The data folder ${folder} is in use by another local cloud${who}.`);
  }
  return new DataFolderError(
    `The data folder ${folder} is damaged (${error.message}). It was left as it is: restore it from a copy, or choose another folder.`,
  );
}
