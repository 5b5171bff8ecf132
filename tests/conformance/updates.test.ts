import { type Any, type CloudUnderTest, openCloud, refusalOf, startOfTime } from './cloud';

let cloud: CloudUnderTest;
let items: Any;
let _: Any;

beforeAll(async () => {
  cloud = await openCloud();
  _ = cloud.db.command;
});
beforeEach(async () => {
  items = await cloud.fresh('items');
});
afterAll(() => cloud.close());

const read = async (id = 'x'): Promise<Record<string, unknown>> => {
  const { _id, ...fields } = (await items.doc(id).get()).data;
  return fields;
};

/** [what is done, the document, the update, the document afterwards] */
const table: Array<[string, object, () => object, object]> = [
  ['set a field', { a: 1 }, () => ({ a: 2 }), { a: 2 }],
  ['add a field', { a: 1 }, () => ({ b: 2 }), { a: 1, b: 2 }],
  ['set to null', { a: 1 }, () => ({ a: null }), { a: null }],
  ['an object sets its fields one by one', { a: { b: 1, c: 2 } }, () => ({ a: { b: 5 } }), { a: { b: 5, c: 2 } }],
  [
    '_.set puts the object in the place of the old one',
    { a: { b: 1, c: 2 } },
    () => ({ a: _.set({ b: 5 }) }),
    { a: { b: 5 } },
  ],
  ['a dotted path', { a: { b: 1, c: 2 } }, () => ({ 'a.b': 5 }), { a: { b: 5, c: 2 } }],
  ['missing subdocuments are made', {}, () => ({ a: { b: { c: 1 } } }), { a: { b: { c: 1 } } }],
  ['an element by number', { l: [1, 2, 3] }, () => ({ 'l.1': 9 }), { l: [1, 9, 3] }],
  ['a field of an element', { l: [{ q: 1 }, { q: 2 }] }, () => ({ 'l.1.q': 9 }), { l: [{ q: 1 }, { q: 9 }] }],
  ['an element beyond the end fills with null', { l: [1] }, () => ({ 'l.3': 9 }), { l: [1, null, null, 9] }],
  ['remove', { a: 1, b: 2 }, () => ({ a: _.remove() }), { b: 2 }],
  ['remove a nested field', { a: { b: 1, c: 2 } }, () => ({ a: { b: _.remove() } }), { a: { c: 2 } }],
  ['remove what is not there', { a: 1 }, () => ({ b: _.remove(), c: 1 }), { a: 1, c: 1 }],
  ['remove an element leaves null', { l: [1, 2, 3] }, () => ({ 'l.1': _.remove() }), { l: [1, null, 3] }],
  [
    'remove within elements',
    { l: [{ s: {} }, { s: {} }, { s: {} }] },
    () => ({ l: { 0: { s: _.remove() }, 1: _.remove() } }),
    { l: [{}, null, { s: {} }] },
  ],
  ['inc', { n: 1 }, () => ({ n: _.inc(2) }), { n: 3 }],
  ['inc down', { n: 1 }, () => ({ n: _.inc(-2) }), { n: -1 }],
  ['inc of fractions', { n: 0.2 }, () => ({ n: _.inc(-0.05) }), { n: 0.2 - 0.05 }],
  ['inc of a missing field', {}, () => ({ n: _.inc(2) }), { n: 2 }],
  ['inc of a nested field', { a: { n: 1 } }, () => ({ a: { n: _.inc(1) } }), { a: { n: 2 } }],
  ['mul', { n: 3 }, () => ({ n: _.mul(2) }), { n: 6 }],
  ['mul of a missing field gives 0', {}, () => ({ n: _.mul(2) }), { n: 0 }],
  ['min', { n: 3 }, () => ({ n: _.min(2) }), { n: 2 }],
  ['min keeps the lesser', { n: 3, m: 1 }, () => ({ n: _.min(5), m: 2 }), { n: 3, m: 2 }],
  ['max', { n: 3 }, () => ({ n: _.max(100) }), { n: 100 }],
  ['max of a missing field', {}, () => ({ n: _.max(1) }), { n: 1 }],
  ['max of dates', { d: new Date(1000) }, () => ({ d: _.max(new Date(2000)) }), { d: new Date(2000) }],
  ['rename', { a: 1 }, () => ({ a: _.rename('b') }), { b: 1 }],
  ['rename into a subdocument', { a: 1 }, () => ({ a: _.rename('b.c') }), { b: { c: 1 } }],
  ['rename over an existing field', { a: 1, b: 2 }, () => ({ a: _.rename('b') }), { b: 1 }],
  ['bit and', { n: 13 }, () => ({ n: _.bit({ and: 10 }) }), { n: 8 }],
  ['bit or', { n: 3 }, () => ({ n: _.bit({ or: 5 }) }), { n: 7 }],
  ['bit xor', { n: 1 }, () => ({ n: _.bit({ xor: 5 }) }), { n: 4 }],
  ['push a value', { l: [1] }, () => ({ l: _.push(2) }), { l: [1, 2] }],
  ['push values', { l: [1] }, () => ({ l: _.push(2, 3) }), { l: [1, 2, 3] }],
  ['push a list adds its values', { l: [1] }, () => ({ l: _.push([2, 3]) }), { l: [1, 2, 3] }],
  ['push onto a missing field', {}, () => ({ l: _.push([1]) }), { l: [1] }],
  ['push at a position', { l: [1, 4] }, () => ({ l: _.push({ each: [2, 3], position: 1 }) }), { l: [1, 2, 3, 4] }],
  [
    'push at a position from the end',
    { l: [1, 4] },
    () => ({ l: _.push({ each: [2, 3], position: -1 }) }),
    { l: [1, 2, 3, 4] },
  ],
  [
    'push, sorted and cut',
    { l: [1, 2, 3] },
    () => ({ l: _.push({ each: [4, 5, 6], sort: -1, slice: 3 }) }),
    { l: [6, 5, 4] },
  ],
  ['push, cut from the end', { l: [1, 2, 3] }, () => ({ l: _.push({ each: [4], slice: -2 }) }), { l: [3, 4] }],
  ['push, cut to nothing', { l: [1] }, () => ({ l: _.push({ each: [4], slice: 0 }) }), { l: [] }],
  [
    'push, sorted by a field',
    { l: [{ q: 3 }] },
    () => ({ l: _.push({ each: [{ q: 1 }, { q: 2 }], sort: { q: 1 } }) }),
    { l: [{ q: 1 }, { q: 2 }, { q: 3 }] },
  ],
  ['pop', { l: [1, 2, 3] }, () => ({ l: _.pop() }), { l: [1, 2] }],
  ['shift', { l: [1, 2, 3] }, () => ({ l: _.shift() }), { l: [2, 3] }],
  ['unshift', { l: [3] }, () => ({ l: _.unshift(1, 2) }), { l: [1, 2, 3] }],
  ['unshift a list', { l: [3] }, () => ({ l: _.unshift([1, 2]) }), { l: [1, 2, 3] }],
  ['addToSet', { l: [1] }, () => ({ l: _.addToSet(2) }), { l: [1, 2] }],
  ['addToSet of what is there', { l: [1], n: 0 }, () => ({ l: _.addToSet(1), n: 1 }), { l: [1], n: 1 }],
  ['addToSet of several', { l: [1] }, () => ({ l: _.addToSet({ $each: [1, 2, 3] }) }), { l: [1, 2, 3] }],
  [
    'addToSet compares subdocuments with their order',
    { l: [{ a: 1, b: 2 }] },
    () => ({ l: _.addToSet({ b: 2, a: 1 }) }),
    {
      l: [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    },
  ],
  ['pull a value', { l: ['Go', 'Python', 'Go'] }, () => ({ l: _.pull('Go') }), { l: ['Python'] }],
  ['pull with in', { l: ['Go', 'Python', 'C'] }, () => ({ l: _.pull(_.in(['Go', 'Python'])) }), { l: ['C'] }],
  ['pull with gte', { l: [1, 4, 5, 9] }, () => ({ l: _.pull(_.gte(5)) }), { l: [1, 4] }],
  [
    'pull by some fields of the elements',
    { l: [{ q: 1, r: 1 }, { q: 2 }] },
    () => ({ l: _.pull({ q: 1 }) }),
    { l: [{ q: 2 }] },
  ],
  [
    'pull by a condition on a field',
    { l: [{ q: 1 }, { q: 5 }] },
    () => ({ l: _.pull({ q: _.gt(3) }) }),
    { l: [{ q: 1 }] },
  ],
  [
    'pull of two fields',
    { l: ['Go', 'C'], m: [1, 2] },
    () => ({ l: _.pull('Go'), m: _.pull(1) }),
    { l: ['C'], m: [2] },
  ],
  ['pullAll', { l: [1, 2, 3, 2] }, () => ({ l: _.pullAll([2, 3]) }), { l: [1] }],
  [
    'several operators',
    { n: 1, l: [1], o: { k: 1 }, c: 'x' },
    () => ({ n: _.inc(10), l: _.push('q'), o: _.set({ z: 1 }), c: _.remove(), d: { x: { y: 5 } } }),
    { n: 11, l: [1, 'q'], o: { z: 1 }, d: { x: { y: 5 } } },
  ],
  ['a server date', {}, () => ({ at: cloud.db.serverDate() }), { at: new Date(startOfTime) }],
  [
    'a server date with an offset',
    {},
    () => ({ at: cloud.db.serverDate({ offset: 31536000000 }) }),
    { at: new Date(startOfTime + 31536000000) },
  ],
  [
    'server dates within',
    { l: [] },
    () => ({ l: _.push([cloud.db.serverDate()]), o: { at: cloud.db.serverDate() } }),
    { l: [new Date(startOfTime)], o: { at: new Date(startOfTime) } },
  ],
  ['an empty list', { l: [1] }, () => ({ l: [] }), { l: [] }],
  ['an empty object by _.set', { o: { a: 1 } }, () => ({ o: _.set({}) }), { o: {} }],
];

test.each(table)('doc().update: %s', async (_name, before, update, after) => {
  await items.add({ data: { _id: 'x', ...before } });
  const { stats } = await items.doc('x').update({ data: update() });
  expect(stats).toEqual({ updated: 1 });
  expect(await read()).toEqual(after);
});

test.each(table)('where().update: %s', async (_name, before, update, after) => {
  await items.add({ data: { _id: 'x', ...before } });
  const { stats } = await items.where({ _id: 'x' }).update({ data: update() });
  expect(stats).toEqual({ updated: 1 });
  expect(await read()).toEqual(after);
});

/** [what is done, the document, the update, the refusal] after which the document is as it was */
const refusals: Array<[string, object, () => object, RegExp]> = [
  [
    'inc of text',
    { n: 'x' },
    () => ({ n: _.inc(1) }),
    /Cannot apply \$inc to a value of non-numeric type\. \{_id: "x"\} has the field 'n' of non-numeric type string/,
  ],
  ['inc of null', { n: null }, () => ({ n: _.inc(1) }), /non-numeric type null/],
  ['inc by text', { n: 1 }, () => ({ n: _.inc('1') }), /Cannot increment with non-numeric argument: \{n: "1"\}/],
  ['mul of text', { n: 'x' }, () => ({ n: _.mul(1) }), /Cannot apply \$mul/],
  [
    'push onto a scalar',
    { l: 1 },
    () => ({ l: _.push([1]) }),
    /The field 'l' must be an array but is of type int in document \{_id: "x"\}/,
  ],
  [
    'addToSet onto a scalar',
    { l: 'x' },
    () => ({ l: _.addToSet(1) }),
    /Cannot apply \$addToSet to non-array field\. Field named 'l' has non-array type string/,
  ],
  ['pop of a scalar', { l: 'x' }, () => ({ l: _.pop() }), /Path 'l' contains an element of non-array type 'string'/],
  ['pull from a scalar', { l: 'x' }, () => ({ l: _.pull('x') }), /Cannot apply \$pull to a non-array value/],
  ['set through a scalar', { a: 5 }, () => ({ 'a.b': 1 }), /Cannot create field 'b' in element \{a: 5\}/],
  ['set through null', { a: null }, () => ({ 'a.b': 1 }), /Cannot create field 'b' in element \{a: null\}/],
  ['set by name into an array', { a: [1] }, () => ({ 'a.b': 1 }), /Cannot create field 'b' in element \{a: \[ 1 \]\}/],
  [
    'two operators on one path',
    { a: 1 },
    () => ({ a: _.inc(1), 'a.b': 2 }),
    /Updating the path 'a(\.b)?' would create a conflict at 'a'/,
  ],
  ['rename to itself', { a: 1 }, () => ({ a: _.rename('a') }), /The source and target field for \$rename must differ/],
  [
    'rename of an element',
    { l: [{ a: 1 }] },
    () => ({ 'l.0.a': _.rename('b') }),
    /The source field cannot be an array element/,
  ],
  ['bit of a fraction', { n: 1.5 }, () => ({ n: _.bit({ and: 1 }) }), /Cannot apply \$bit/],
  ['bit by an unknown operation', { n: 1 }, () => ({ n: _.bit({ nand: 1 }) }), /only supports 'and', 'or', and 'xor'/],
  [
    'push with a slice that is no number',
    { l: [] },
    () => ({ l: _.push({ each: [1], slice: 'x' }) }),
    /The value for \$slice must be an integer/,
  ],
  [
    'push with each that is no list',
    { l: [] },
    () => ({ l: _.push({ each: 1 }) }),
    /The argument to \$each in \$push must be an array/,
  ],
  ['an empty field name', {}, () => ({ 'a..b': 1 }), /contains an empty field name/],
  ['nothing to change', { a: 1 }, () => ({ a: {} }), /The update is empty/],
];

test.each(refusals)('refused: %s', async (_name, before, update, text) => {
  await items.add({ data: { _id: 'x', ...before } });
  expect(await refusalOf(items.doc('x').update({ data: update() }))).toMatch(text);
  expect(await read()).toEqual(before);
});

describe('what is counted', () => {
  test('a change that changes nothing', async () => {
    await items.add({ data: { _id: 'x', n: 1 } });
    expect((await items.doc('x').update({ data: { n: 1 } })).stats.updated).toBe(0);
  });
  test('a document that is not there', async () => {
    expect((await items.doc('none').update({ data: { n: 1 } })).stats.updated).toBe(0);
    expect((await items.doc('none').remove()).stats.removed).toBe(0);
    expect((await items.count()).total).toBe(0);
  });
  test('all documents that match', async () => {
    for (let n = 0; n < 5; n++) await items.add({ data: { n } });
    expect((await items.where({ n: _.gte(2) }).update({ data: { hit: true } })).stats.updated).toBe(3);
    expect((await items.where({ hit: true }).count()).total).toBe(3);
    expect((await items.where({ hit: true }).remove()).stats.removed).toBe(3);
    expect((await items.count()).total).toBe(2);
  });
  test('a guarded update', async () => {
    await items.add({ data: { _id: 'x', stock: 2 } });
    const take = () => items.where({ _id: 'x', stock: _.gte(1) }).update({ data: { stock: _.inc(-1) } });
    const taken = await Promise.all([take(), take(), take()]);
    expect(taken.map(({ stats }) => stats.updated).sort()).toEqual([0, 1, 1]);
    expect(await read()).toEqual({ stock: 0 });
  });
});

describe('the element that the query matched', () => {
  test('is changed by $', async () => {
    await items.add({
      data: {
        _id: 'x',
        l: [
          { k: 'a', n: 1 },
          { k: 'b', n: 1 },
        ],
      },
    });
    await items.where({ 'l.k': 'b' }).update({ data: { 'l.$.n': _.inc(5) } });
    expect(await read()).toEqual({
      l: [
        { k: 'a', n: 1 },
        { k: 'b', n: 6 },
      ],
    });
  });
  test('by elemMatch', async () => {
    await items.add({
      data: {
        _id: 'x',
        l: [
          { k: 'a', n: 1 },
          { k: 'a', n: 2 },
        ],
      },
    });
    await items.where({ l: _.elemMatch({ k: 'a', n: _.gt(1) }) }).update({ data: { 'l.$.n': 9 } });
    expect(await read()).toEqual({
      l: [
        { k: 'a', n: 1 },
        { k: 'a', n: 9 },
      ],
    });
  });
  test('is refused when the query names no array', async () => {
    await items.add({ data: { _id: 'x', l: [1] } });
    expect(await refusalOf(items.where({ _id: 'x' }).update({ data: { 'l.$': 9 } }))).toMatch(/positional operator/);
  });
  test('all of them by $[]', async () => {
    await items.add({ data: { _id: 'x', l: [1, 2] } });
    await items.where({ _id: 'x' }).update({ data: { 'l.$[]': _.inc(1) } });
    expect(await read()).toEqual({ l: [2, 3] });
  });
});

describe('set', () => {
  test('replaces the document', async () => {
    await items.add({ data: { _id: 'x', a: 1, b: 2 } });
    expect((await items.doc('x').set({ data: { c: 3 } })).stats).toEqual({ created: 0, updated: 1 });
    expect(await read()).toEqual({ c: 3 });
  });
  test('makes it when it is not there', async () => {
    const { stats, _id } = await items.doc('x').set({ data: { c: 3 } });
    expect({ stats, _id }).toEqual({ stats: { created: 1, updated: 0 }, _id: 'x' });
    expect(await read()).toEqual({ c: 3 });
  });
  test('counts as an update even when nothing differs', async () => {
    await items.doc('x').set({ data: { c: 3 } });
    expect((await items.doc('x').set({ data: { c: 3 } })).stats.updated).toBe(1);
  });
});

describe('add', () => {
  test('gives an id of 32 hex digits', async () => {
    expect((await items.add({ data: {} }))._id).toMatch(/^[0-9a-f]{32}$/);
  });
  test('keeps every kind of value', async () => {
    const data = {
      _id: 'x',
      text: '苹果 \u{1F34E}',
      integer: 1299,
      negative: -3,
      fraction: 1.5,
      large: 9007199254740991,
      beyond: 1e300,
      nothing: null,
      yes: true,
      date: new Date(1700000000000),
      early: new Date(-1),
      list: [1, 'a', [2, [3]], { b: null }],
      empty: {},
      none: [],
      nested: { a: { b: { c: [{ d: 1 }] } } },
    };
    await items.add({ data });
    expect((await items.doc('x').get()).data).toEqual(data);
  });
  test('leaves undefined fields out', async () => {
    await items.add({ data: { _id: 'x', a: undefined, b: 1 } });
    expect(await read()).toEqual({ b: 1 });
  });
  test('refuses an id that is taken', async () => {
    await items.add({ data: { _id: 'x' } });
    expect(await refusalOf(items.add({ data: { _id: 'x' } }))).toMatch(
      /-502001.*\[FailedOperation\.Insert\].*E11000 duplicate key error collection: tnt-local\.items index: _id_ dup key: \{ _id: "x" \}/,
    );
  });
  test('takes a number as id, which is another than its text', async () => {
    await items.add({ data: { _id: 7, a: 1 } });
    await items.add({ data: { _id: '7', a: 2 } });
    expect((await items.doc(7).get()).data).toEqual({ _id: 7, a: 1 });
    expect((await items.doc('7').get()).data).toEqual({ _id: '7', a: 2 });
  });
  test('refuses names with a dollar', async () => {
    expect(await refusalOf(items.add({ data: { $k: 1 } }))).toMatch(/\$ prefixed field/);
    expect(await refusalOf(items.add({ data: { a: { $k: 1 } } }))).toMatch(/prefixed field '\$k' in 'a\.\$k'/);
  });
  test('refuses __proto__', async () => {
    const data = JSON.parse('{"a":{"__proto__":{"polluted":1}}}');
    await items.add({ data }).catch(() => {});
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
  test('a field name with a dot is kept, as on the platform', async () => {
    await items.add({ data: { _id: 'x', 'key.': '1' } });
    expect(await read()).toEqual({ 'key.': '1' });
  });
  test('stamps one instant on all server dates of a document', async () => {
    await items.add({ data: { _id: 'x', at: cloud.db.serverDate(), later: cloud.db.serverDate({ offset: 3600000 }) } });
    expect(await read()).toEqual({ at: new Date(startOfTime), later: new Date(startOfTime + 3600000) });
  });
});
