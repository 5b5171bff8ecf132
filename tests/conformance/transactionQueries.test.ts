import { type Any, type CloudUnderTest, openCloud, refusalOf } from './cloud';

let cloud: CloudUnderTest;
let db: Any;
let _: Any;
let rows: Any;

beforeAll(async () => {
  cloud = await openCloud({
    schema: { collections: { rows: { indexes: [{ name: 'n', fields: [{ field: 'n', order: 1 }] }] } } },
  });
  db = cloud.db;
  _ = db.command;
});
beforeEach(async () => {
  rows = await cloud.fresh(
    'rows',
    [1, 2, 3, 4].map((n) => ({ _id: `r${n}`, n, kind: 'old' })),
  );
});
afterAll(() => cloud.close());

const inside = (transaction: Any): Any => transaction.collection('rows');
const idsOf = async (query: Any): Promise<string[]> => (await query.get()).data.map((row: Any) => row._id);

describe('a query in a transaction', () => {
  test("finds the transaction's own writes, which nobody else finds", async () => {
    const transaction = await db.startTransaction();
    await inside(transaction).add({ data: { _id: 'r5', n: 5, kind: 'new' } });
    await inside(transaction)
      .doc('r1')
      .update({ data: { n: 9 } });
    await inside(transaction).doc('r2').remove();
    const all = () => inside(transaction).where({ n: _.gte(1) });
    expect(await idsOf(all().orderBy('n', 'asc'))).toEqual(['r3', 'r4', 'r5', 'r1']);
    expect(await idsOf(all().orderBy('n', 'desc').skip(1).limit(2))).toEqual(['r5', 'r4']);
    expect(await idsOf(inside(transaction).where({ n: 9 }))).toEqual(['r1']);
    expect(await idsOf(inside(transaction).where({ n: 1 }))).toEqual([]);
    expect(await idsOf(inside(transaction).where({ _id: _.in(['r1', 'r2', 'r5']) }))).toEqual(['r1', 'r5']);
    expect(await idsOf(inside(transaction))).toEqual(['r1', 'r3', 'r4', 'r5']);
    expect((await all().field({ kind: true }).limit(1).get()).data).toEqual([{ _id: expect.any(String), kind: 'old' }]);
    expect(await idsOf(rows.where({ n: _.gte(1) }).orderBy('n', 'asc'))).toEqual(['r1', 'r2', 'r3', 'r4']);
    await transaction.commit();
    expect(await idsOf(rows.where({ n: _.gte(1) }).orderBy('n', 'asc'))).toEqual(['r3', 'r4', 'r5', 'r1']);
  });

  test('finds the documents as they were when it began to read, whatever others have written', async () => {
    const transaction = await db.startTransaction();
    await idsOf(inside(transaction).where({ n: 1 }));
    await rows.doc('r1').update({ data: { n: 100 } });
    await rows.doc('r2').remove();
    await rows.add({ data: { _id: 'r6', n: 2 } });
    const other = await db.startTransaction();
    await inside(other)
      .doc('r3')
      .set({ data: { n: 300 } });
    await other.commit();
    expect(await idsOf(inside(transaction).orderBy('n', 'asc'))).toEqual(['r1', 'r2', 'r3', 'r4']);
    expect(await idsOf(inside(transaction).where({ n: _.lte(2) }))).toEqual(['r1', 'r2']);
    expect(await idsOf(inside(transaction).where({ n: 100 }))).toEqual([]);
    await transaction.rollback();
    expect(await idsOf(rows.where({ n: _.lte(4) }).orderBy('n', 'asc'))).toEqual(['r6', 'r4']);
  });

  test('does not hold what it read, but writing what another wrote since is a conflict', async () => {
    const transaction = await db.startTransaction();
    expect(await idsOf(inside(transaction).where({ kind: 'old' }))).toHaveLength(4);
    await rows.doc('r1').update({ data: { n: 10 } });
    await inside(transaction)
      .doc('r2')
      .update({ data: { n: 20 } });
    expect(
      await refusalOf(
        inside(transaction)
          .doc('r1')
          .update({ data: { n: 11 } }),
      ),
    ).toMatch(/TransactionConflict/);
    expect((await rows.doc('r1').get()).data.n).toBe(10);
    expect((await rows.doc('r2').get()).data.n).toBe(2);
  });

  test('that is no query aborts it, as any failure', async () => {
    const transaction = await db.startTransaction();
    await inside(transaction)
      .doc('r1')
      .update({ data: { n: 10 } });
    expect(
      await refusalOf(
        inside(transaction)
          .where({ n: { $nonsense: 1 } })
          .get(),
      ),
    ).toMatch(/unknown operator/);
    expect(await refusalOf(transaction.commit())).toMatch(/TransactionNotExist/);
  });

  test('where().update, remove, count and aggregate carry no transaction: they run outside it, as on the platform', async () => {
    const transaction = await db.startTransaction();
    await inside(transaction)
      .doc('r1')
      .update({ data: { kind: 'mine' } });
    await inside(transaction)
      .where({ _id: 'r2' })
      .update({ data: { kind: 'outside' } });
    await inside(transaction).where({ _id: 'r3' }).remove();
    expect((await inside(transaction).where({ kind: 'mine' }).count()).total).toBe(0);
    await transaction.rollback();
    expect((await rows.orderBy('n', 'asc').get()).data.map((row: Any) => row.kind)).toEqual(['old', 'outside', 'old']);
  });
});

describe('updateAndReturn in a transaction, which @cloudbase/node-sdk sends with it', () => {
  const ask = async (action: string, more: object = {}): Promise<Any> =>
    (await fetch(`${cloud.endpoint.url}/admin`, { method: 'POST', body: JSON.stringify({ action, ...more }) })).json();
  const change = (transactionId: string, query: object, data: object): Promise<Any> =>
    ask('database.modifyAndReturnDoc', {
      collectionName: 'rows',
      transactionId,
      query: JSON.stringify(query),
      data: JSON.stringify(data),
    });

  test('writes within it', async () => {
    const { transactionId } = await ask('database.startTransaction');
    const { data } = await change(transactionId, { n: { $gte: 4 } }, { $set: { n: 40 } });
    expect(data.updated).toBe(1);
    expect(JSON.parse(data.doc)).toMatchObject({ _id: 'r4', n: { $numberInt: '40' } });
    expect((await change(transactionId, { n: 4 }, { $set: { n: 41 } })).data).toEqual({ updated: 0, doc: null });
    await ask('database.abortTransaction', { transactionId });
    expect((await rows.doc('r4').get()).data.n).toBe(4);
  });
});
