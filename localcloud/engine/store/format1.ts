import { checksumOfText } from './checksum';
import { Damage } from './refusals';
import type { Sqlite } from './sqlite';
import { type Content, checkSchema, parseDocument, rowsOf } from './tables';

const schema = [
  'table|collection|collection|CREATE TABLE collection (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)',
  'index|sqlite_autoindex_collection_1|collection|null',
  'table|document|document|CREATE TABLE document (number INTEGER PRIMARY KEY, collection INTEGER NOT NULL, body TEXT NOT NULL, sum INTEGER NOT NULL)',
];

/** @throws Damage when the tables are not those that format 1 made. */
export const checkFormat1Schema = (sqlite: Sqlite): void => checkSchema(sqlite, schema);

/** Reads a folder of format 1, in which rows were text with a sum each and nothing told of rows that are missing. @throws Damage */
export function readFormat1(sqlite: Sqlite): Content {
  const names = new Map<number, string>();
  for (const [number, name] of rowsOf<[number, Buffer]>(
    sqlite,
    'SELECT number, CAST(name AS BLOB) FROM collection ORDER BY number',
  ))
    names.set(number, textOf(name, `collection ${number}`));
  const rows: Content['rows'] = [];
  const documents = rowsOf<[number, number, Buffer, number]>(
    sqlite,
    'SELECT number, CAST(collection AS INTEGER), CAST(body AS BLOB), CAST(sum AS INTEGER) FROM document ORDER BY number',
  );
  for (const [number, owner, body, sum] of documents) {
    const collection = names.get(owner);
    const text = textOf(body, `row ${number}`);
    if (collection === undefined || checksumOfText(text) !== sum)
      throw new Damage(`row ${number} is not what was written`);
    rows.push({ number, collection, document: parseDocument(text, number) });
  }
  return { collections: [...names.values()], rows };
}

function textOf(bytes: Buffer, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Damage(`${what} is not what was written`);
  }
}
