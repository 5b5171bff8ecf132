import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type DatabaseSchema, DataFolderError, type Engine, openEngine } from '../../localcloud/engine';
import { keysAt } from '../../localcloud/engine/keys/extract';
import { parseEjson } from '../../localcloud/engine/value/ejson';
import { Regex } from '../../localcloud/engine/value/regex';
import type { Document, Fields, Value } from '../../localcloud/engine/value/value';

// Which documents an index takes, under which keys, and that what it does not take is refused in MongoDB's words
// before anything is changed.
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keyed-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

type Indexes = NonNullable<DatabaseSchema['collections'][string]['indexes']>;
const schemaOf = (indexes: Indexes): DatabaseSchema => ({ collections: { rows: { indexes } } });
const ascending = (...fields: string[]): Indexes[number] => ({
  name: fields.join('_'),
  fields: fields.map((field) => ({ field, order: 1 })),
});
const unique = (...fields: string[]): Indexes[number] => ({ ...ascending(...fields), unique: true });
const places = (field: string): Indexes[number] => ({ name: field, fields: [{ field, order: '2dsphere' }] });
const open = (indexes: Indexes, dataDir: string | null = null): Engine =>
  openEngine({ dataDir, now: () => 0, schema: schemaOf(indexes) });
const numbers = (count: number): number[] => Array.from({ length: count }, (_unused, i) => i);

/** Tries a document by every way of writing it; each is refused with this text and leaves the collection as it was. */
async function expectRefused(indexes: Indexes, fields: Fields, text: RegExp): Promise<void> {
  const engine = open(indexes, folder);
  await engine.insert('rows', [{ _id: 'old', marker: 1 }]);
  const ways: Array<() => Promise<unknown>> = [
    () =>
      engine.insert('rows', [
        { _id: 'good', a: 'other', b: 'other' },
        { _id: 'new', ...fields },
      ]),
    () => engine.update('rows', {}, { $set: fields }),
    () => engine.update('rows', { _id: 'new' }, { $set: fields }, { upsert: true }),
    () => engine.updateAndReturn('rows', { _id: 'old' }, { $set: fields }),
    () => engine.set('rows', 'old', fields),
    () => engine.set('rows', 'new', fields),
    async () => engine.transactions.insert(engine.transactions.begin(null), 'rows', [{ _id: 'new', ...fields }]),
    async () => engine.transactions.update(engine.transactions.begin(null), 'rows', 'old', { $set: fields }),
    async () => engine.transactions.set(engine.transactions.begin(null), 'rows', 'old', fields),
  ];
  for (const way of ways) {
    await expect(way()).rejects.toThrow(text);
    expect(engine.rows('rows')).toEqual([{ _id: 'old', marker: 1 }]);
  }
  // Nothing is left in the way of the next write, in memory or in the folder.
  await engine.update('rows', {}, { $set: { marker: 2 } });
  await engine.close();
  const again = open(indexes, folder);
  expect(again.rows('rows')).toEqual([{ _id: 'old', marker: 2 }]);
  await again.close();
}

const deep = (levels: number): Value => numbers(levels).reduce<Value>((inner) => ({ a: inner }), 1);
const point: Value = { type: 'Point', coordinates: [1, 2] };

const refused: Array<[string, Indexes, Fields, RegExp]> = [
  ['two arrays', [ascending('a', 'b')], { a: [1], b: [2] }, /cannot index parallel arrays \[b\] \[a\]/],
  ['two arrays, of a unique index', [unique('a', 'b')], { a: [1], b: [] }, /cannot index parallel arrays \[b\] \[a\]/],
  [
    'two arrays in subdocuments',
    [ascending('o.a', 'c', 'o.b')],
    { o: { a: [1], b: [2] } },
    /cannot index parallel arrays \[b\] \[a\]/,
  ],
  [
    'two arrays within an element of an array',
    [ascending('a.x', 'a.y')],
    { a: [{ x: [1], y: [2] }] },
    /cannot index parallel arrays \[y\] \[x\]/,
  ],
  ['too many keys', [ascending('a')], { a: numbers(100_001) }, /at most 100000 keys of one document/],
  [
    'too many keys by numbered fields',
    [ascending('a', 'b.0', 'c.0')],
    { a: 1, b: [numbers(400)], c: [numbers(400)] },
    /at most 100000 keys of one document/,
  ],
  ['a large key', [ascending('a')], { a: 'x'.repeat(2000) }, /key too large to index, failing 2005 { a: "xxx/],
  ['a large key of several fields', [ascending('a', 'b')], { a: 'x'.repeat(600), b: 'y'.repeat(600) }, /key too large/],
  ['a large element', [ascending('a')], { a: [1, { t: '文'.repeat(400) }] }, /key too large to index/],
  ['a text where a place belongs', [places('at')], { at: 'here' }, /Can't extract geo keys/],
  ['a number where a place belongs', [places('o.at')], { o: { at: 7 } }, /Can't extract geo keys/],
  ['a place off the earth', [places('at')], { at: { type: 'Point', coordinates: [181, 0] } }, /Can't extract geo keys/],
  ['a place of NaN', [places('at')], { at: { type: 'Point', coordinates: [Number.NaN, 0] } }, /Can't extract geo keys/],
  ['one bad place of many', [places('list.at')], { list: [{ at: point }, { at: 'x' }] }, /Can't extract geo keys/],
  [
    'a ring that is open',
    [places('at')],
    {
      at: {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 1],
          ],
        ],
      },
    },
    /geo keys/,
  ],
  ['deep values', [ascending('a')], { a: deep(150) }, /nested more than 100 levels deep/],
];
test.each(refused)(
  'refused whole by every write: %s',
  async (_name, indexes, fields, text) => {
    await expectRefused(indexes, fields, text);
  },
  30_000,
);

const taken: Array<[string, Indexes, Fields]> = [
  ['a long array', [ascending('a')], { a: numbers(20_000) }],
  ['a long array of one value', [unique('a')], { a: numbers(20_000).map(() => 'x') }],
  ['NaN, both zeros and infinity', [unique('a')], { a: [Number.NaN, 0, -0, Number.POSITIVE_INFINITY] }],
  ['lone surrogates', [unique('a')], { a: ['\ud800', '\udc00', '\ud83d\ude00', '\uffff'] }],
  ['a NUL', [unique('a')], { a: 'a\0b' }],
  ['a regular expression', [unique('a')], { a: new Regex('(', 'q') }],
  ['empty things', [unique('a'), places('at')], { a: [{}, [], null, ''], at: {} }],
  ['one array and a field twice beside it', [unique('a', 'b')], { a: [1, 2], b: 3 }],
  ['many places', [places('at')], { at: { type: 'MultiPoint', coordinates: numbers(130_000).map(() => [1, 2]) } }],
  ['names of Object.prototype', [unique('constructor', 'toString')], { constructor: 1, toString: 2 }],
];
test.each(taken)(
  'taken, changed, removed and read back: %s',
  async (_name, indexes, fields) => {
    const engine = open(indexes, folder);
    await engine.insert('rows', [{ _id: 'new', ...fields }]);
    expect(isDeepStrictEqual(engine.get('rows', 'new'), { _id: 'new', ...fields })).toBe(true);
    await engine.close();
    const again = open(indexes, folder);
    expect(isDeepStrictEqual(again.get('rows', 'new'), { _id: 'new', ...fields })).toBe(true);
    await again.update('rows', {}, { $set: { marker: 1 } });
    await again.remove('rows', {});
    // Its unique keys are free again.
    await again.insert('rows', [{ _id: 'newer', ...fields }]);
    await again.close();
  },
  30_000,
);

test('an array is pushed to and placed into whatever the length of what is pushed', async () => {
  const engine = open([]);
  await engine.insert('rows', [{ _id: 'a', list: [1, 2, 3] }]);
  const many = numbers(130_000);
  for (const [position, expected] of [
    [1, [1, ...many, 2, 3]],
    [-1, [1, 2, ...many, 3]],
    [-9, [...many, 1, 2, 3]],
    [99, [1, 2, 3, ...many]],
  ] as const) {
    await engine.set('rows', 'a', { list: [1, 2, 3] });
    await engine.update('rows', {}, { $push: { list: { $each: many, $position: position } } });
    expect(isDeepStrictEqual(engine.get('rows', 'a')!.list, expected)).toBe(true);
  }
}, 30_000);

describe('keys', () => {
  const table: Array<[string[], Fields, Value[][]]> = [
    [['a'], {}, [[null]]],
    [['a'], { a: [] }, [[undefined as unknown as Value]]],
    [['a.b'], { a: [] }, [[null]]],
    [['a.b'], { a: 5 }, [[null]]],
    [['a'], { a: [2, 1, 2, [1]] }, [[1], [2], [[1]]]],
    [
      ['a', 'c'],
      { a: [1, 2], c: 3 },
      [
        [1, 3],
        [2, 3],
      ],
    ],
    // Fields of one array go together, not each with each.
    [
      ['a.x', 'a.y'],
      {
        a: [
          { x: 1, y: 2 },
          { x: 3, y: 4 },
        ],
      },
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      ['a.x', 'a.y'],
      { a: [{ x: 1 }, 5] },
      [
        [null, null],
        [1, null],
      ],
    ],
    [['a.x', 'a'], { a: [{ x: 1 }] }, [[1, { x: 1 }]]],
    [
      ['a.x', 'a.y'],
      { a: [{ x: [1, 2], y: 3 }] },
      [
        [1, 3],
        [2, 3],
      ],
    ],
    [['a.0'], { a: [5, 6] }, [[5]]],
    [
      ['a.0', 'b'],
      { a: [[5, 6]], b: [7, 8] },
      [
        [5, 7],
        [5, 8],
        [6, 7],
        [6, 8],
      ],
    ],
  ];
  test.each(table)('%j of %j', (paths, fields, keys) => {
    expect(keysAt({ _id: 'x', ...fields } as Document, paths)).toEqual(keys);
  });

  test('a unique index of two fields of one array refuses the same pair alone', async () => {
    const engine = open([unique('a.x', 'a.y')]);
    await engine.insert('rows', [
      {
        a: [
          { x: 1, y: 2 },
          { x: 3, y: 4 },
        ],
      },
    ]);
    await engine.insert('rows', [{ a: [{ x: 1, y: 4 }] }]);
    await expect(engine.insert('rows', [{ a: [{ x: 3, y: 4 }] }])).rejects.toThrow(/E11000/);
  });

  test('equal keys are one, however they are written', async () => {
    const engine = open([unique('a')]);
    await engine.insert('rows', [{ _id: 'zero', a: { n: 0 } }]);
    await expect(engine.insert('rows', [{ a: { n: -0 } }])).rejects.toThrow(/E11000/);
    // An empty array is not null, nor is it a missing field.
    await engine.insert('rows', [{ a: [] }]);
    await engine.insert('rows', [{ a: null }]);
    await expect(engine.insert('rows', [{ a: [] }])).rejects.toThrow(/E11000/);
    await expect(engine.insert('rows', [{}])).rejects.toThrow(/E11000/);
  });

  test('a document of the id NaN holds its own keys', async () => {
    const engine = open([unique('a')]);
    await engine.insert('rows', [{ _id: Number.NaN, a: 1 }]);
    await engine.update('rows', {}, { $set: { b: 1 } });
    await engine.update('rows', {}, { $set: { a: 2 } });
    await engine.insert('rows', [{ _id: 'next', a: 1 }]);
    await expect(engine.insert('rows', [{ a: 2 }])).rejects.toThrow(/E11000/);
  });

  test('the keys of a long array are told apart by sorting, not each with each', () => {
    let looks = 0;
    /** A date that counts how often it is compared. */
    const counting = (at: number): Date => {
      const date = new Date(at);
      date.getTime = () => {
        looks += 1;
        return at;
      };
      return date;
    };
    const length = 5000;
    const dates = numbers(length).map((i) => counting((i * 7919) % length));
    expect(keysAt({ _id: 'x', a: dates } as unknown as Document, ['a'])).toHaveLength(length);
    // Two looks a comparison: each with each would be twenty-five million.
    expect(looks).toBeGreaterThan(length);
    expect(looks).toBeLessThan(length * 2 * 20);
  });
});

describe('what could not be read back is refused', () => {
  const update = (engine: Engine, change: Fields) => engine.update('rows', {}, change);
  const names: Fields[] = [
    { $push: { list: { x: 1, $date: 5 } } },
    { $push: { list: { $each: [1, { x: [{ y: 1, $binary: '' }] }] } } },
    { $addToSet: { list: { $numberInt: 'x' } } },
    { $min: { low: { x: 1, $oid: 'x' } } },
    { $max: { n: { x: 1, $date: 5 } } },
    { $set: { o: { x: 1, $date: 5 } } },
  ];
  test.each(names)('names that the folder would take for types: %j', async (change) => {
    const engine = open([], folder);
    await engine.insert('rows', [{ _id: 'a', n: 1, list: [] }]);
    await expect(update(engine, change)).rejects.toThrow(
      /The dollar \(\$\) prefixed field '\$\w+' in '.*' is not valid/,
    );
    await engine.close();
    const again = open([], folder);
    expect(again.rows('rows')).toEqual([{ _id: 'a', n: 1, list: [] }]);
    await again.close();
  });

  test.each<[string, unknown, RegExp]>([
    ['a date that is none', new Date(Number.NaN), /date of 'o\.v\.0' is beyond the range/],
    ['a number without end', 5n, /'o\.v\.0' cannot be of type bigint/],
    ['a function', () => 1, /'o\.v\.0' cannot be of type function/],
    ['nothing', undefined, /'o\.v\.0' cannot be of type undefined/],
    ['a map', new Map(), /'o\.v\.0' cannot be of a class of its own/],
  ])('%s', async (_name, value, text) => {
    const engine = open([], folder);
    const fields = { o: { v: [value as Value] } };
    await expect(engine.insert('rows', [fields])).rejects.toThrow(text);
    await expect(engine.set('rows', 'a', fields)).rejects.toThrow(text);
    await expect(engine.update('rows', { _id: 'a' }, { $set: fields }, { upsert: true })).rejects.toThrow(text);
    await engine.close();
    const again = open([], folder);
    expect(again.count('rows')).toBe(0);
    await again.close();
  });

  test.each(['9e99', 'NaN', 'Infinity'])('a server date of the offset %s', (offset) => {
    expect(() => parseEjson(`{"at":{"$tcb_server_date":{"offset":{"$numberDouble":"${offset}"}}}}`, 0)).toThrow(
      /is not a date/,
    );
  });

  test('an upsert that is too large, or too deep', async () => {
    const engine = openEngine({ dataDir: null, now: () => 0, schema: schemaOf([]), limits: { documentBytes: 100 } });
    const upsert = (set: Fields) => engine.update('rows', { _id: 'a' }, { $set: set }, { upsert: true });
    await expect(upsert({ text: 'x'.repeat(200) })).rejects.toThrow(/too large/);
    await expect(upsert({ o: deep(150) })).rejects.toThrow(/levels deep/);
    expect(engine.count('rows')).toBe(0);
  });
});

describe('what an upsert takes from its query', () => {
  test('is no way into inherited objects', async () => {
    const engine = open([]);
    const upsert = (query: Fields) => engine.update('rows', query, { $set: { n: 1 } }, { upsert: true });
    await expect(upsert({ _id: 'a', '__proto__.polluted': 1 })).rejects.toThrow(/'__proto__' is not allowed/);
    await upsert({ _id: 'b', 'constructor.prototype.polluted': 1, 'toString.x': 2 });
    expect(({} as Fields).polluted).toBeUndefined();
    expect(engine.get('rows', 'b')).toMatchObject({ constructor: { prototype: { polluted: 1 } }, toString: { x: 2 } });
  });

  test('is refused where it contradicts itself', async () => {
    const engine = open([]);
    const query = { _id: 'a', o: 'text', 'o.x': 1 };
    await expect(engine.update('rows', query, { $set: { n: 1 } }, { upsert: true })).rejects.toThrow(
      /Cannot create field 'x' in element {o: "text"}/,
    );
    expect(engine.count('rows')).toBe(0);
  });
});

describe('documents that an index declared later cannot take', () => {
  async function filled(): Promise<void> {
    const engine = open([], folder);
    await engine.insert('rows', [{ _id: 'x', a: [1], b: [2] }]);
    await engine.close();
  }
  const words =
    'The collection rows holds a document that its index a_b cannot take: cannot index parallel arrays [b] [a]. Nothing was changed; change the document, or the declared index.';

  test('a folder is refused, and opens as before', async () => {
    await filled();
    expect(() => open([ascending('a', 'b')], folder)).toThrow(new DataFolderError(words));
    // The folder is let go once the turn is over.
    await new Promise((resolve) => setImmediate(resolve));
    const again = open([ascending('a')], folder);
    expect(again.count('rows', { a: 1 })).toBe(1);
    await again.close();
  });

  test('an import is refused, and changes nothing', async () => {
    await filled();
    const source = open([], folder);
    const file = join(folder, '.export');
    await source.exportTo(file);
    await source.close();
    const engine = open([ascending('a', 'b')]);
    await engine.insert('rows', [{ _id: 'mine', a: 1 }]);
    const id = engine.transactions.begin(null);
    engine.transactions.update(id, 'rows', 'mine', { $set: { a: 2 } });
    await expect(engine.importFrom(file)).rejects.toThrow(
      /cannot be imported: line \d+ cannot be stored in rows: .*cannot index parallel arrays \[b\] \[a\] \(index a_b\).*Nothing was changed/,
    );
    expect(engine.rows('rows')).toEqual([{ _id: 'mine', a: 1 }]);
    await engine.transactions.commit(id);
    expect(engine.count('rows', { a: 2 })).toBe(1);
  });
});
