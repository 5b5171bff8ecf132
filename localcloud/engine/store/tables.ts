import { randomInt } from 'node:crypto';
import type { Row } from '../collection';
import { parseEjson } from '../value/ejson';
import type { Document } from '../value/value';
import { addSum, sumOf } from './checksum';
import { Damage } from './refusals';
import type { Sqlite } from './sqlite';

/** What a data folder holds when it is opened, in natural order. */
export interface Content {
  collections: string[];
  rows: Array<Row & { collection: string }>;
}

/** What the whole of the tables comes to; one row of its own, written anew in every commit. */
interface Totals {
  /** Drawn when the folder is made, so that files of two folders are not taken for each other. */
  folder: number;
  /** Commits since the folder was made. */
  commits: number;
  /** Collections and documents together. */
  rows: number;
  /** Of the sums of all rows, see addSum. */
  sum: number;
}

/** The tables as they were kept, and the sums by which the next writes are counted. */
export interface Kept {
  content: Content;
  totals: Totals;
  collectionNumbers: Map<string, number>;
  /** By row number. */
  documentSums: Map<number, number>;
}

/**
 * Names and bodies are kept as bytes: SQLite does not check text, and the native module ends the process at text that
 * is not UTF-8. No index besides the row numbers: what is not there cannot contradict.
 */
const tables = {
  collection: 'CREATE TABLE collection (number INTEGER PRIMARY KEY, name BLOB NOT NULL, sum INTEGER NOT NULL)',
  document:
    'CREATE TABLE document (number INTEGER PRIMARY KEY, collection INTEGER NOT NULL, body BLOB NOT NULL, sum INTEGER NOT NULL)',
  total:
    'CREATE TABLE total (number INTEGER PRIMARY KEY, folder INTEGER NOT NULL, commits INTEGER NOT NULL, rows INTEGER NOT NULL, sum INTEGER NOT NULL, own INTEGER NOT NULL)',
};

/** Makes the empty tables, within the transaction of the caller. */
export function createTables(sqlite: Sqlite): void {
  sqlite.exec(Object.values(tables).join(';'));
  const folder = randomInt(2 ** 48 - 1);
  keepTotals(sqlite, { folder, commits: 0, rows: 0, sum: 0 });
}

const no = new Uint8Array();
export const collectionSum = (number: number, name: Uint8Array): number => sumOf([number, 0], name);
export const documentSum = (number: number, collection: number, body: Uint8Array): number =>
  sumOf([number, collection], body);
const ownSum = ({ folder, commits, rows, sum }: Totals): number => sumOf([folder, commits, rows, sum], no);

/** Writes the totals, within the transaction that they count. Literals: no statement is prepared for them. */
export function keepTotals(sqlite: Sqlite, totals: Totals): void {
  const { folder, commits, rows, sum } = totals;
  sqlite.exec(`INSERT OR REPLACE INTO total VALUES (1, ${folder}, ${commits}, ${rows}, ${sum}, ${ownSum(totals)})`);
}

/** All rows of a query. Text must be cast to BLOB and figures to INTEGER: a damaged row may hold either for the other. */
export const rowsOf = <Cells extends unknown[]>(sqlite: Sqlite, query: string): IterableIterator<Cells> =>
  sqlite.prepare(query).raw(true).iterate() as IterableIterator<Cells>;

/** Reads the tables and holds every byte of them against its sum. @throws Damage */
export function readTables(sqlite: Sqlite): Kept {
  const totals = readTotals(sqlite);
  const names = new Map<number, string>();
  const collectionNumbers = new Map<string, number>();
  const documentSums = new Map<number, number>();
  let sum = 0;
  const collections = rowsOf<[number, Buffer | null, number]>(
    sqlite,
    'SELECT number, CAST(name AS BLOB), CAST(sum AS INTEGER) FROM collection ORDER BY number',
  );
  for (const [number, name, own] of collections) {
    if (collectionSum(number, name ?? no) !== own) throw new Damage(`collection ${number} is not what was written`);
    const text = String(name);
    names.set(number, text);
    collectionNumbers.set(text, number);
    sum = addSum(sum, own);
  }
  const rows: Content['rows'] = [];
  const documents = rowsOf<[number, number, Buffer | null, number]>(
    sqlite,
    'SELECT number, CAST(collection AS INTEGER), CAST(body AS BLOB), CAST(sum AS INTEGER) FROM document ORDER BY number',
  );
  for (const [number, owner, body, own] of documents) {
    const collection = names.get(owner);
    if (collection === undefined || documentSum(number, owner, body ?? no) !== own)
      throw new Damage(`row ${number} is not what was written`);
    rows.push({ number, collection, document: parseDocument(String(body), number) });
    documentSums.set(number, own);
    sum = addSum(sum, own);
  }
  if (names.size + rows.length !== totals.rows || sum !== totals.sum)
    throw new Damage(`${totals.rows} rows were written and ${names.size + rows.length} are there, or others`);
  return { content: { collections: [...names.values()], rows }, totals, collectionNumbers, documentSums };
}

/** @throws Damage when the text is no document. */
export function parseDocument(text: string, number: number): Document {
  try {
    return parseEjson(text, 0) as Document;
  } catch {
    throw new Damage(`row ${number} cannot be read`);
  }
}

const schema = Object.entries(tables).map(([name, sql]) => `table|${name}|${name}|${sql}`);

/** A changed word in the schema may still be SQL, and would change what later writes do. @throws Damage */
export function checkSchema(sqlite: Sqlite, expected: readonly string[] = schema): void {
  const query =
    'SELECT CAST(type AS BLOB), CAST(name AS BLOB), CAST(tbl_name AS BLOB), CAST(sql AS BLOB) FROM sqlite_master';
  const found = [...rowsOf<Array<Buffer | null>>(sqlite, query)].map((row) => row.map(String).join('|'));
  if (found.join('\n') !== expected.join('\n')) throw new Damage('its tables are not those that were made');
}

function readTotals(sqlite: Sqlite): Totals {
  const cells = ['folder', 'commits', 'rows', 'sum', 'own'].map((name) => `CAST(${name} AS INTEGER)`).join(', ');
  const all = [...rowsOf<number[]>(sqlite, `SELECT number, ${cells} FROM total`)];
  const [number, folder = 0, commits = 0, rows = 0, sum = 0, own] = all[0] ?? [];
  const totals = { folder, commits, rows, sum };
  if (all.length !== 1 || number !== 1 || ownSum(totals) !== own)
    throw new Damage('its totals are not what was written');
  return totals;
}
