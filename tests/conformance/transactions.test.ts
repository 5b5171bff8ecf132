import { type Any, type CloudUnderTest, openCloud, refusalOf } from './cloud';

const conflict =
  /\[ResourceUnavailable\.TransactionConflict\] Transaction is conflict, maybe resource operated by others\. Please check your request, but if the problem persists, contact us\./;
const missing =
  /\[ResourceUnavailable\.TransactionNotExist\] Transaction does not exist on the server, transaction must be commit or abort in 30 seconds\. Please check your request, but if the problem persists, contact us\./;

let cloud: CloudUnderTest;
let db: Any;
let _: Any;
let accounts: Any;

beforeAll(async () => {
  cloud = await openCloud({
    schema: {
      collections: { phones: { indexes: [{ name: 'phone', fields: [{ field: 'phone', order: 1 }], unique: true }] } },
    },
    limits: { writeWaitMs: 50, transactionWrites: 20, writeBytes: 5000 },
  });
  db = cloud.db;
  _ = db.command;
});
beforeEach(async () => {
  accounts = await cloud.fresh('accounts', [
    { _id: 'A', money: 100 },
    { _id: 'B', money: 0 },
  ]);
  await cloud.fresh('phones');
});
afterAll(() => cloud.close());

const moneyOf = async (id: string): Promise<number> => (await accounts.doc(id).get()).data.money;
const at = (transaction: Any, id: string): Any => transaction.collection('accounts').doc(id);

describe('runTransaction', () => {
  test("commits what it wrote, and gives the callback's result", async () => {
    const result = await db.runTransaction(async (transaction: Any) => {
      const { data } = await at(transaction, 'A').get();
      await at(transaction, 'A').update({ data: { money: _.inc(-10) } });
      await at(transaction, 'B').update({ data: { money: _.inc(10) } });
      await transaction.collection('accounts').add({ data: { _id: 'log', amount: 10 } });
      return data.money;
    });
    expect(result).toBe(100);
    expect([await moneyOf('A'), await moneyOf('B')]).toEqual([90, 10]);
    expect((await accounts.doc('log').get()).data).toEqual({ _id: 'log', amount: 10 });
  });

  test('rolls back when the callback throws', async () => {
    const error = await db
      .runTransaction(async (transaction: Any) => {
        await at(transaction, 'A').update({ data: { money: 0 } });
        throw new Error('thought better of it');
      })
      .catch((caught: Error) => caught);
    expect(error.message).toBe('thought better of it');
    expect(await moneyOf('A')).toBe(100);
  });

  test('rolls back on demand, with a reason', async () => {
    const reason = await db
      .runTransaction(async (transaction: Any) => {
        await at(transaction, 'A').update({ data: { money: 0 } });
        await transaction.rollback('luke');
      })
      .catch((caught: unknown) => caught);
    expect(reason).toBe('luke');
    expect(await moneyOf('A')).toBe(100);
  });
});

describe('what a transaction sees', () => {
  test('its own writes; others do not see them', async () => {
    const transaction = await db.startTransaction();
    await at(transaction, 'A').update({ data: { money: 5 } });
    await at(transaction, 'C').set({ data: { money: 1 } });
    await at(transaction, 'B').remove();
    expect((await at(transaction, 'A').get()).data.money).toBe(5);
    expect((await at(transaction, 'C').get()).data).toEqual({ _id: 'C', money: 1 });
    expect(await refusalOf(at(transaction, 'B').get())).toMatch(/cannot find document|null|not/i);
    expect(await moneyOf('A')).toBe(100);
    expect((await accounts.count()).total).toBe(2);
    await transaction.rollback();
    expect(await moneyOf('A')).toBe(100);
    expect(await moneyOf('B')).toBe(0);
  });

  test('the documents as they were at its first operation', async () => {
    const transaction = await db.startTransaction();
    expect((await at(transaction, 'A').get()).data.money).toBe(100);
    await accounts.doc('A').set({ data: { money: 7 } });
    await accounts.doc('B').update({ data: { money: 8 } });
    await accounts.add({ data: { _id: 'C', money: 9 } });
    expect((await at(transaction, 'A').get()).data.money).toBe(100);
    expect((await at(transaction, 'B').get()).data.money).toBe(0);
    expect(await refusalOf(at(transaction, 'C').get())).toBeTruthy();
    await transaction.commit();
    expect(await moneyOf('A')).toBe(7);
  });
});

describe('the first writer wins', () => {
  test("another transaction fails at once, with the platform's text", async () => {
    const [first, second] = [await db.startTransaction(), await db.startTransaction()];
    await at(first, 'A').get();
    await at(second, 'A').get();
    await at(first, 'A').update({ data: { money: 91 } });
    const text = await refusalOf(at(second, 'A').update({ data: { money: 92 } }));
    expect(text).toMatch(conflict);
    expect(text).toMatch(/-501001/);
    await second.rollback();
    await first.commit();
    expect(await moneyOf('A')).toBe(91);
  });

  test("a transaction that read before another's write may not write over it", async () => {
    const [first, second] = [await db.startTransaction(), await db.startTransaction()];
    await at(first, 'A').get();
    await at(second, 'A').update({ data: { money: 1 } });
    await second.commit();
    expect(await refusalOf(at(first, 'A').update({ data: { money: _.inc(1) } }))).toMatch(conflict);
    expect(await moneyOf('A')).toBe(1);
  });

  test('nor over a plain write', async () => {
    const transaction = await db.startTransaction();
    await at(transaction, 'A').get();
    await accounts.doc('A').update({ data: { money: 7 } });
    expect(await refusalOf(at(transaction, 'A').remove())).toMatch(conflict);
    expect(await moneyOf('A')).toBe(7);
  });

  test('two of them adding the same id', async () => {
    const [first, second] = [await db.startTransaction(), await db.startTransaction()];
    await first.collection('accounts').add({ data: { _id: 'N', money: 1 } });
    expect(await refusalOf(second.collection('accounts').add({ data: { _id: 'N', money: 2 } }))).toMatch(conflict);
    await first.commit();
    expect(await moneyOf('N')).toBe(1);
  });

  test('two of them taking the same unique key', async () => {
    const [first, second] = [await db.startTransaction(), await db.startTransaction()];
    await first.collection('phones').add({ data: { phone: '138' } });
    expect(await refusalOf(second.collection('phones').add({ data: { phone: '138' } }))).toMatch(conflict);
    await first.commit();
    expect((await db.collection('phones').count()).total).toBe(1);
  });

  test('writes to different documents do not disturb each other (write skew is possible)', async () => {
    const [first, second] = [await db.startTransaction(), await db.startTransaction()];
    await at(first, 'A').get();
    await at(second, 'B').get();
    await at(first, 'B').update({ data: { money: 1 } });
    await at(second, 'A').update({ data: { money: 2 } });
    await first.commit();
    await second.commit();
    expect([await moneyOf('A'), await moneyOf('B')]).toEqual([2, 1]);
  });
});

describe('a plain write on a document that a transaction holds', () => {
  test('waits for the commit and works on its result', async () => {
    const transaction = await db.startTransaction();
    await at(transaction, 'A').update({ data: { money: 50 } });
    const waiting = accounts.doc('A').update({ data: { money: _.inc(1) } });
    await transaction.commit();
    expect((await waiting).stats.updated).toBe(1);
    expect(await moneyOf('A')).toBe(51);
  });

  test('matches anew after the wait', async () => {
    const transaction = await db.startTransaction();
    await at(transaction, 'A').update({ data: { money: 0 } });
    const waiting = accounts.where({ _id: 'A', money: _.gte(50) }).update({ data: { money: _.inc(-50) } });
    await transaction.commit();
    expect((await waiting).stats.updated).toBe(0);
    expect(await moneyOf('A')).toBe(0);
  });

  test('goes on after a rollback', async () => {
    const transaction = await db.startTransaction();
    await at(transaction, 'A').remove();
    const waiting = accounts.doc('A').update({ data: { money: _.inc(1) } });
    await transaction.rollback();
    await waiting;
    expect(await moneyOf('A')).toBe(101);
  });

  test('an insert of an id that a transaction is adding fails once it is there', async () => {
    const transaction = await db.startTransaction();
    await transaction.collection('accounts').add({ data: { _id: 'N', money: 1 } });
    const waiting = refusalOf(accounts.add({ data: { _id: 'N', money: 2 } }));
    await transaction.commit();
    expect(await waiting).toMatch(/E11000/);
  });

  test('does not wait for ever', async () => {
    const transaction = await db.startTransaction();
    await at(transaction, 'A').update({ data: { money: 50 } });
    expect(await refusalOf(accounts.doc('A').update({ data: { money: 1 } }))).toMatch(
      /\[ResourceUnavailable\.TransactionBusy\] Transaction is busy\./,
    );
    await transaction.commit();
    expect(await moneyOf('A')).toBe(50);
  });
});

describe('the end of a transaction', () => {
  test('after the commit nothing more may be done', async () => {
    const transaction = await db.startTransaction();
    await transaction.commit();
    expect(await refusalOf(at(transaction, 'A').set({ data: { money: 1 } }))).toMatch(missing);
    expect(await refusalOf(transaction.commit())).toMatch(missing);
  });

  test('after 30 s it is gone, and what it held is free', async () => {
    const transaction = await db.startTransaction();
    await at(transaction, 'A').update({ data: { money: 50 } });
    cloud.advance(29_999);
    expect((await at(transaction, 'A').get()).data.money).toBe(50);
    cloud.advance(1);
    expect(await refusalOf(transaction.commit())).toMatch(missing);
    await accounts.doc('A').update({ data: { money: 1 } });
    expect(await moneyOf('A')).toBe(1);
  });

  test('a failure inside it aborts it, as in MongoDB', async () => {
    const transaction = await db.startTransaction();
    await at(transaction, 'A').update({ data: { money: 50 } });
    expect(await refusalOf(transaction.collection('accounts').add({ data: { _id: 'B' } }))).toMatch(/E11000/);
    expect(await refusalOf(transaction.commit())).toMatch(missing);
    expect(await moneyOf('A')).toBe(100);
  });

  test('an unknown collection', async () => {
    const transaction = await db.startTransaction();
    expect(await refusalOf(transaction.collection('none').doc('A').get())).toMatch(/Db or Table not exist: none/);
  });

  test('a transaction that writes too much is refused', async () => {
    const transaction = await db.startTransaction();
    for (let i = 0; i < 20; i++) await transaction.collection('accounts').add({ data: { i } });
    expect(await refusalOf(transaction.collection('accounts').add({ data: {} }))).toMatch(/at most 20 documents/);
    expect((await accounts.count()).total).toBe(2);
  });

  test('a transaction that writes too many bytes is refused; what it writes again counts once', async () => {
    const transaction = await db.startTransaction();
    for (let i = 0; i < 5; i++) await at(transaction, 'A').set({ data: { text: 'x'.repeat(3000 + i) } });
    expect(await refusalOf(at(transaction, 'B').set({ data: { text: 'x'.repeat(3000) } }))).toMatch(
      /at most 5000 bytes: write it in several transactions/,
    );
    expect(await moneyOf('B')).toBe(0);
  });
});

test('200 buyers take 50 pieces by guarded updates: exactly 50 get one', async () => {
  await accounts.doc('A').set({ data: { stock: 50 } });
  const buy = () => accounts.where({ _id: 'A', stock: _.gte(1) }).update({ data: { stock: _.inc(-1) } });
  const bought = await Promise.all(Array.from({ length: 200 }, buy));
  expect(bought.filter(({ stats }: Any) => stats.updated === 1)).toHaveLength(50);
  expect((await accounts.doc('A').get()).data.stock).toBe(0);
});

test('many transfers at once, conflicts retried: no money appears or is lost', async () => {
  await cloud.fresh(
    'accounts',
    ['A', 'B', 'C', 'D'].map((_id) => ({ _id, money: 100 })),
  );
  let retried = 0;
  const transfer = async (from: string, to: string, amount: number): Promise<void> => {
    for (;;) {
      const transaction = await db.startTransaction();
      try {
        const { money } = (await at(transaction, from).get()).data;
        await at(transaction, from).update({ data: { money: money - amount } });
        await at(transaction, to).update({ data: { money: _.inc(amount) } });
        return await transaction.commit();
      } catch (error) {
        if (!conflict.test((error as Error).message)) throw error;
        retried += 1;
        await transaction.rollback();
      }
    }
  };
  const names = ['A', 'B', 'C', 'D'];
  await Promise.all(Array.from({ length: 24 }, (_unused, i) => transfer(names[i % 4]!, names[(i * 3 + 1) % 4]!, i)));
  const { data } = await accounts.where({ _id: _.in(names) }).get();
  expect(data.reduce((total: number, row: Any) => total + row.money, 0)).toBe(400);
  expect(retried).toBeGreaterThan(0);
});
