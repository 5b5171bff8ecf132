import type { Fields, Value } from '../../localcloud/engine/value/value';
import { type OneRow, openOneRow, row } from './oneRow';

let engine: OneRow['engine'];
let ask: OneRow['ask'];

beforeAll(async () => {
  ({ engine, ask } = await openOneRow());
});
// Nothing is changed by what is refused, and the next request is answered.
afterEach(() => expect(engine.find('rows')).toEqual([row]));
afterAll(() => engine.close());

const computing = (expression: Value) => () => engine.aggregate('rows', [{ $project: { out: expression } }]);

describe('nesting', () => {
  const levels = 100_000;
  const arrays = `${'['.repeat(levels)}${']'.repeat(levels)}`;
  const objects = (name: string): string => `${`{"${name}":`.repeat(levels)}1${'}'.repeat(levels)}`;
  const tooDeep = /nested (too deep|more than \d+ levels deep)/;
  const texts: Array<[string, string]> = [
    ['arrays', `{"x":${arrays}}`],
    ['objects', objects('x')],
    ['$and', `${'{"$and":['.repeat(levels)}{}${']}'.repeat(levels)}`],
    ['$not', `{"x":${objects('$not')}}`],
  ];
  test.each(texts)('of 100,000 levels of %s is refused wherever it comes', async (_name, text) => {
    const requests: Array<[string, object]> = [
      ['database.insertDocument', { data: [text] }],
      ['database.getDocument', { queryType: 'WHERE', query: text }],
      ['database.getDocument', { queryType: 'WHERE', query: '{}', projection: text, order: text }],
      ['database.calculateDocument', { query: text }],
      ['database.modifyDocument', { query: '{}', data: text, multi: true, merge: true }],
      ['database.modifyDocument', { query: '{}', data: `{"$set":{"y":${text}}}`, multi: true, merge: true }],
      ['database.modifyDocument', { queryType: 'DOC', query: '{"_id":"a"}', data: text, merge: false }],
      ['database.removeDocument', { query: text, multi: true }],
      ['database.aggregateDocuments', { stages: [{ stageKey: '$match', stageValue: text }] }],
      ['database.aggregateDocuments', { stages: [{ stageKey: '$project', stageValue: `{"y":${text}}` }] }],
      ['database.aggregateDocuments', { stages: JSON.parse(`[{"stageKey":"$match","stageValue":${text}}]`) as never }],
    ];
    for (const [action, more] of requests) expect((await ask(action, more)).message).toMatch(tooDeep);
  });

  /** Made in process, where no parser stands before. */
  const nested = (depth: number): Fields => {
    let value: Fields = {};
    for (let i = 0; i < depth; i++) value = { a: value };
    return value;
  };
  test('given to the engine itself is refused as well', async () => {
    const deep = nested(levels);
    await expect(engine.insert('rows', [deep])).rejects.toThrow(tooDeep);
    await expect(engine.set('rows', 'a', deep)).rejects.toThrow(tooDeep);
    await expect(engine.update('rows', {}, { $set: { x: deep } })).rejects.toThrow(tooDeep);
    await expect(engine.update('rows', { $and: [deep] }, { $set: { x: 1 } })).rejects.toThrow(tooDeep);
    await expect(engine.remove('rows', deep)).rejects.toThrow(tooDeep);
    expect(() => engine.rows('rows', deep)).toThrow(tooDeep);
    expect(() => engine.aggregate('rows', [{ $match: deep }])).toThrow(tooDeep);
    expect(() => computing({ $toString: deep })()).toThrow(tooDeep);
  });
  test('made by an expression, or by an update of many names, is refused', async () => {
    const wrapped = { $reduce: { input: { $range: [0, 50_000] }, initialValue: 1, in: ['$$value'] } };
    expect(computing(wrapped)).toThrow(/nested more than 200 levels deep|Maximum call stack.*ask for less/);
    const path = `x${'.a'.repeat(levels)}`;
    const tooLong = /FieldPath is too long/;
    await expect(engine.update('rows', {}, { $set: { [path]: 1 } })).rejects.toThrow(tooLong);
    await expect(engine.update('rows', {}, { $rename: { text: path } })).rejects.toThrow(tooLong);
    await expect(engine.update('rows', { [path]: 1 }, { $set: { x: 1 } }, { upsert: true })).rejects.toThrow(tooLong);
    expect(() => engine.rows('rows', { [path]: 1 })).toThrow(tooLong);
    expect(() => engine.rows('rows', {}, { sort: { [path]: 1 } })).toThrow(tooLong);
    expect(() => engine.rows('rows', {}, { projection: { [path]: 1 } })).toThrow(tooLong);
    expect(() => engine.aggregate('rows', [{ $addFields: { [path]: 1 } }])).toThrow(tooLong);
    expect(() => engine.aggregate('rows', [{ $unwind: `$${path}` }])).toThrow(tooLong);
    await expect(engine.update('rows', {}, { $set: { [`x${'.a'.repeat(120)}`]: 1 } })).rejects.toThrow(tooDeep);
  });
});
