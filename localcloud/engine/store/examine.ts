import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import { DataFolderError } from '../errors';
import { checkFormat1Schema, readFormat1 } from './format1';
import { lockName } from './lock';
import { type Acknowledged, markName, readMark } from './mark';
import { Damage } from './refusals';
import type { Sqlite } from './sqlite';
import { checkSchema, type Kept, readTables } from './tables';

/** Marks a SQLite file as a local cloud's ("MHLC"). */
export const applicationId = 0x4d484c43;
export const formatVersion = 2;
export const fileName = 'cloud.sqlite';
/** What SQLite keeps beside the database until it has merged it. */
const logs = [`${fileName}-wal`, `${fileName}-journal`] as const;
/** Where a database with a log is copied to be looked through. */
const copyName = '.examined';
/** What a data folder may hold. Anything else means that it is some other folder. */
const known = /^(cloud\.(sqlite(-wal|-shm|-journal)?|owner|lock|mark(\.part)?)|storage|\..*)$/;

/** What was found: nothing (0), a folder of format 1, or one of this format with all that it keeps. */
type Found = { format: 0 | 1; kept?: undefined } | { format: 2; kept: Kept };

/**
 * Looks through a locked folder without changing it: all tables are read and held against their sums, and the last
 * commit against the last one that was acknowledged.
 * @throws Damage, or DataFolderError when it is foreign or of a newer version.
 */
export function lookThrough(folder: string): Found {
  const copy = join(folder, copyName);
  rmSync(copy, { recursive: true, force: true });
  const mark = readMark(folder);
  const file = join(folder, fileName);
  const hasLog = logs.some((name) => sizeOf(join(folder, name)) > 0);
  if (sizeOf(file) === 0) {
    // A journal alone is what the very first commit leaves when it is killed.
    if (mark || sizeOf(join(folder, logs[0])) > 0)
      throw new Damage(`${fileName} is ${existsSync(file) ? 'empty' : 'missing'}`);
    if (!existsSync(file)) refuseForeign(folder);
    return { format: 0 };
  }
  checkFileVersions(file);
  // Merely opened, SQLite would merge a log into the database; and it reads one only where it could merge it.
  if (!hasLog) return examine(`${pathToFileURL(file).href}?immutable=1`, folder, mark);
  try {
    mkdirSync(copy, { mode: 0o700 });
    for (const name of [fileName, ...logs])
      if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(copy, name));
    return examine(join(copy, fileName), folder, mark);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** SQLite takes a file that says it is of a later SQLite for one that may be read but not written. */
function checkFileVersions(file: string): void {
  const versions = Buffer.alloc(2);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, versions, 0, 2, 18);
  } finally {
    closeSync(handle);
  }
  if (versions.some((version) => version !== 1 && version !== 2))
    throw new Damage(`the head of ${fileName} is not whole`);
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

function examine(path: string, folder: string, mark: Acknowledged | undefined): Found {
  const sqlite = new Database(path);
  try {
    sqlite.pragma('locking_mode = EXCLUSIVE');
    if (isEmpty(sqlite) && !mark) return { format: 0 };
    if (formatOf(sqlite, folder, mark) === 1) {
      // The schema first: SQLite quotes it in what it says of the rest, and text that is not UTF-8 ends the process.
      checkFormat1Schema(sqlite);
      checkIntegrity(sqlite);
      readFormat1(sqlite);
      return { format: 1 };
    }
    checkSchema(sqlite);
    checkIntegrity(sqlite);
    const kept = readTables(sqlite);
    checkMark(kept, mark);
    return { format: 2, kept };
  } finally {
    sqlite.close();
  }
}

/** @throws DataFolderError when something other than a file stands where one of ours should: reading it might never end. */
export function refuseMisplaced(folder: string): void {
  for (const name of [fileName, ...logs, markName, lockName]) {
    const entry = statSync(join(folder, name), { throwIfNoEntry: false });
    if (entry && !entry.isFile())
      throw new DataFolderError(
        `The data folder ${folder} cannot be used: ${join(folder, name)} is ${entry.isDirectory() ? 'a folder, not' : 'no'} a file. Nothing was written; choose another folder.`,
      );
  }
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
  return pragma(sqlite, 'application_id') === 0 && pragma(sqlite, 'schema_version') === 0;
}

function formatOf(sqlite: Sqlite, folder: string, mark: Acknowledged | undefined): number {
  if (pragma(sqlite, 'application_id') !== applicationId) {
    if (mark) throw new Damage(`${fileName} is not marked as that of a local cloud`);
    throw new DataFolderError(
      `${join(folder, fileName)} is not a local cloud's: some other program made it. Nothing was written; choose another folder.`,
    );
  }
  const version = Number(pragma(sqlite, 'user_version'));
  if (version !== 1 && version !== formatVersion)
    throw new DataFolderError(
      `The data folder ${folder} has format ${version}; this version reads ${formatVersion}. Nothing was written: open it with the version that made it, or choose another folder.`,
    );
  return version;
}

function checkIntegrity(sqlite: Sqlite): void {
  const verdict = pragma(sqlite, 'integrity_check(1)');
  if (verdict !== 'ok') throw new Damage(String(verdict));
}

function checkMark({ totals }: Kept, mark: Acknowledged | undefined): void {
  if (!mark) return;
  if (mark.folder !== totals.folder) throw new Damage(`${fileName} and ${markName} belong to different folders`);
  if (totals.commits < mark.commits)
    throw new Damage(
      `it ends at commit ${totals.commits}, but ${mark.commits} was acknowledged; after a power cut, which may take the last ones, it opens without them once ${markName} is deleted`,
    );
}

function pragma(sqlite: Sqlite, name: string): unknown {
  const answer = sqlite.prepare(`PRAGMA ${name}`).get() as Record<string, unknown> | undefined;
  return answer && Object.values(answer)[0];
}
