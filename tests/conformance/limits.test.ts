import { openEngine } from '../../localcloud/engine';
import { type Any, type CloudUnderTest, openCloud, refusalOf } from './cloud';

let cloud: CloudUnderTest;
let rows: Any;

beforeAll(async () => {
  cloud = await openCloud({
    schema: {
      collections: {
        members: {
          indexes: [
            { name: 'phone', fields: [{ field: 'phone', order: 1 }], unique: true },
            {
              name: 'shop_code',
              fields: [
                { field: 'shop', order: 1 },
                { field: 'code', order: -1 },
              ],
              unique: true,
            },
          ],
        },
        tags: { indexes: [{ name: 'tags', fields: [{ field: 'tags', order: 1 }], unique: true }] },
      },
    },
  });
  rows = await cloud.fresh('rows');
  await cloud.endpoint.engine.insert(
    'rows',
    Array.from({ length: 1000 }, (_unused, n) => ({ n })),
  );
  await cloud.endpoint.engine.insert(
    'rows',
    Array.from({ length: 5 }, (_unused, n) => ({ n: 1000 + n })),
  );
});
afterAll(() => cloud.close());

describe('rows', () => {
  test('get gives 100 without a limit', async () => expect((await rows.get()).data).toHaveLength(100));
  test('get gives as many as asked', async () => expect((await rows.limit(101).get()).data).toHaveLength(101));
  test('get gives 1000 at most', async () => expect((await rows.limit(1001).get()).data).toHaveLength(1000));
  test('skip goes beyond', async () => expect((await rows.skip(1000).limit(1000).get()).data).toHaveLength(5));
  test('count counts all', async () => expect((await rows.count()).total).toBe(1005));
  test('aggregate gives 20 without a limit', async () =>
    expect((await rows.aggregate().match({}).end()).list).toHaveLength(20));
  test('aggregate gives as many as asked', async () =>
    expect((await rows.aggregate().match({}).limit(300).end()).list).toHaveLength(300));
});

describe('sizes', () => {
  test('a document of 16 MB is refused, whether added or grown', async () => {
    const collection = await cloud.fresh('large');
    const part = 'x'.repeat(4 * 1024 * 1024);
    const { engine } = cloud.endpoint;
    const whole = { a: part, b: part, c: part, d: part };
    await expect(engine.insert('large', [whole])).rejects.toThrow(/object to insert too large/);
    await collection.add({ data: { _id: 'x', a: part } });
    for (const name of ['b', 'c']) await collection.doc('x').update({ data: { [name]: part } });
    expect(await refusalOf(collection.doc('x').update({ data: { d: part } }))).toMatch(/larger than 16777216/);
    expect((await collection.where({ _id: 'x' }).field({ d: 1 }).get()).data).toEqual([{ _id: 'x' }]);
  });
  test('an answer of more than 1 MB is refused', async () => {
    const collection = await cloud.fresh('wide');
    for (let i = 0; i < 3; i++) await collection.add({ data: { text: 'x'.repeat(400_000) } });
    expect((await collection.limit(2).get()).data).toHaveLength(2);
    expect(await refusalOf(collection.get())).toMatch(/larger than 1048576 bytes/);
    expect(await refusalOf(collection.aggregate().match({}).end())).toMatch(/larger than 1048576 bytes/);
    expect((await collection.field({ _id: true }).get()).data).toHaveLength(3);
  });
  test('a document nested too deep is refused', async () => {
    let data: object = {};
    for (let i = 0; i < 110; i++) data = { a: data };
    expect(await refusalOf(rows.add({ data }))).toMatch(/levels deep/);
  });
});

describe('writes', () => {
  const many = Array.from({ length: 1001 }, (_unused, n) => ({ _id: `n${n}`, n }));
  test('one request may add 1001 documents, one transaction too', async () => {
    const collection = await cloud.fresh('many');
    expect(await cloud.endpoint.engine.insert('many', many)).toHaveLength(1001);
    await collection.where({}).remove();
    const transaction = await cloud.db.startTransaction();
    for (const data of many) await transaction.collection('many').add({ data });
    await transaction.commit();
    expect((await collection.count()).total).toBe(1001);
  });
  test('more documents, or more bytes, than the limits are refused whole', async () => {
    const engine = openEngine({
      dataDir: null,
      now: () => 0,
      schema: { collections: { rows: {} } },
      limits: { insertDocuments: 3, writeBytes: 5 * 1024 * 1024 },
    });
    const text = 'x'.repeat(3 * 1024 * 1024);
    await expect(engine.insert('rows', [{}, {}, {}, {}])).rejects.toThrow(/at most 3 documents, this one has 4/);
    await expect(engine.insert('rows', [{ text }, { text }])).rejects.toThrow(/at most 5242880 bytes/);
    expect(() => engine.transactions.insert(engine.transactions.begin(null), 'rows', [{ text }, { text }])).toThrow(
      /at most 5242880 bytes/,
    );
    expect(engine.count('rows')).toBe(0);
    await engine.insert('rows', [{ text }]);
    await engine.close();
  });
});

describe('unique indexes', () => {
  let members: Any;
  beforeEach(async () => {
    members = await cloud.fresh('members', [{ _id: 'a', phone: '1', shop: 's', code: 1 }]);
  });
  test('a second document with the key is refused', async () => {
    expect(await refusalOf(members.add({ data: { phone: '1', shop: 's', code: 2 } }))).toMatch(
      /E11000 duplicate key error collection: tnt-local\.members index: phone dup key: \{ phone: "1" \}/,
    );
  });
  test('two missing values collide', async () => {
    await members.add({ data: { shop: 't', code: 1 } });
    expect(await refusalOf(members.add({ data: { shop: 't', code: 2 } }))).toMatch(
      /index: phone dup key: \{ phone: null \}/,
    );
  });
  test('a compound key', async () => {
    expect(await refusalOf(members.add({ data: { phone: '2', shop: 's', code: 1 } }))).toMatch(
      /index: shop_code dup key: \{ shop: "s", code: 1 \}/,
    );
    await members.add({ data: { phone: '2', shop: 's', code: 2 } });
  });
  test('an update onto a taken key is refused and changes nothing', async () => {
    await members.add({ data: { _id: 'b', phone: '2', shop: 's', code: 2 } });
    expect(await refusalOf(members.doc('b').update({ data: { phone: '1', n: 1 } }))).toMatch(
      /\[FailedOperation\.Update\].*E11000/,
    );
    expect(await refusalOf(members.doc('b').set({ data: { phone: '1', shop: 'x' } }))).toMatch(/E11000/);
    expect((await members.doc('b').get()).data).toEqual({ _id: 'b', phone: '2', shop: 's', code: 2 });
  });
  test('the key is free once its document is gone or has another', async () => {
    await members.doc('a').update({ data: { phone: '9' } });
    await members.add({ data: { _id: 'b', phone: '1', shop: 's', code: 2 } });
    await members.doc('b').remove();
    await members.add({ data: { _id: 'c', phone: '1', shop: 's', code: 2 } });
    expect((await members.count()).total).toBe(2);
  });
  test('a document keeps its own key', async () => {
    await members.doc('a').update({ data: { n: 1 } });
    await members.doc('a').set({ data: { phone: '1', shop: 's', code: 1, n: 2 } });
    expect((await members.doc('a').get()).data.n).toBe(2);
  });
  test('many documents cannot be given one key; what came before the failure stays, as in MongoDB', async () => {
    await members.add({ data: { _id: 'b', phone: '2', shop: 's', code: 2 } });
    expect(await refusalOf(members.where({ shop: 's' }).update({ data: { phone: '7' } }))).toMatch(/E11000/);
    expect((await members.where({ phone: '7' }).count()).total).toBe(1);
  });
  test('elements of arrays are keys', async () => {
    const tags = await cloud.fresh('tags', [{ tags: ['a', 'b', 'a'] }]);
    expect(await refusalOf(tags.add({ data: { tags: ['c', 'b'] } }))).toMatch(/E11000/);
    await tags.add({ data: { tags: ['c', 'd'] } });
  });
  test('a key may move within a transaction', async () => {
    const transaction = await cloud.db.startTransaction();
    const inside = transaction.collection('members');
    await inside.doc('a').remove();
    await inside.add({ data: { _id: 'b', phone: '1', shop: 's', code: 1 } });
    await transaction.commit();
    expect((await members.where({ phone: '1' }).get()).data.map((row: Any) => row._id)).toEqual(['b']);
    expect(await refusalOf(members.add({ data: { phone: '1', shop: 'z' } }))).toMatch(/E11000/);
  });
});
