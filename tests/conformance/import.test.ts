import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DatabaseSchema, type Engine, openEngine, TransferRefusal } from '../../localcloud/engine';
import { exportOf, linesOf, sealed } from './exports';

// Imports: whole or not at all, and every fault of the file in words.
const folder = mkdtempSync(join(tmpdir(), 'import-'));
const file = join(folder, 'all');
const schema: DatabaseSchema = {
  collections: {
    rows: {
      indexes: [
        { name: 'n', fields: [{ field: 'n', order: 1 }], unique: true },
        { name: 'place', fields: [{ field: 'place', order: '2dsphere' }] },
      ],
    },
  },
};
let engine: Engine;
beforeEach(async () => {
  rmSync(file, { force: true });
  engine = openEngine({ dataDir: null, now: () => 0, schema, limits: { documentBytes: 10_000 } });
  await engine.insert('rows', [
    { _id: 'a', n: 1, text: 'first' },
    { _id: 'b', n: 2, at: new Date(7), minus: -0, list: [1.5, null] },
  ]);
  await engine.exportTo(file);
});
afterEach(() => engine.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Rejects with words that match, and leaves everything as it is. */
async function expectRefusal(words: RegExp, from = file): Promise<void> {
  await engine.insert('rows', [{ _id: 'own', n: 99 }]);
  const before = JSON.stringify(engine.rows('rows'));
  const refusal = await engine.importFrom(from).catch((error: Error) => error);
  expect(refusal).toBeInstanceOf(TransferRefusal);
  expect((refusal as Error).message).toMatch(words);
  expect((refusal as Error).message).toMatch(/^\S.* cannot be imported: .*\. Nothing was changed\.$/s);
  expect(JSON.stringify(engine.rows('rows'))).toBe(before);
  await engine.remove('rows', { _id: 'own' });
}

test('texts with every letter that some take for a line end come back', async () => {
  const text = 'a\u2028b\u2029c\u0085d\re\nf\u000bg\u{1f600}\ud800';
  await engine.insert('rows', [{ _id: 'c', n: 3, text }]);
  await engine.exportTo(file);
  await engine.importFrom(file);
  expect(engine.get('rows', 'c')!.text).toBe(text);
});

test('collections that are not declared come in, and go out again', async () => {
  writeFileSync(file, exportOf('guests', ['{"_id":"g"}']));
  await engine.importFrom(file);
  expect(engine.collections().sort()).toEqual(['guests', 'rows']);
});

describe('a damaged file is refused', () => {
  test('cut off anywhere', async () => {
    const whole = readFileSync(file);
    for (let length = 0; length < whole.length - 1; length += 7) {
      writeFileSync(file, whole.subarray(0, length));
      await expectRefusal(/not an export|is not JSON|ends too early/);
    }
  });

  test('with any byte changed', async () => {
    const whole = readFileSync(file);
    const kinds = new Set<string>();
    for (let at = 0; at < whole.length; at += 1) {
      const spoilt = Buffer.from(whole);
      spoilt[at]! ^= 1;
      writeFileSync(file, spoilt);
      const refusal = await engine.importFrom(file).catch((error: Error) => error);
      // The line end of the last line may be missing or another white space: nothing is lost by it.
      if (at === whole.length - 1 && refusal === undefined) continue;
      expect([at, refusal]).toEqual([at, expect.any(TransferRefusal)]);
      kinds.add((refusal as Error).message.replace(/\d+/g, 'N'));
    }
    expect([...kinds].some((message) => message.includes('its sum is not that of its content'))).toBe(true);
    expect(engine.count('rows')).toBe(2);
  });

  const faults: Array<[string, () => string | Buffer, RegExp]> = [
    ['empty', () => '', /not an export of the local cloud/],
    ['something else', () => '{"a":1}\n', /not an export of the local cloud/],
    ['no text', () => Buffer.alloc(5000, 0xff), /not an export of the local cloud/],
    ['with a byte order mark', () => `\ufeff${readFileSync(file, 'utf8')}`, /not an export of the local cloud/],
    ['going on after its end', () => `${readFileSync(file, 'utf8')}{"_id":"c"}\n`, /goes on after its end/],
    ['without its sum', () => `${linesOf(file).join('\n')}\n`, /ends too early/],
    [
      'of an older version',
      () => sealed(linesOf(file).map((line) => line.replace('"version":2', '"version":1'))),
      /has version 1, this reads 2/,
    ],
    [
      'of a newer version',
      () => sealed(linesOf(file).map((line) => line.replace('"version":2', '"version":3'))),
      /has version 3, this reads 2/,
    ],
    [
      'with a line twice',
      () => sealed(linesOf(file).flatMap((line, i) => (i === 2 ? [line, line] : [line]))),
      /E11000/,
    ],
    ['with a line missing', () => sealed(linesOf(file).filter((_line, i) => i !== 2)), /as many documents/],
    [
      'with a collection begun twice',
      () => sealed(linesOf(file).flatMap((line, i) => (i === 1 ? [line, line] : [line]))),
      /line 3 begins the collection rows a second time/,
    ],
    ['with a document outside a collection', () => sealed(linesOf(file).filter((_l, i) => i !== 1)), /belongs to no/],
    ['with a line of another kind', () => exportOf('rows', ['{"x":1}']), /is nothing that an export holds/],
    ['with a list for a document', () => exportOf('rows', ['[1]']), /line 3 is no object/],
    ['with broken UTF-8', () => Buffer.from(exportOf('rows', ['{"_id":"\xff"}']), 'latin1'), /line 3 is not JSON/],
    [
      'with the same id twice',
      () => exportOf('rows', ['{"_id":"x","n":1}', '{"_id":"x","n":2}']),
      /line 4 .*E11000.*_id_/,
    ],
    [
      'with a unique key twice',
      () => exportOf('rows', ['{"_id":"x","n":1}', '{"_id":"y","n":1}']),
      /line 4 .*E11000.*index: n dup key/,
    ],
    ['with two that miss a unique key', () => exportOf('rows', ['{"_id":"x"}', '{"_id":"y"}']), /line 4 .*E11000/],
    ['with a place that is none', () => exportOf('rows', ['{"_id":"x","place":5}']), /geo keys/],
    ['with an id of a wrong kind', () => exportOf('rows', ['{"_id":{"a":1}}']), /'_id' value cannot be of type/],
    ['with a name with a dollar', () => exportOf('rows', ['{"_id":"x","a":{"$b":1}}']), /dollar/],
    ['with a document too large', () => exportOf('rows', [`{"_id":"x","t":"${'x'.repeat(20_000)}"}`]), /too large/],
    [
      'nested too deep',
      () => exportOf('rows', [`{"_id":"x","t":${'['.repeat(150)}${']'.repeat(150)}}`]),
      /levels deep/,
    ],
    [
      'nested without end',
      () => exportOf('rows', [`{"_id":"x","t":${'['.repeat(90_000)}${']'.repeat(90_000)}}`]),
      /line 3/,
    ],
    [
      'reaching for a prototype',
      () => exportOf('rows', ['{"_id":"x","\\u005f_proto__":{"a":1}}']),
      /line 3 is not JSON/,
    ],
    ['with a name that no collection has', () => exportOf('../rows', []), /is no name for a collection/],
  ];
  test.each(faults)('%s', async (_name, content, words) => {
    writeFileSync(file, content());
    await expectRefusal(words);
  });
});

describe('what cannot be read is refused', () => {
  const places: Array<[string, (path: string) => void, RegExp]> = [
    ['missing', () => {}, /there is no such file/],
    ['folder', (path) => mkdirSync(path), /it is a folder/],
    ['pipe', (path) => execFileSync('mkfifo', [path]), /it is no regular file/],
    ['circle', (path) => symlinkSync(path, path), /links lead round/],
    ['device', (path) => symlinkSync('/dev/zero', path), /it is no regular file/],
  ];
  test.each(places)('%s', async (name, lay, words) => {
    const path = join(folder, name);
    lay(path);
    await expectRefusal(words, path);
  });
  test.each([
    ['below a file', join(file, 'x'), /is a file, not a folder/],
    ['with a name too long', join(folder, 'x'.repeat(300)), /its name is too long/],
    ['with a name that is none', join(folder, 'a\0b'), /its name cannot be that of a file/],
  ])('%s', async (_name, path, words) => {
    await expectRefusal(words, path);
  });
});
