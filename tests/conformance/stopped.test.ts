import { type Engine, openEngine } from '../../localcloud/engine';
import { Regex } from '../../localcloud/engine/value/regex';
import type { Fields, Value } from '../../localcloud/engine/value/value';

let engine: Engine;

const text = `${'a'.repeat(60)}!`;
const row: Fields = { _id: 'a', text, list: [1, 2, 3], deep: { x: 1 } };

beforeAll(async () => {
  engine = openEngine({
    dataDir: null,
    now: () => 0,
    schema: { collections: { rows: {}, other: {} } },
    limits: { computeMs: 100 },
  });
  await engine.insert('rows', [row]);
});
// Nothing is changed by what is refused, and the next request is answered.
afterEach(() => expect(engine.find('rows')).toEqual([row]));
afterAll(() => engine.close());

const computing = (expression: Value) => () => engine.aggregate('rows', [{ $project: { out: expression } }]);
const values = (count: number): number[] => Array.from({ length: count }, (_unused, i) => i);

describe('a pattern that tries too many ways is stopped', () => {
  const stopped = /took more than 100 ms to compute and was stopped/;
  const pattern = '^(a+)+$|x';

  const queries: Array<[string, Fields]> = [
    ['$regex', { text: { $regex: pattern } }],
    ['a literal', { text: new Regex(pattern, 'i') }],
    ['$not', { text: { $not: new Regex('(a|aa)+$', '') } }],
    ['$in', { text: { $in: [new Regex('(a*)*b', '')] } }],
    ['$nor', { $nor: [{ text: { $regex: '(.*)*=' } }] }],
    ['$expr', { $expr: { $regexMatch: { input: '$text', regex: pattern } } }],
    ['$jsonSchema', { $jsonSchema: { properties: { text: { pattern } } } }],
  ];
  test.each(queries)('in a query by %s, of a find, a count, an update and a removal', async (_name, query) => {
    expect(() => engine.rows('rows', query)).toThrow(stopped);
    expect(() => engine.count('rows', query)).toThrow(stopped);
    await expect(engine.update('rows', query, { $set: { done: 1 } })).rejects.toThrow(stopped);
    await expect(engine.remove('rows', query)).rejects.toThrow(stopped);
    const transaction = engine.transactions.begin(null);
    expect(() => engine.transactions.find(transaction, 'rows', query, {})).toThrow(stopped);
    await expect(engine.transactions.commit(transaction)).rejects.toThrow(/TransactionNotExist/);
  });
  test.each(['$regexMatch', '$regexFind', '$regexFindAll'])('in an aggregation by %s', (operator) => {
    expect(computing({ [operator]: { input: '$text', regex: pattern } })).toThrow(stopped);
    expect(computing({ [operator]: { input: '$text', regex: new Regex(pattern, '') } })).toThrow(stopped);
  });
  test('in what an update pulls, and in what a projection picks', async () => {
    const pull = { $pull: { list: { $regex: pattern } } };
    await engine.insert('rows', [{ _id: 'b', list: [text] }]);
    await expect(engine.update('rows', { _id: 'b' }, pull)).rejects.toThrow(stopped);
    const projection = { list: { $elemMatch: { $regex: pattern } } };
    expect(() => engine.rows('rows', { _id: 'b' }, { projection })).toThrow(stopped);
    const transaction = engine.transactions.begin(null);
    expect(() => engine.transactions.update(transaction, 'rows', 'b', pull)).toThrow(stopped);
    await engine.remove('rows', { _id: 'b' });
  });
});

test('a pattern that is too long, or too deep to be compiled, is refused shortly', () => {
  const find = (regex: string) => () => engine.rows('rows', { text: { $regex: regex } });
  expect(find('a'.repeat(32_765))).toThrow(/Regular expression is too long/);
  expect(find(`${'('.repeat(16_000)}a${')'.repeat(16_000)}`)).toThrow(/^.{0,400}$/);
  expect(find('('.repeat(10))).toThrow(/Regular expression is invalid/);
});

test('ordinary patterns find what they found', async () => {
  await engine.insert('other', [{ t: '红苹果' }, { t: 'Apple 12' }, { t: 'pear' }]);
  const count = (pattern: string, options = '') => engine.count('other', { t: { $regex: pattern, $options: options } });
  expect([
    count('苹果'),
    count('^apple', 'i'),
    count('r$'),
    count('(红|P).*'),
    count('\\d{2}'),
    count('[a-z]+ '),
  ]).toEqual([1, 1, 1, 1, 1, 1]);
  const found = (regex: string, options?: string) =>
    engine.aggregate('other', [
      { $match: { t: 'Apple 12' } },
      { $project: { _id: 0, f: { $regexFindAll: { input: '$t', regex, ...(options ? { options } : {}) } } } },
    ])[0]!.f as Fields[];
  expect(found('(P)', 'i').map(({ idx, captures }) => [idx, captures])).toEqual([
    [1, ['p']],
    [2, ['p']],
  ]);
  expect(found('\\w').map(({ idx }) => idx)).toEqual([0, 1, 2, 3, 4, 6, 7]);
  expect(found('x*')).toHaveLength(9); // the empty text at each place, and at the end
});

describe('too much work for one request is stopped', () => {
  const stopped = /to compute and was stopped/;
  test('a loop within loops', () => {
    const range = { $range: [0, 20_000] };
    const within = { $size: { $filter: { input: range, cond: { $eq: ['$$this', -1] } } } };
    expect(computing({ $reduce: { input: range, initialValue: 0, in: within } })).toThrow(
      /was stopped|makes more than/,
    );
  });
  test('an update that compares each of many with each', async () => {
    const each = values(60_000).map((n) => ({ n }));
    await expect(engine.update('rows', { _id: 'a' }, { $addToSet: { list: { $each: each } } })).rejects.toThrow(
      stopped,
    );
  });
  test('a path that branches at each of its names', async () => {
    let nested: Value = 1;
    for (let i = 0; i < 45; i++) nested = [{ 0: nested }];
    await engine.insert('other', [{ _id: 'nested', nested }]);
    const path = `nested.${'0.'.repeat(70)}x`;
    expect(() => engine.rows('other', { _id: 'nested', [path]: 2 })).toThrow(stopped);
    await engine.remove('other', { _id: 'nested' });
  });
});
