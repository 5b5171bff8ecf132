import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalCloud } from '../../localcloud';
import { readSchema, SchemaFileError } from '../../localcloud/schemaFile';

// The file of declared collections and indexes: what it may say, and that nothing in it is passed over in silence.
const root = join(__dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'schema-'));
const file = join(folder, 'database.json');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (content: unknown): void =>
  writeFileSync(file, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));

function refusal(): string {
  try {
    readSchema(file);
  } catch (error) {
    expect(error).toBeInstanceOf(SchemaFileError);
    return (error as Error).message;
  }
  throw new Error('the schema was taken');
}

const field = (name: unknown, direction: unknown = '1') => ({ name, direction });
const withIndex = (index: unknown) => ({ collections: { rows: { indexes: [index] } } });
const withFields = (...fields: unknown[]) => withIndex({ name: 'n', fields });
const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_unused, i) => make(i));

test('declarations are read as they stand', () => {
  write({
    $comment: 'why',
    securityRule: { read: false },
    collections: {
      bare: {},
      // Names that every object inherits are names like any other.
      constructor: { indexes: [] },
      rows: {
        indexes: [
          { name: 'a', fields: [field('a'), field('o.b', '-1')], unique: true },
          { $comment: 'places', name: 'at', fields: [field('at', '2dsphere'), field('a', -1)], unique: false },
        ],
      },
    },
  });
  expect(readSchema(file, { isNamed: true })).toEqual({
    collections: {
      bare: { indexes: [] },
      constructor: { indexes: [] },
      rows: {
        indexes: [
          {
            name: 'a',
            fields: [
              { field: 'a', order: 1 },
              { field: 'o.b', order: -1 },
            ],
            unique: true,
          },
          {
            name: 'at',
            fields: [
              { field: 'at', order: '2dsphere' },
              { field: 'a', order: -1 },
            ],
          },
        ],
      },
    },
  });
});

test('no file, no collections; unless the file is named', () => {
  const none = join(folder, 'none.json');
  expect(readSchema(none)).toEqual({ collections: {} });
  expect(() => readSchema(none, { isNamed: true })).toThrow(/^The schema .*none\.json cannot be read: ENOENT/);
});

const wrong: Array<[string, unknown, RegExp]> = [
  ['an empty object', {}, /the file has no 'collections'/],
  ['a list', [], /the file must be an object, not \[\]/],
  ['null', 'null', /the file must be an object, not null/],
  ['a text', '"x"', /the file must be an object, not "x"/],
  ['nothing', '', /cannot be read/],
  ['not JSON', '{"collections": {', /cannot be read/],
  ['not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), /cannot be read/],
  ['an unknown key', { collections: {}, collection: {} }, /the file has the unknown key "collection"/],
  ['a rule that is none', { collections: {}, securityRule: [] }, /securityRule must be an object/],
  ['collections as a list', { collections: [] }, /: collections must be an object, not \[\]/],
  ['collections as null', { collections: null }, /: collections must be an object, not null/],
  ['a collection that is null', { collections: { rows: null } }, /collections\.rows must be an object, not null/],
  ['a collection that is a list', { collections: { rows: [] } }, /collections\.rows must be an object/],
  ['a collection with an unknown key', { collections: { rows: { index: [] } } }, /collections\.rows .*"index"/],
  ...['', 'a b', '_a', 'a.b', 'system.x', 'a$', '表', 'a'.repeat(129), 'a\0', 'a\n'].map(
    (name): [string, unknown, RegExp] => [
      `a collection named ${JSON.stringify(name).slice(0, 20)}`,
      { collections: { [name]: {} } },
      /collections\[".*"\] is no name of a collection/,
    ],
  ),
  ['a collection of the name __proto__', '{"collections":{"__proto__":{}}}', /is no name of a collection/],
  ['a collection twice', '{"collections":{"rows":{},"r\\u006fws":{}}}', /cannot be read: "r\\u006fws" is there twice/],
  ['indexes that are no list', { collections: { rows: { indexes: {} } } }, /rows\.indexes must be a list, not {}/],
  ['indexes that are null', { collections: { rows: { indexes: null } } }, /rows\.indexes must be a list, not null/],
  ['an index that is null', withIndex(null), /indexes\[0\] must be an object, not null/],
  ['an index that is a text', withIndex('a'), /indexes\[0\] must be an object, not "a"/],
  ['an index without a name', withIndex({ fields: [field('a')] }), /indexes\[0\]\.name must be a text, not nothing/],
  ['an index with an empty name', withIndex({ name: '', fields: [field('a')] }), /indexes\[0\]\.name must be a text/],
  ['an index named by a number', withIndex({ name: 1, fields: [field('a')] }), /indexes\[0\]\.name must be a text/],
  ['an index of the name _id_', withIndex({ name: '_id_', fields: [field('a')] }), /indexes\[0\]\.name '_id_'/],
  ['a long name', withIndex({ name: 'n'.repeat(128), fields: [field('a')] }), /name has 128 characters, 127/],
  ['an index with an unknown key', withIndex({ name: 'n', fields: [field('a')], uniqe: true }), /indexes\[0\] .*uniqe/],
  ...[1, 0, 'true', null].map((unique): [string, unknown, RegExp] => [
    `unique as ${JSON.stringify(unique)}`,
    withIndex({ name: 'n', fields: [field('a')], unique }),
    /indexes\[0\]\.unique must be true or false, not/,
  ]),
  ['fields that are missing', withIndex({ name: 'n' }), /indexes\[0\]\.fields must be a list, not nothing/],
  ['fields as an object', withIndex({ name: 'n', fields: { a: 1 } }), /indexes\[0\]\.fields must be a list/],
  ['no fields', withFields(), /indexes\[0\]\.fields is empty/],
  ['a field that is null', withFields(null), /fields\[0\] must be an object, not null/],
  ['a field that is a text', withFields('a'), /fields\[0\] must be an object, not "a"/],
  ["a field in the engine's form", withFields({ field: 'a', order: 1 }), /fields\[0\] has the unknown key "field"/],
  ['a field without a name', withFields({ direction: '1' }), /fields\[0\]\.name must be a text, not nothing/],
  ...['', 'a\0', '$a', 'a.$b', 'a$', '$**', '.a', 'a.', 'a..b', '__proto__', 'a.__proto__.b'].map(
    (name): [string, unknown, RegExp] => [
      `a field named ${JSON.stringify(name)}`,
      withFields(field('a'), field(name)),
      /fields\[1\]\.name ".*" is no field/,
    ],
  ),
  ['a field with a long name', withFields(field('a'.repeat(128))), /fields\[0\]\.name has 128 characters, 127/],
  ['a field twice', withFields(field('a'), field('a', '-1')), /fields\[1\]\.name "a" is named twice/],
  ...[undefined, null, 0, 2, '', 'asc', '2d', 'text', 'constructor', true, ['1'], { 1: 1 }].map(
    (direction): [string, unknown, RegExp] => [
      `the direction ${JSON.stringify(direction)}`,
      withFields({ name: 'a', direction }),
      /fields\[0\]\.direction must be "1", "-1" or "2dsphere", not/,
    ],
  ),
  [
    'two indexes of the same name',
    { collections: { rows: { indexes: ['a', 'b'].map((name) => ({ name: 'n', fields: [field(name)] })) } } },
    /indexes\[1\]\.name "n" is the name of an earlier index/,
  ],
  [
    'two indexes of the same fields',
    { collections: { rows: { indexes: ['n', 'm'].map((name) => ({ name, fields: [field('a')] })) } } },
    /indexes\[1\]\.fields are those of the index "n"/,
  ],
  ['two fields of places', withFields(field('a', '2dsphere'), field('b', '2dsphere')), /fields hold two of/],
  [
    'unique places',
    withIndex({ name: 'n', fields: [field('a', '2dsphere')], unique: true }),
    /indexes\[0\]\.unique cannot be true beside a field of direction "2dsphere"/,
  ],
  [
    'too many collections',
    { collections: Object.fromEntries(times(1001, (i) => [`c${i}`, {}])) },
    /collections holds 1001 collections, 1000 are allowed/,
  ],
  [
    'too many indexes',
    { collections: { rows: { indexes: times(64, (i) => ({ name: `n${i}`, fields: [field(`f${i}`)] })) } } },
    /rows\.indexes holds 64 indexes, 63 are allowed/,
  ],
  ['too many fields', withFields(...times(33, (i) => field(`f${i}`))), /fields holds 33 fields, 32 are allowed/],
];
test.each(wrong)('refused: %s', (_name, content, text) => {
  write(content);
  const message = refusal();
  expect(message).toMatch(text);
  expect(message.startsWith(`The schema ${file} cannot be `)).toBe(true);
});

test.each([
  ['{}', /the file has no 'collections'/],
  ['[]', /the file must be an object/],
  ['null', /the file must be an object/],
  ['{', /cannot be read: /],
  [
    '{"collections":{"rows":{"indexes":[{"name":"n","fields":[{"field":"n","order":1}]}]}}}',
    /rows.*unknown key "field"/,
  ],
])(
  'the command tells it and ends with 2, without a trace: %s',
  (content, text) => {
    write(content);
    const script = [join(root, 'scripts', 'run.mjs'), 'scripts/localcloud.ts', '--port', '0', '--schema', file];
    const { status, stdout, stderr } = spawnSync(process.execPath, script, {
      cwd: root,
      encoding: 'utf8',
      timeout: 50_000,
    });
    expect(stderr).toMatch(text);
    expect(stderr).toContain(file);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  },
  60_000,
);

test('the whole local cloud refuses it before it touches its folder', async () => {
  write({ collections: { rows: null } });
  const dataDir = join(folder, 'data');
  await expect(startLocalCloud({ dataDir, functionsDir: folder })).rejects.toThrow(
    new SchemaFileError(`The schema ${file} cannot be used: collections.rows must be an object, not null.`),
  );
  expect(() => rmSync(dataDir)).toThrow(/ENOENT/);
});
