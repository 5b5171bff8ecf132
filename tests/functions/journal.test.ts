// The books through the real SDK: what is new, what came before, what is another event under the same id.
import { join } from 'node:path';
import { readSchema } from '../../localcloud/schemaFile';
import { post, system } from '../../shared/ledger';
import { type CloudUnderTest, openCloud } from '../conformance/cloud';

type Journal = typeof import('../../cloudfunctions/_books/journal');
type Transactions = typeof import('../../cloudfunctions/_platform/transactions');

let under: CloudUnderTest;
let books: Journal;
let transact: Transactions['transact'];
beforeAll(async () => {
  const file = join(__dirname, '../../cloudfunctions/database.json');
  under = await openCloud({ schema: readSchema(file), strictTransactions: true });
  jest.isolateModules(() => {
    books = require('../../cloudfunctions/_books/journal');
    transact = require('../../cloudfunctions/_platform/transactions').transact;
  });
});
afterAll(() => under.close());

const entry = (id: string, cash: number) => ({
  id,
  kind: 'order.refundPaid',
  atMs: Date.UTC(2026, 0, 15, 8),
  order: { _id: 'O1', orderNo: 'MH1', memberId: 'U1' },
  postings: post('cash', system.sales, system.world, cash as never),
  lines: [
    {
      memberId: 'U1',
      kind: 'order.refund',
      asset: 'spendable',
      units: 5,
      plan: null,
      version: null,
      note: '',
      inputs: {},
    },
  ] as never,
});
const kept = (id: string) => under.endpoint.engine.find('journal', { _id: id });
const linesOf = (journalId: string) => under.endpoint.engine.find('lines', { journalId });

test('a new entry is written with its lines', async () => {
  await transact((transaction) => books.book(entry('a', 100), transaction));
  expect(kept('a')).toMatchObject([{ day: '2026-01-15', postings: [{ asset: 'cash', amount: 100 }] }]);
  expect(linesOf('a')).toMatchObject([{ _id: 'a:0', memberId: 'U1', orderNo: 'MH1' }]);
});

test('one that must be new and is not stops the action, and nothing is written', async () => {
  const again = transact(async (transaction) => {
    await books.book(entry('b', 100), transaction);
    await books.book(entry('a', 100), transaction);
  });
  await expect(again).rejects.toThrow('a: booked before, and was to be new');
  expect(kept('b')).toEqual([]);
  expect(linesOf('b')).toEqual([]);
});

test('an event that comes twice is one', async () => {
  const once = () => transact((transaction) => books.bookOnce(entry('c', 7), transaction));
  expect([await once(), await once(), await once()]).toEqual(['new', 'repeated', 'repeated']);
  expect(linesOf('c')).toHaveLength(1);
});

test('another event under the same id stops the action', async () => {
  const other = transact((transaction) => books.bookOnce(entry('c', 8), transaction));
  await expect(other).rejects.toThrow('c was booked before, for another event');
  expect(kept('c')).toMatchObject([{ postings: [{ amount: 7 }] }]);
});
