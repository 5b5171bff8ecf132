import { openEngine } from '../../localcloud/engine';
import type { Fields, Value } from '../../localcloud/engine/value/value';
import { type OneRow, openOneRow, row } from './oneRow';

let engine: OneRow['engine'];
let ask: OneRow['ask'];

beforeAll(async () => {
  ({ engine, ask } = await openOneRow({ valueBytes: 1_000_000, evaluationBytes: 10_000_000 }));
});
// Nothing is changed by what is refused, and the next request is answered.
afterEach(() => expect(engine.find('rows')).toEqual([row]));
afterAll(() => engine.close());

const computing = (expression: Value) => () => engine.aggregate('rows', [{ $project: { out: expression } }]);
const values = (count: number): number[] => Array.from({ length: count }, (_unused, i) => i);

describe('a value that grows out of bounds is refused before it is there', () => {
  const tooLarge = /makes a value of more than 1000000 bytes|makes more than 10000000 bytes on one/;
  const doubling = (start: Value, twice: Value) => ({
    $reduce: { input: { $range: [0, 60] }, initialValue: start, in: twice },
  });
  const tenThousand = { $range: [0, 10_000] };
  const cases: Array<[string, Value]> = [
    ['$range', { $range: [0, 200_000_000] }],
    ['$range downwards', { $range: [200_000_000, 0, -1] }],
    ['$concat', doubling('xx', { $concat: ['$$value', '$$value'] })],
    ['$concatArrays', doubling(['x'], { $concatArrays: ['$$value', '$$value'] })],
    ['$setUnion of many', { $setUnion: values(200).map(() => tenThousand) }],
    ['$zip', { $zip: { inputs: [tenThousand, ...values(50).map(() => [1])], useLongestLength: true } }],
    ['$map in $map', { $map: { input: tenThousand, in: { $map: { input: tenThousand, in: 1 } } } }],
    ['objects by $map', { $map: { input: { $range: [0, 100_000] }, in: { a: 1, b: 2, c: 3, d: 4 } } }],
    [
      '$split',
      {
        $split: [
          { $reduce: { input: { $range: [0, 17] }, initialValue: 'x', in: { $concat: ['$$value', '$$value'] } } },
          'x',
        ],
      },
    ],
    ['$replaceAll', { $replaceAll: { input: '$text', find: 'a', replacement: 'y'.repeat(20_000) } }],
  ];
  test.each(cases)('%s', (_name, expression) => {
    expect(computing(expression)).toThrow(tooLarge);
    expect(() => engine.count('rows', { $expr: { $eq: [expression, 1] } })).toThrow(tooLarge);
  });
  test('nulls before a far index of an array, and many large documents by one update', async () => {
    const far = Object.fromEntries(values(100).map((n) => [`list.${n}.${100_000}`, 1]));
    await expect(engine.update('rows', {}, { $set: { list: values(100).map(() => []) } })).resolves.toBeTruthy();
    await expect(engine.update('rows', {}, { $set: far })).rejects.toThrow(tooLarge);
    await engine.set('rows', 'a', row);
    const schema = { collections: { rows: {} } };
    const narrow = openEngine({ dataDir: null, now: () => 0, schema, limits: { pipelineBytes: 10_000_000 } });
    await narrow.insert(
      'rows',
      values(100).map((n) => ({ n })),
    );
    const text = 'x'.repeat(150_000);
    await expect(narrow.update('rows', {}, { $set: { text } })).rejects.toThrow(/holds more than 10000000 bytes/);
    expect(narrow.count('rows', { text })).toBe(0);
    expect((await narrow.update('rows', { n: { $lt: 50 } }, { $set: { text } })).updated).toBe(50);
    await narrow.close();
  });
  const shared: Array<[string, Value]> = [
    ['a value within itself', doubling(['x'], ['$$value', '$$value'])],
    ['an object within itself', doubling({ x: 1 }, { l: '$$value', r: '$$value' })],
  ];
  test.each(shared)('%s, small in memory and endless as text', (_name, expression) => {
    expect(computing(expression)).toThrow(tooLarge);
  });
  test('and what is near the bound is computed', () => {
    const [row] = engine.aggregate('rows', [{ $project: { out: { $size: { $range: [0, 100_000] } } } }]);
    expect(row!.out).toBe(100_000);
  });
});

describe('a pipeline that holds too much is refused', () => {
  const holds = /holds more than 2000000 bytes/;
  const others = values(600).map((n) => ({ _id: `o${n}`, n, k: 1 }));
  beforeAll(() => engine.insert('other', others));
  const cases: Array<[string, Fields[]]> = [
    [
      '$unwind of $unwind',
      [{ $addFields: { a: { $range: [0, 3000] }, b: { $range: [0, 3000] } } }, { $unwind: '$a' }, { $unwind: '$b' }],
    ],
    [
      '$lookup',
      [
        { $lookup: { from: 'other', localField: 'none', foreignField: 'none', as: 'all' } },
        { $unwind: '$all' },
        { $lookup: { from: 'other', localField: 'all.k', foreignField: 'k', as: 'again' } },
      ],
    ],
    [
      '$lookup with a pipeline',
      [
        { $lookup: { from: 'other', as: 'all', pipeline: [] } },
        { $unwind: '$all' },
        { $lookup: { from: 'other', as: 'again', pipeline: [{ $project: { n: 1, double: { $add: ['$n', '$n'] } } }] } },
      ],
    ],
    [
      '$push in $group',
      [
        { $addFields: { a: { $range: [0, 5000] } } },
        { $unwind: '$a' },
        { $group: { _id: 1, ...Object.fromEntries(values(120).map((n) => [`p${n}`, { $push: '$a' }])) } },
      ],
    ],
  ];
  test.each(cases)('%s', async (_name, pipeline) => {
    const schema = { collections: { rows: {}, other: {} } };
    const narrow = openEngine({ dataDir: null, now: () => 0, schema, limits: { pipelineBytes: 2_000_000 } });
    await narrow.insert('rows', [{ _id: 'a' }]);
    await narrow.insert('other', others);
    expect(() => narrow.aggregate('rows', [...pipeline, { $limit: 1 }])).toThrow(holds);
    await narrow.close();
  });
  test('an answer that shares its parts is refused before it is written out', async () => {
    const stage = (stageKey: string, stageValue: Value) => ({ stageKey, stageValue: JSON.stringify(stageValue) });
    const all = stage('$lookup', { from: 'other', localField: 'none', foreignField: 'none', as: 'all' });
    const { message } = await ask('database.aggregateDocuments', { stages: [all, all, all] });
    expect(message ?? '').toBe('');
    const copies = Object.fromEntries(values(80).map((n) => [`c${n}`, '$all']));
    const reply = await ask('database.aggregateDocuments', { stages: [all, stage('$addFields', copies)] });
    expect(reply.message).toMatch(/The result is larger than 1048576 bytes/);
  });
});

describe('size of the request', () => {
  test('huge lists, many branches and many stages are refused with the limit', async () => {
    const holds = /holds at most 100000 values/;
    expect(() => engine.rows('rows', { _id: { $in: values(200_000) } })).toThrow(holds);
    expect(() => engine.rows('rows', { $or: values(100_000).map((n) => ({ n })) })).toThrow(holds);
    await expect(engine.remove('rows', { n: { $nin: values(200_000) } })).rejects.toThrow(holds);
    expect(() =>
      engine.aggregate(
        'rows',
        values(1_000_000).map(() => ({ $skip: 0 })),
      ),
    ).toThrow(/holds at most|at most 100 stages/);
    expect(() =>
      engine.aggregate(
        'rows',
        values(101).map(() => ({ $skip: 0 })),
      ),
    ).toThrow(/at most 100 stages/);
    const facet = { $facet: { x: values(101).map(() => ({ $skip: 0 })) } };
    expect(() => engine.aggregate('rows', [facet])).toThrow(/at most 100 stages/);
    const lookup = { $lookup: { from: 'other', as: 'x', pipeline: values(101).map(() => ({ $skip: 0 })) } };
    expect(() => engine.aggregate('rows', [lookup])).toThrow(/at most 100 stages/);
  });
  test('as many values as are allowed are looked up', () => {
    expect(engine.rows('rows', { _id: { $in: [...values(90_000).map(String), 'a'] } })).toHaveLength(1);
  });
  test('an update of many fields checks each name once', async () => {
    const many = Object.fromEntries(values(20_000).map((n) => [`f${n}`, n]));
    await engine.insert('rows', [{ _id: 'b' }]);
    expect((await engine.update('rows', { _id: 'b' }, { $set: many })).updated).toBe(1);
    await engine.remove('rows', { _id: 'b' });
    await expect(engine.update('rows', {}, { $set: { 'p.q': 1, p: 2 } })).rejects.toThrow(/conflict at 'p'/);
    await expect(engine.update('rows', {}, { $set: { p: 2 }, $inc: { 'p.q': 1 } })).rejects.toThrow(/conflict at 'p'/);
  });
});

test('arrays in several fields of one index are refused before they multiply, and nothing is half there', async () => {
  const fields = ['a', 'b'].map((field) => ({ field, order: 1 as const }));
  const schema = { collections: { rows: { indexes: [{ name: 'ab', fields }] } } };
  const narrow = openEngine({ dataDir: null, now: () => 0, schema });
  const many = values(1000);
  await expect(narrow.insert('rows', [{ _id: 'x', a: many, b: many }])).rejects.toThrow(/parallel arrays \[b\] \[a\]/);
  await narrow.insert('rows', [{ _id: 'x', a: many, b: 2 }]);
  await expect(narrow.update('rows', { _id: 'x' }, { $set: { b: many } })).rejects.toThrow(/parallel arrays/);
  const transaction = narrow.transactions.begin(null);
  expect(() => narrow.transactions.set(transaction, 'rows', 'y', { a: many, b: many })).toThrow(/parallel arrays/);
  expect(narrow.rows('rows', { a: 7, b: 2 }).map((row) => row._id)).toEqual(['x']);
  expect(narrow.count('rows')).toBe(1);
  await narrow.close();
});
