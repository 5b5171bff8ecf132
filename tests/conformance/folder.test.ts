import { createHash } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { type DatabaseSchema, DataFolderError, type Engine, openEngine } from '../../localcloud/engine';
import { SqliteStore } from '../../localcloud/engine/store/store';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'folder-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const schema: DatabaseSchema = {
  collections: { rows: { indexes: [{ name: 'n', fields: [{ field: 'n', order: 1 }], unique: true }] } },
};
const open = (at = folder): Engine => openEngine({ dataDir: at, now: () => 0, schema });
const file = (): string => join(folder, 'cloud.sqlite');
const refusal = (): string => {
  try {
    open();
  } catch (error) {
    expect(error).toBeInstanceOf(DataFolderError);
    return (error as Error).message;
  }
  throw new Error('the folder was opened');
};
/** What is in the folder, to the byte; the note of who holds it aside. */
const content = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name !== 'cloud.owner')
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex'),
      ]),
  );

async function filled(rows = 200): Promise<void> {
  const engine = open();
  await engine.createCollection('more');
  await engine.insert(
    'rows',
    Array.from({ length: rows }, (_unused, n) => ({ _id: `r${n}`, n, text: `text of row ${n}` })),
  );
  await engine.insert('more', [
    { _id: 'd', at: new Date(5), nan: Number.NaN, minus: -0, nested: { list: [1.5, null, { a: 'b' }] } },
  ]);
  await engine.update('rows', { n: 3 }, { $set: { text: 'changed' } });
  await engine.remove('rows', { n: 4 });
  await engine.close();
}

test('what was written is there again, in its order, with its indexes', async () => {
  await filled();
  const engine = open();
  expect(engine.collections().sort()).toEqual(['more', 'rows']);
  expect(engine.rows('rows').map((row) => row._id)).toEqual(
    Array.from({ length: 200 }, (_unused, n) => `r${n}`).filter((id) => id !== 'r4'),
  );
  expect(engine.get('rows', 'r3')).toEqual({ _id: 'r3', n: 3, text: 'changed' });
  expect(engine.get('more', 'd')).toEqual({
    _id: 'd',
    at: new Date(5),
    nan: Number.NaN,
    minus: -0,
    nested: { list: [1.5, null, { a: 'b' }] },
  });
  await expect(engine.insert('rows', [{ n: 5 }])).rejects.toThrow(/E11000/);
  await engine.insert('rows', [{ _id: 'new', n: 4 }]);
  expect(engine.rows('rows').at(-1)).toEqual({ _id: 'new', n: 4 });
  await engine.close();
});

test('a folder is held by one server alone', async () => {
  const engine = open();
  await engine.insert('rows', [{ _id: 'a', n: 1 }]);
  expect(refusal()).toBe(`The data folder ${folder} is in use by another local cloud, process ${process.pid}.`);
  await engine.insert('rows', [{ _id: 'b', n: 2 }]);
  await engine.close();
  const again = open();
  expect(again.count('rows')).toBe(2);
  await again.close();
});

describe('a damaged folder is refused and left as it is', () => {
  const harm: Array<[string, () => void]> = [
    ['cut in half', () => truncateSync(file(), statSync(file()).size >> 1)],
    ['overwritten at its start', () => patch(0, Buffer.alloc(200, 0x41))],
    ['overwritten in the middle', () => patch(8192, Buffer.alloc(4096, 0x5a))],
    [
      'one letter of a document changed',
      () => patch(readFileSync(file()).indexOf('text of row 77'), Buffer.from('tExt')),
    ],
    ['replaced by something else', () => writeFileSync(file(), 'this is no database, but a text of some length')],
  ];
  test.each(harm)('%s', async (_name, act) => {
    await filled();
    act();
    const before = content();
    expect(refusal()).toMatch(
      /^The data folder .* is damaged \(.*\)\. It was left as it is: restore it from a copy, or choose another folder\.$/,
    );
    expect(content()).toEqual(before);
  });

  function patch(at: number, bytes: Buffer): void {
    expect(at).toBeGreaterThanOrEqual(0);
    const handle = openSync(file(), 'r+');
    writeSync(handle, bytes, 0, bytes.length, at);
    closeSync(handle);
  }
});

describe('a foreign folder is refused and left as it is', () => {
  test('with other files', () => {
    writeFileSync(join(folder, 'holiday.jpg'), 'picture');
    mkdirSync(join(folder, 'src'));
    const before = content.length;
    expect(refusal()).toMatch(
      /is not a data folder of the local cloud: it holds (holiday\.jpg, src|src, holiday\.jpg)\. Nothing was written/,
    );
    expect(readdirSync(folder).sort()).toEqual(['holiday.jpg', 'src']);
    expect(before).toBe(content.length);
  });
  test("with another program's database", () => {
    const other = new Database(file());
    other.exec('CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)');
    other.close();
    const before = content();
    expect(refusal()).toMatch(/some other program made it\. Nothing was written/);
    expect(content()).toEqual(before);
  });
  test('of a later version', async () => {
    await filled(1);
    const other = new Database(file());
    other.exec('PRAGMA user_version = 99');
    other.close();
    const before = content();
    expect(refusal()).toMatch(/has format 99; this version reads 2\. Nothing was written/);
    expect(content()).toEqual(before);
  });
});

test.each(['', 'the journal of its first commit'])(
  'a folder whose making was interrupted is made anew: %s',
  async (journal) => {
    writeFileSync(file(), '');
    if (journal) writeFileSync(`${file()}-journal`, journal);
    const engine = open();
    await engine.insert('rows', [{ n: 1 }]);
    await engine.close();
  },
);

test('declared collections exist; others only once created', async () => {
  const engine = open();
  expect(engine.hasCollection('rows')).toBe(true);
  await expect(engine.insert('none', [{}])).rejects.toThrow(/Db or Table not exist: none/);
  await engine.close();
  const lax = openEngine({ dataDir: folder, now: () => 0, schema, strictCollections: false });
  await lax.insert('none', [{ _id: 'x' }]);
  await lax.close();
  const again = open();
  expect(again.count('none')).toBe(1);
  await again.close();
});

describe('moving', () => {
  const exported = (): string => join(folder, 'all.jsonl');
  const inMemory = (): Engine => openEngine({ dataDir: null, now: () => 0, schema });

  test('an export holds everything, and an import puts it in the place of everything', async () => {
    await filled();
    const source = open();
    await source.exportTo(exported());
    const target = inMemory();
    await target.insert('rows', [{ _id: 'old', n: -1 }]);
    await target.importFrom(exported());
    for (const name of source.collections()) expect(target.rows(name)).toEqual(source.rows(name));
    expect(target.get('rows', 'old')).toBeUndefined();
    await expect(target.insert('rows', [{ n: 5 }])).rejects.toThrow(/E11000/);
    await source.close();
  });

  test('an import into a folder is kept', async () => {
    const source = inMemory();
    await source.insert('rows', [{ _id: 'a', n: 1 }]);
    await source.exportTo(exported());
    const at = join(folder, 'data');
    const target = open(at);
    await target.insert('rows', [{ _id: 'old', n: -1 }]);
    await target.importFrom(exported());
    await target.close();
    const again = open(at);
    expect(again.rows('rows')).toEqual([{ _id: 'a', n: 1 }]);
    await again.close();
  });

  const bad: Array<[string, (text: string) => string, RegExp]> = [
    ['cut off', (text) => text.slice(0, -40), /ends too early|is not JSON/],
    ['without its end', (text) => `${text.trim().split('\n').slice(0, -1).join('\n')}\n`, /ends too early/],
    [
      'a line missing',
      (text) =>
        text
          .split('\n')
          .filter((_line, i) => i !== 2)
          .join('\n'),
      /ends too early/,
    ],
    ['a line spoilt', (text) => text.replace('"n":1', '"n":'), /line \d+ is not JSON/],
    ['something else', () => '{"a":1}\n', /not an export of the local cloud/],
    ['of a later version', (text) => text.replace('"version":2', '"version":3'), /has version 3, this reads 2/],
  ];
  test.each(bad)('an import that is refused changes nothing: %s', async (_name, spoil, text) => {
    const engine = inMemory();
    await engine.insert('rows', [
      { _id: 'a', n: 1 },
      { _id: 'b', n: 2 },
    ]);
    await engine.exportTo(exported());
    writeFileSync(exported(), spoil(readFileSync(exported(), 'utf8')));
    await engine.insert('rows', [{ _id: 'c', n: 3 }]);
    await expect(engine.importFrom(exported())).rejects.toThrow(text);
    expect(engine.count('rows')).toBe(3);
  });

  test('a reset leaves the declared collections, empty', async () => {
    await filled();
    const engine = open();
    await engine.reset();
    expect(engine.collections()).toEqual(['rows']);
    await engine.insert('rows', [{ _id: 'a', n: 1 }]);
    await engine.close();
    const again = open();
    expect(again.collections()).toEqual(['rows']);
    expect(again.count('rows')).toBe(1);
    await again.close();
  });
});

test('after a write that could not be kept nothing more is accepted, and nothing of it is there later', async () => {
  const store = new SqliteStore(folder);
  await store.write([{ kind: 'addCollection', collection: 'rows' }]);
  const put = (collection: string, number: number) =>
    store.write([{ kind: 'put', collection, number, document: { _id: `r${number}` } }]);
  await put('rows', 1);
  // Three writes share one commit; the second names a collection that is not there, so none of them is kept.
  const together = await Promise.allSettled([put('rows', 2), put('none', 3), put('rows', 4)]);
  for (const result of together) {
    expect(result.status).toBe('rejected');
    expect(String((result as PromiseRejectedResult).reason)).toMatch(/could not be written .*Nothing more is accepted/);
  }
  await expect(put('rows', 5)).rejects.toThrow(DataFolderError);
  await expect(store.settled()).rejects.toThrow(DataFolderError);
  await store.close();
  const again = new SqliteStore(folder);
  expect(again.load().rows.map(({ document }) => document._id)).toEqual(['r1']);
  await again.close();
});

test('a closed engine accepts nothing', async () => {
  const engine = open();
  await engine.close();
  await expect(engine.insert('rows', [{ n: 1 }])).rejects.toThrow(/shutting down/);
});
