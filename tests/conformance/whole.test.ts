import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { DatabaseSchema } from '../../localcloud/engine';
import { platformLimits } from '../../localcloud/engine/limits';
import { State } from '../../localcloud/engine/state';
import { forgetfulStore, SqliteStore, type Store } from '../../localcloud/engine/store/store';
import { Transactions } from '../../localcloud/engine/transactions';
import { Writes } from '../../localcloud/engine/writes';
import { Fault, imageOf, withFault } from './faults';

// A write is there whole or not at all, whatever throws at whatever of its steps.
const schema: DatabaseSchema = {
  collections: {
    rows: {
      indexes: [
        { name: 'key', fields: [{ field: 'key', order: 1 }], unique: true },
        {
          name: 'tags_n',
          fields: [
            { field: 'tags', order: -1 },
            { field: 'o.n', order: 1 },
          ],
        },
      ],
    },
    other: { indexes: [{ name: 'n', fields: [{ field: 'n', order: 1 }] }] },
  },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'whole-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Opened {
  state: State;
  writes: Writes;
  transactions: Transactions;
}

function open(store: Store, isStrict = true): Opened {
  const state = new State(store, schema, platformLimits, () => 0, isStrict);
  return { state, writes: new Writes(state), transactions: new Transactions(state) };
}

/** Some documents, so many that the sorted lists have several chunks, and a transaction that has seen them. */
async function filled(store: Store, isStrict = true): Promise<Opened> {
  const opened = open(store, isStrict);
  const rows = Array.from({ length: 560 }, (_unused, i) => ({
    _id: `r${i}`,
    key: i + 100,
    group: i % 300,
    o: { n: i },
  }));
  await opened.writes.insert('rows', rows);
  await opened.writes.insert('other', [{ _id: 'a', n: 1 }]);
  opened.transactions.get(opened.transactions.begin(null), 'other', 'a');
  return opened;
}

const operations: Array<[string, (opened: Opened) => Promise<unknown>]> = [
  [
    'an insert of many',
    ({ writes }) =>
      writes.insert('rows', [
        { _id: 'x', key: 'x', tags: ['a', 'b'] },
        { _id: 'y', key: 'y' },
      ]),
  ],
  ['an update of many', ({ writes }) => writes.update('rows', { group: 3 }, { $inc: { key: 10_000 } }, true, false)],
  [
    'an update of many by which an index gets several keys of one document',
    ({ writes }) => writes.update('rows', { group: 3 }, { $set: { tags: ['a', 'b'] } }, true, false),
  ],
  ['an upsert', ({ writes }) => writes.update('rows', { _id: 'x', key: 'x' }, { $set: { tags: ['a'] } }, true, true)],
  ['an update of one', ({ writes }) => writes.updateAndReturn('rows', { _id: 'r1' }, { $set: { key: 'x' } })],
  ['a set of a known document', ({ writes }) => writes.set('rows', 'r1', { key: 'x', tags: [1, 2] })],
  ['a set of a new document', ({ writes }) => writes.set('rows', 'x', { key: 'x' })],
  ['a removal of many', ({ writes }) => writes.remove('rows', { group: 3 }, true)],
  ['a removal of a whole chunk', ({ writes }) => writes.remove('rows', { key: { $lt: 400 } }, true)],
  [
    'a transaction',
    async ({ transactions }) => {
      const id = transactions.begin(null);
      transactions.insert(id, 'rows', [{ _id: 'x', key: 'x' }]);
      transactions.update(id, 'rows', 'r2', { $set: { key: 'y', tags: [1, 2] } });
      transactions.update(id, 'other', 'a', { $inc: { n: 1 } });
      transactions.remove(id, 'rows', 'r3');
      transactions.set(id, 'rows', 'r4', { key: 'z' });
      await transactions.commit(id);
    },
  ],
  [
    'an import',
    ({ state }) =>
      state.replaceAll(
        new Map([
          ['rows', [{ _id: 'x', key: 'x', tags: ['a', 'b'] }]],
          ['more', [{ _id: 'y' }]],
        ]),
      ),
  ],
  ['a reset', ({ state }) => state.replaceAll(new Map())],
  ['the making of a collection', ({ state }) => state.createCollection('more')],
  ['the making of a collection by its first write', ({ writes }) => writes.insert('more', [{ _id: 'x' }])],
];

describe.each([
  ['one step throws', false],
  ['every step from one on throws', true],
])('%s', (_name, isLasting) => {
  test.each(operations)('in %s', async (name, operate) => {
    // Made on first use where the collection is not declared: that is two writes, the second rests on the first.
    const isLax = name.includes('first write');
    const store = new SqliteStore(folder);
    const opened = await filled(store, !isLax);
    const { state, writes } = opened;
    // Hundreds of documents have thousands of steps: some of them, at every place of a document.
    const stride = name.includes('whole chunk') ? 307 : 1;
    let failures = 0;
    for (let at = 1; ; at += stride) {
      const before = imageOf(state);
      const { error, steps } = await withFault(store, at, isLasting, () => operate(opened));
      if (error === undefined) {
        expect(steps).toBeLessThan(at);
        break;
      }
      expect(error).toBeInstanceOf(Fault);
      failures += 1;
      if (!isLax) expectSame(imageOf(state), before);
      else expect(state.collections.get('more')?.rows.size ?? 0).toBe(0);
    }
    expect(failures).toBeGreaterThan(0);
    // Rows go on being counted from where they were, and the next write works.
    const numbers = [...state.collections.values()].flatMap(({ rows }) => [...rows.values()].map((row) => row.number));
    await writes.insert('other', [{ _id: 'next', n: 2 }]);
    expect(state.collections.get('other')!.rows.get('next')!.number).toBeLessThanOrEqual(Math.max(564, ...numbers) + 1);
    const after = imageOf(state) as { collections: unknown };
    await store.close();
    const again = new SqliteStore(folder);
    const reopened = imageOf(open(again).state) as { collections: unknown };
    expect(sorted(withoutMultikey(reopened.collections))).toEqual(sorted(withoutMultikey(after.collections)));
    await again.close();
  });
});

/** Fast where nothing differs, which is nearly always, and telling where something does. */
function expectSame(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toStrictEqual(expected);
}

/** An index stays multikey when the document that made it so has gone; a reopened one begins anew. */
const withoutMultikey = (collections: unknown): Array<{ name: string }> =>
  JSON.parse(JSON.stringify(collections, (key, value) => (key === 'isMultikey' ? undefined : value)));
const sorted = (collections: Array<{ name: string }>) => collections.sort((a, b) => (a.name < b.name ? -1 : 1));

test('a commit that throws ends its transaction: nothing stays locked, and its rollback is no error', async () => {
  const { transactions, writes, state } = open(forgetfulStore);
  const id = transactions.begin(null);
  transactions.insert(id, 'rows', [{ _id: 'x', key: 'x' }]);
  const { error } = await withFault({ ...forgetfulStore }, 1, false, () => transactions.commit(id));
  expect(error).toBeInstanceOf(Fault);
  expect([...state.locks]).toEqual([]);
  expect(() => transactions.abort(id)).not.toThrow();
  await writes.insert('rows', [{ _id: 'x', key: 'x' }]);
});

describe('a store that cannot keep a write', () => {
  /** Takes writes, and keeps none of them until it is told what becomes of them. */
  function slowStore(): { store: Store; end: (failure?: Error) => void } {
    let waiting: Array<{ resolve: () => void; reject: (error: Error) => void }> = [];
    return {
      store: {
        ...forgetfulStore,
        write: () => new Promise<void>((resolve, reject) => waiting.push({ resolve, reject })),
      },
      end: (failure) => {
        for (const { resolve, reject } of waiting) failure ? reject(failure) : resolve();
        waiting = [];
      },
    };
  }

  test.each(operations)('takes %s out of memory again', async (name, operate) => {
    const { store, end } = slowStore();
    const isLax = name.includes('first write');
    const ready = filled(store, !isLax);
    const ending = setInterval(end, 0);
    const opened = await ready;
    clearInterval(ending);
    const before = imageOf(opened.state) as { collections: unknown };
    const written = operate(opened);
    const failure = new Error('the disk is full');
    setImmediate(() => end(failure));
    await expect(written).rejects.toBe(failure);
    expect((imageOf(opened.state) as typeof before).collections).toEqual(before.collections);
    expect(opened.state.locks.size).toBe(0);
  });

  test('and with it what was written upon it', async () => {
    const { store, end } = slowStore();
    const { state, writes } = open(store);
    end();
    const first = writes.insert('rows', [{ _id: 'kept', key: 0 }]);
    end();
    await first;
    const before = imageOf(state);
    const all = [
      writes.insert('rows', [{ _id: 'x', key: 1 }]),
      writes.update('rows', { _id: 'x' }, { $set: { key: 2 } }, false, false),
      writes.remove('rows', { _id: 'kept' }, false),
      writes.insert('rows', [{ _id: 'kept', key: 1 }]),
    ];
    end(new Error('the disk is full'));
    for (const { status } of await Promise.allSettled(all)) expect(status).toBe('rejected');
    expect(imageOf(state)).toEqual(before);
    const next = writes.insert('rows', [{ _id: 'x', key: 1 }]);
    end();
    await next;
    expect([...state.collections.get('rows')!.rows.values()].map(({ number }) => number)).toEqual([1, 2]);
  });

  test('memory is then what the folder holds', async () => {
    const store = new SqliteStore(folder);
    const { state, writes } = await filled(store);
    const before = imageOf(state) as { collections: unknown };
    const written = writes.remove('rows', { group: 3 }, true);
    // Shares the commit, and names a collection that is not there.
    const spoilt = store.write([{ kind: 'put', collection: 'none', number: 9999, document: { _id: 'x' } }]);
    await expect(spoilt).rejects.toThrow(/could not be written/);
    await expect(written).rejects.toThrow(/could not be written/);
    await expect(writes.insert('rows', [{ _id: 'x', key: 'x' }])).rejects.toThrow(/Nothing more is accepted/);
    expect((imageOf(state) as typeof before).collections).toEqual(before.collections);
    await store.close();
    const again = new SqliteStore(folder);
    expect((imageOf(open(again).state) as typeof before).collections).toEqual(before.collections);
    await again.close();
  });
});

test('a write that waits while everything is replaced works on what is there then', async () => {
  const { state, writes, transactions } = open(forgetfulStore);
  await writes.insert('rows', [{ _id: 'a', key: 1 }]);
  await state.createCollection('gone');
  await writes.insert('gone', [{ _id: 'a' }]);
  const id = transactions.begin(null);
  for (const name of ['rows', 'gone']) transactions.update(id, name, 'a', { $set: { n: 1 } });
  const waiting = [
    writes.update('rows', { _id: 'a' }, { $set: { n: 2 } }, true, false),
    writes.set('rows', 'a', { key: 2 }),
    writes.remove('gone', {}, true),
  ];
  await state.replaceAll(new Map());
  const [update, set, removal] = await Promise.allSettled(waiting);
  expect(update).toEqual({ status: 'fulfilled', value: { matched: 0, updated: 0 } });
  expect(set).toEqual({ status: 'fulfilled', value: { matched: 0, updated: 0, upsertedId: 'a' } });
  expect(String((removal as PromiseRejectedResult).reason)).toMatch(/Db or Table not exist: gone/);
  expect([...state.collections.get('rows')!.rows.values()].map(({ document }) => document)).toEqual([
    { _id: 'a', key: 2 },
  ]);
});
