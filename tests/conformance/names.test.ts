import type { Fields } from '../../localcloud/engine/value/value';
import { type OneRow, openOneRow, row } from './oneRow';

let engine: OneRow['engine'];
let ask: OneRow['ask'];

beforeAll(async () => {
  ({ engine, ask } = await openOneRow());
});
// Nothing is changed by what is refused, and the next request is answered.
afterEach(() => expect(engine.find('rows')).toEqual([row]));
afterAll(() => engine.close());

describe('names of fields', () => {
  const nul = /null byte/;
  test('with a null byte are refused in documents, updates, queries and pipelines', async () => {
    for (const name of ['a\0b', '\0']) {
      await expect(engine.insert('rows', [{ [name]: 1 }])).rejects.toThrow(nul);
      await expect(engine.insert('rows', [{ x: [{ [name]: 1 }] }])).rejects.toThrow(nul);
      await expect(engine.set('rows', 'a', { [name]: 1 })).rejects.toThrow(nul);
      await expect(engine.update('rows', {}, { $set: { [name]: 1 } })).rejects.toThrow(nul);
      await expect(engine.update('rows', {}, { $set: { x: { [name]: 1 } } })).rejects.toThrow(nul);
      await expect(engine.update('rows', {}, { $push: { list: { [name]: 1 } } })).rejects.toThrow(nul);
      await expect(engine.update('rows', {}, { $rename: { text: name } })).rejects.toThrow(nul);
      expect(() => engine.rows('rows', { [name]: 1 })).toThrow(nul);
      expect(() => engine.rows('rows', {}, { sort: { [name]: 1 } })).toThrow(nul);
      expect(() => engine.rows('rows', {}, { projection: { [name]: 1 } })).toThrow(nul);
      expect(() => engine.aggregate('rows', [{ $addFields: { [name]: 1 } }])).toThrow(nul);
      expect(() => engine.rows('rows', { text: { $regex: name } })).toThrow(nul);
    }
  });
  test('that start with a dollar are stored by no operator', async () => {
    const dollar = /dollar|\$ prefixed/;
    for (const data of [{ $x: 1 }, { x: { $x: 1 } }, { x: [{ $x: 1 }] }] as Fields[])
      await expect(engine.insert('rows', [data])).rejects.toThrow(dollar);
    const operators = ['$set', '$push', '$addToSet', '$min', '$max'];
    for (const operator of operators)
      await expect(engine.update('rows', {}, { [operator]: { y: { $x: 1 } } })).rejects.toThrow(dollar);
    await expect(engine.update('rows', {}, { $push: { list: { $each: [{ $x: 1 }] } } })).rejects.toThrow(dollar);
  });
  test('that are empty are kept in documents, and refused in the paths of updates', async () => {
    await engine.insert('other', [{ _id: 'empty', '': 1, x: { '': 2 } }]);
    expect(engine.find('other', { _id: 'empty' })).toEqual([{ _id: 'empty', '': 1, x: { '': 2 } }]);
    await expect(engine.update('other', { _id: 'empty' }, { $set: { '': 1 } })).rejects.toThrow(/empty/);
    await expect(engine.update('other', { _id: 'empty' }, { $set: { 'x.': 1 } })).rejects.toThrow(/empty/);
    await engine.remove('other', { _id: 'empty' });
  });
  test('below a prototype are refused in every path, and make nothing everywhere', async () => {
    const refused = /__proto__/;
    for (const path of ['__proto__', '__proto__.polluted', 'x.__proto__.polluted']) {
      await expect(engine.update('rows', { [path]: 1 }, { $set: { y: 1 } }, { upsert: true })).rejects.toThrow(refused);
      await expect(engine.update('rows', {}, { $set: { [path]: 1 } })).rejects.toThrow(refused);
      expect(() => engine.rows('rows', {}, { projection: { [path]: 1 } })).toThrow(refused);
      expect(() => engine.rows('rows', {}, { sort: { [path]: 1 } })).toThrow(refused);
      expect(() => engine.aggregate('rows', [{ $addFields: { [path]: 1 } }])).toThrow(refused);
      expect(() => engine.aggregate('rows', [{ $group: { _id: 1, [path]: { $sum: 1 } } }])).toThrow(/__proto__|'\.'/);
      expect(() => engine.aggregate('rows', [{ $unwind: `$${path}` }])).toThrow(refused);
      expect(() => engine.aggregate('rows', [{ $unwind: { path: '$list', includeArrayIndex: path } }])).toThrow(
        refused,
      );
    }
    const query = { _id: 'made', 'constructor.prototype.polluted': 1 };
    await engine.update('other', query, { $set: { y: 1 } }, { upsert: true });
    expect(engine.find('other', { _id: 'made' })).toEqual([
      { _id: 'made', constructor: { prototype: { polluted: 1 } }, y: 1 },
    ]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    await engine.remove('other', {});
  });
  test('of every object reach no prototype', async () => {
    for (const text of ['{"__proto__":{"polluted":1}}', '{"\\u005f_proto__":{"polluted":1}}', '{"x":{"__proto__":1}}'])
      expect((await ask('database.insertDocument', { data: [text] })).message).toMatch(/__proto__/);
    await engine.insert('other', [{ _id: 'own', constructor: { prototype: 1 }, toString: 2 } as never, { _id: 'not' }]);
    expect(engine.count('other', { _id: { $in: ['own', 'not'] }, toString: { $exists: true } as never })).toBe(1);
    const shown = (field: string) =>
      engine.aggregate('other', [
        { $match: { _id: { $in: ['own', 'not'] } } },
        { $sort: { _id: 1 } },
        { $project: { _id: 0, v: { $ifNull: [field, 'none'] }, t: { $type: field } } },
      ]);
    expect(shown('$constructor')).toEqual([
      { v: 'none', t: 'missing' },
      { v: { prototype: 1 }, t: 'object' },
    ]);
    expect(shown('$toString').map(({ v }) => v)).toEqual(['none', 2]);
    expect(shown('$_id.constructor').map(({ v }) => v)).toEqual(['none', 'none']);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
    await engine.remove('other', { _id: { $in: ['own', 'not'] } });
  });
});
