import { type BusinessDay, businessDayOf, startOfBusinessDay } from '@shared/kernel';
import { canonical, chainRoot } from '@shared/proofs';
import { sha256 } from '../../cloudfunctions/_platform/ids';
import type {
  AuditSealDocument,
  CloseDocument,
  JournalDocument,
  LineDocument,
} from '../../cloudfunctions/_store/documents';
import type { PageDayDocument } from '../../cloudfunctions/_store/documents/pages';
import { all } from './books';
import { atEverySeam } from './interleave';
import { commits, Seam } from './seam';
import {
  allBack,
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  removeBuilt,
  startWorld,
  type TestWorld,
} from './world';

jest.setTimeout(120_000);

const DAY_MS = 86_400_000;
const seam = new Seam();
let world: TestWorld;
let buyer: Joined;

beforeAll(async () => {
  world = await startWorld({ timers: 'few', beforeRequest: seam.beforeRequest });
  await openShop(world);
  buyer = await joinMember(world, '13800000001');
  // Points to pay with: how they were earned is of no matter here.
  await world.cloud.engine.update('wallets', { _id: buyer.memberId }, { $set: { spentSpendableCents: -100_000_000 } });
  // The days that pass here are more than a session lives.
  const expiresAt = Number.MAX_SAFE_INTEGER;
  await world.cloud.engine.update('sessions', {}, { $set: { expiresAt } }, { multi: true });
  await world.cloud.warm();
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

/** Moves on to the last second of a day. @returns the day. */
async function lastSecond(): Promise<string> {
  const day = businessDayOf(world.cloud.now()) as BusinessDay;
  const until = startOfBusinessDay(day) + DAY_MS - 1_000;
  const target = until > world.cloud.now() ? until : until + DAY_MS;
  await world.cloud.advance({ until: new Date(target).toISOString() }, 'long');
  return businessDayOf(target);
}

/** Midnight passes, and the day before is closed to its end. */
async function closeTheDay(day: string): Promise<void> {
  await world.cloud.advance({ by: '10s' });
  await world.cloud.trigger('dailyClose');
  expect(world.cloud.engine.get('closes', day)).toMatchObject({ stage: 'closed' });
}

/** The hash of a day, made again from what the journal holds of it now. */
function hashNow(day: string): string {
  const close = world.cloud.engine.get('closes', day) as unknown as CloseDocument;
  const entries = all<JournalDocument>(world, 'journal')
    .filter((entry) => entry.day === day)
    .toSorted((a, b) => (a._id < b._id ? -1 : 1));
  const pages = (world.cloud.engine.get('platform', 'pages') as unknown as { pages: string[] }).pages;
  const records = pages.flatMap(
    (pageId) => (world.cloud.engine.get('pageDays', `${day}:${pageId}`) as unknown as PageDayDocument) ?? [],
  );
  const seals = all<AuditSealDocument>(world, 'auditSeals')
    .filter((part) => part.day === day)
    .toSorted((a, b) => (a._id < b._id ? -1 : 1));
  const chained = [...entries, ...records, ...seals].reduce(
    (hash, document) => sha256(`${hash}\n${canonical(document)}`),
    close.previousHash,
  );
  return chainRoot(chained, day, close.proof!.root!, sha256);
}

function isSealed(day: string): void {
  const close = world.cloud.engine.get('closes', day) as unknown as CloseDocument;
  expect([day, close.dayHash]).toEqual([day, hashNow(day)]);
  const entries = new Map(all<JournalDocument>(world, 'journal').map((entry) => [entry._id, entry.day]));
  for (const line of all<LineDocument>(world, 'lines')) expect(line.day).toBe(entries.get(line.journalId));
}

const place = (useSpendableCents: number) =>
  world.cloud.call(
    'shop.placeOrder',
    {
      lines: [{ skuId: 'apple-1', quantity: 1 }],
      addressId: buyer.addressId,
      useSpendableCents,
      requestId: nextRequest(),
    },
    buyer.token,
  );
const placed = async (points: number): Promise<string> =>
  ((await place(points)) as unknown as { value: { orderId: string } }).value.orderId;

/** Acts of a day's last second, held before each of their steps while the day is closed. */
const ACTS: Record<string, { before: () => Promise<string>; act: (orderId: string) => Promise<unknown> }> = {
  'points that pay': { before: async () => '', act: () => place(1_000) },
  'points of a refund': {
    before: async () => {
      const orderId = await placed(1_000);
      await world.call('shop.payOrder', { orderId }, buyer.token);
      await world.cloud.pay({ outTradeNo: orderId }, 'paid');
      return orderId;
    },
    act: (orderId) => world.cloud.call('afterSales.apply', allBack(world, orderId), buyer.token),
  },
  'points that go back': {
    before: () => placed(1_000),
    act: (orderId) => world.cloud.call('shop.cancelOrder', { orderId }, buyer.token),
  },
};

test.each(Object.entries(ACTS))(
  '%s, held at every seam over midnight, change no day that is sealed',
  async (_name, { before, act }) => {
    const met = await atEverySeam(seam, {
      prepare: async () => {
        const day = await lastSecond();
        return { day, orderId: await before() };
      },
      first: ({ orderId }) => act(orderId),
      second: ({ day }) => closeTheDay(day),
      check: ({ day }) => isSealed(day),
    });
    expect(met).toBeGreaterThan(3);
  },
);

test('an entry that is passing into the day ends before the day is frozen', async () => {
  const day = await lastSecond();
  const held = seam.hold((request) => commits(request) && request.functionName === 'shop');
  const passing = place(1_000);
  await held.reached;
  await world.cloud.advance({ by: '10s' });
  let tries = 0;
  const again = seam.hold(({ action, functionName }) => {
    if (action === 'database.abortTransaction' && functionName === 'dailyClose') tries += 1;
    return tries > 0;
  });
  const closing = world.cloud.trigger('dailyClose');
  await again.reached; // the close has met the entry at a gate
  held.release();
  again.release();
  await Promise.all([passing, closing]);
  await world.cloud.trigger('dailyClose');
  isSealed(day);
  expect(
    all<JournalDocument>(world, 'journal')
      .filter((entry) => entry.day === day)
      .map(({ kind }) => kind),
  ).toContain('order.place');
});

test('the serial worker writes into no day but the one that is open to it', async () => {
  const day = await lastSecond();
  await closeTheDay(day);
  const faults = world.cloud.logs().filter((line) => line.includes('is not for'));
  expect(faults).toEqual([]);
});
