import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { DataFolderError, type Engine, openEngine } from '../../localcloud/engine';

// Folders of format 1, the one before this, are carried over when they are opened.
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'format-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (): string => join(folder, 'cloud.sqlite');
const open = (): Engine => openEngine({ dataDir: folder, now: () => 0, schema: { collections: {} } });
const versionOf = (path: string): unknown => {
  const sqlite = new Database(path);
  const [{ user_version: version }] = sqlite.pragma('user_version') as [{ user_version: number }];
  sqlite.close();
  return version;
};

/** The sum of format 1, as it was written then. */
function sumOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

const bodies = [
  '{"_id":"a","text":"你好","at":{"$date":5},"minus":{"$numberDouble":"-0.0"}}',
  '{"_id":"b","list":[1.5,null]}',
  '{"_id":7,"nan":{"$numberDouble":"NaN"}}',
];
const documents = [
  { _id: 'a', text: '你好', at: new Date(5), minus: -0 },
  { _id: 'b', list: [1.5, null] },
  { _id: 7, nan: Number.NaN },
];

function makeFormat1(): void {
  const sqlite = new Database(file());
  sqlite.exec(`
    PRAGMA application_id = ${0x4d484c43};
    PRAGMA user_version = 1;
    CREATE TABLE collection (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    CREATE TABLE document (number INTEGER PRIMARY KEY, collection INTEGER NOT NULL, body TEXT NOT NULL, sum INTEGER NOT NULL);
    INSERT INTO collection VALUES (1, 'empty'), (3, 'full');
    ${bodies.map((body, i) => `INSERT INTO document VALUES (${i * 2 + 5}, 3, '${body}', ${sumOf(body)});`).join('\n')}
  `);
  sqlite.close();
}
const bytesOf = (): Record<string, string> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]));

test('a folder of format 1 is carried over whole, once, and goes on from there', async () => {
  makeFormat1();
  const engine = open();
  expect(engine.collections()).toEqual(['empty', 'full']);
  expect(engine.rows('full')).toEqual(documents);
  await engine.insert('full', [{ _id: 'new' }]);
  await engine.remove('full', { _id: 'b' });
  await engine.close();
  expect(versionOf(file())).toBe(2);
  const again = open();
  expect(again.rows('full')).toEqual([documents[0], documents[2], { _id: 'new' }]);
  await again.close();
});

test('one whose process was killed is carried over with its log', async () => {
  makeFormat1();
  const sqlite = new Database(file());
  sqlite.pragma('locking_mode = EXCLUSIVE');
  sqlite.pragma('journal_mode = WAL');
  const body = '{"_id":"in the log"}';
  sqlite.exec(`INSERT INTO document VALUES (20, 3, '${body}', ${sumOf(body)})`);
  // What a kill leaves: both files as they are now.
  const left = join(folder, '.left');
  mkdirSync(left);
  for (const name of ['cloud.sqlite', 'cloud.sqlite-wal']) copyFileSync(join(folder, name), join(left, name));
  sqlite.close();
  const engine = openEngine({ dataDir: left, now: () => 0, schema: { collections: {} } });
  expect(engine.rows('full')).toEqual([...documents, { _id: 'in the log' }]);
  await engine.close();
});

test.each([
  ['a letter that is no UTF-8 any more', '你', 0xff],
  ['a letter of a document', 'list', 0x4c],
  ['a letter of the schema', 'body TEXT', 0xe2],
  ['a letter of a name', 'full', 0x86],
])('one that is damaged is refused, and left of format 1: %s', (_name, text, byte) => {
  makeFormat1();
  const bytes = readFileSync(file());
  bytes[bytes.indexOf(text)] = byte;
  writeFileSync(file(), bytes);
  const before = bytesOf();
  expect(open).toThrow(DataFolderError);
  expect(open).toThrow(
    /^The data folder .* is damaged \(.*\)\. It was left as it is: restore it from a copy, or choose/,
  );
  expect(bytesOf()).toEqual(before);
});

test('a folder of a later format is refused, naming both', async () => {
  await open().close();
  const sqlite = new Database(file());
  sqlite.exec('PRAGMA user_version = 3');
  sqlite.close();
  const before = bytesOf();
  expect(open).toThrow(
    `The data folder ${folder} has format 3; this version reads 2. Nothing was written: open it with the version that made it, or choose another folder.`,
  );
  expect(bytesOf()).toEqual(before);
});
