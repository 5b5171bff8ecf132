import { type Any, type CloudUnderTest, openCloud, refusalOf } from './cloud';

// The SDK reads the caller's token from the environment at each request, so one file has one caller.
let cloud: CloudUnderTest;
beforeAll(async () => {
  cloud = await openCloud({ token: 'invocation-1', strictTransactions: true });
  await cloud.fresh('accounts', [{ _id: 'A', money: 1 }]);
});
afterAll(() => cloud.close());

describe('an invocation with a transaction open, where transactions are strict', () => {
  const calls: Array<[string, (collection: Any) => Promise<unknown>]> = [
    ['where().update', (collection) => collection.where({ money: 1 }).update({ data: { money: 2 } })],
    ['where().remove', (collection) => collection.where({ money: 1 }).remove()],
    ['where().count', (collection) => collection.where({ money: 1 }).count()],
    ['aggregate', (collection) => collection.aggregate().match({}).end()],
  ];
  test.each(calls)('may not call %s, which would run outside and survive a rollback', async (name, call) => {
    const collection = cloud.db.collection('accounts');
    const transaction = await cloud.db.startTransaction();
    expect(await refusalOf(call(collection))).toContain(`${name} does not take part in a transaction`);
    await transaction.rollback();
    await call(collection);
    await collection.doc('A').set({ data: { money: 1 } });
  });

  test('may not query in it', async () => {
    const transaction = await cloud.db.startTransaction();
    expect(await refusalOf(transaction.collection('accounts').where({ money: 1 }).get())).toMatch(
      /where\(\)\.get does not take part in a transaction/,
    );
    await transaction.rollback();
  });

  test('its transactions are aborted when it ends', async () => {
    const { transactions } = cloud.endpoint.engine;
    const transaction = await cloud.db.startTransaction();
    await transaction
      .collection('accounts')
      .doc('A')
      .update({ data: { money: 9 } });
    transactions.abortAllOf('another');
    expect(transactions.isOpenIn('invocation-1')).toBe(true);
    transactions.abortAllOf('invocation-1');
    expect(await refusalOf(transaction.commit())).toMatch(/TransactionNotExist/);
    expect((await cloud.db.collection('accounts').doc('A').get()).data.money).toBe(1);
  });
});
