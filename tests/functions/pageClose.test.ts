import { fen, microShares, quotaFen } from '@shared/kernel';
import { balancesOf } from '@shared/ledger';
import { dividendSchema, releaseSchema } from '@shared/plans';
import { createCarry, freezeDividendDay, standingOf } from '@shared/rules';
import fc from 'fast-check';
import { type NewChange, waitingChange, waitingGrant } from '../../cloudfunctions/_books/pages/change';
import { type Columns, columnsOf, cut, emptyPage, packed } from '../../cloudfunctions/_books/pages/columns';
import { postingsOfPageDay } from '../../cloudfunctions/_books/pages/postings';
import { recordOf } from '../../cloudfunctions/_books/pages/record';
import type { ChangeDocument, GrantDocument, InboxDocument } from '../../cloudfunctions/_store/documents';
import type { PageDocument } from '../../cloudfunctions/_store/documents/pages';
import { closeOnePage } from '../../cloudfunctions/dailyClose/onePage';
import { presets } from '../../config/plans';

const DAY = '2026-03-02';
const release = releaseSchema.parse(presets.release.plan);
const dividend = dividendSchema.parse(presets.cyclic.plan);

/** One member, A, with one order; whom A referred, B, with another. */
const page = (change: Partial<Columns> = {}): Columns => ({
  members: ['A', 'B'],
  depth: [0, 1],
  orderCount: [1, 1],
  orders: ['OA', 'OB'],
  remaining: [900_000, 750_000],
  daily: [3_600, 3_600],
  quota: [600_000, 0],
  weight: [3_000_000, 0],
  quotaGiven: [600_000, 0],
  cash: [0, 0],
  spendable: [1_000, 0],
  owedSpendable: [0, 0],
  ownVolume: [300_000, 300_000],
  teamVolume: [300_000, 0],
  ownPoints: [0, 0],
  handRank: [-1, -1],
  rank: [0, 0],
  ...change,
});

const waiting = { day: DAY, atMs: 0, sequence: 1, mergeDay: DAY, pageId: 'p1' } as const;
const settled = (memberId: string, grant: Partial<GrantDocument>): GrantDocument =>
  waitingGrant({ ...waiting, _id: `settle:${grant.orderId}`, kind: 'order', memberId, ...grant });
const changed = (memberId: string, change: Partial<NewChange>): ChangeDocument =>
  waitingChange({ _id: `change:${memberId}`, memberId, day: DAY, atMs: 0, sequence: 2, ...change });

const standing = (before: Columns, items: readonly InboxDocument[]) => {
  const by = (at: number, name: 'quotaFen' | 'weightMicroShares') =>
    items.reduce((sum, one) => sum + (one.kind === 'change' && one.memberId === before.members[at] ? one[name] : 0), 0);
  return before.members.map((_, at) => ({
    quota: quotaFen(Math.max(0, before.quota[at]! + by(at, 'quotaFen'))),
    weight: microShares(Math.max(0, before.weight[at]! + by(at, 'weightMicroShares'))),
  }));
};

const stored = (columns: Columns): PageDocument => ({ ...emptyPage('p1'), ...packed(columns) });

function close(before: Columns, items: readonly InboxDocument[], turnoverFen = 0, document = stored(before)) {
  const day = freezeDividendDay(fen(turnoverFen), fen(0), standingOf(standing(before, items), dividend), dividend);
  const result = closeOnePage({
    page: document,
    items,
    day: DAY,
    atMs: 0,
    dividend: { plan: dividend, day },
    release,
    carry: createCarry(),
    made: 1,
  });
  return { ...result, page: columnsOf(result.pages[0]!), record: recordOf(result.pageDay) };
}

/** A's figures after a close. */
const ofA = ({ page: after }: { page: Columns }) => ({
  quota: after.quota[0],
  weight: after.weight[0],
  quotaGiven: after.quotaGiven[0],
  spendable: after.spendable[0],
  owedSpendable: after.owedSpendable[0],
  teamVolume: after.teamVolume[0],
  ownVolume: after.ownVolume[0],
  orders: after.orders.slice(0, after.orderCount[0]),
  remaining: after.remaining.slice(0, after.orderCount[0]),
});

/** A's own release of 36.00, and half of B's. */
const RELEASED = 5_400;
const UNCHANGED = {
  quota: 600_000,
  weight: 3_000_000,
  quotaGiven: 600_000,
  spendable: 1_000 + RELEASED,
  owedSpendable: 0,
  teamVolume: 300_000,
  ownVolume: 300_000,
  orders: ['OA'],
  remaining: [900_000 - RELEASED],
};
const OWN = { orderId: 'N', quotaFen: 200_000, weightMicroShares: 1_000_000, volumeFen: 100_000 };

test.each<[string, readonly InboxDocument[], Partial<typeof UNCHANGED>]>([
  ['nothing waits', [], {}],
  [
    'older quota and weight fall',
    [changed('A', { quotaFen: -1, weightMicroShares: -3_000_000 })],
    {
      quota: 599_999,
      weight: 0,
      quotaGiven: 599_999,
    },
  ],
  [
    'owed points are paid first',
    [changed('A', { owedSpendableCents: 5_000 })],
    {
      spendable: 1_000 + RELEASED - 5_000,
    },
  ],
  [
    'more is owed than the day brings',
    [changed('A', { owedSpendableCents: 9_000 })],
    {
      spendable: 1_000,
      owedSpendable: 9_000 - RELEASED,
    },
  ],
  [
    'what was owed is let off',
    [changed('A', { owedSpendableCents: 9_000 }), changed('A', { owedSpendableCents: -9_000 })],
    {},
  ],
  [
    'an order holds less, and releases less a day',
    [changed('A', { orderId: 'OA', remainingCents: -500_000, dailyCents: 100 })],
    {
      spendable: 1_000 + 1_900,
      remaining: [400_000 - 1_900],
    },
  ],
  [
    'an order holds nothing: nothing is released, and it leaves the page',
    [changed('A', { orderId: 'OA', remainingCents: -900_000, dailyCents: 0 })],
    { spendable: 1_000, orders: [], remaining: [] },
  ],
  ['an order that left before is changed no more', [changed('A', { orderId: 'gone', dailyCents: 0 })], {}],
  [
    'an order of the same day, wherever it stands among the items',
    [
      changed('A', { orderId: 'N', remainingCents: -40_000, dailyCents: 700, sequence: 0 }),
      settled('A', { orderId: 'N', grantedReleaseCents: 100_000, dailyReleaseCents: 1_200 }),
    ],
    { orders: ['OA', 'N'], remaining: [900_000 - RELEASED, 60_000] },
  ],
  [
    'all of an order of the same day',
    [
      settled('A', { ...OWN, grantedReleaseCents: 100_000 }),
      changed('A', {
        orderId: 'N',
        remainingCents: -100_000,
        quotaTodayFen: -200_000,
        weightTodayMicroShares: -1_000_000,
        volumeFen: -100_000,
      }),
    ],
    {},
  ],
  [
    'today falls, older quota stays',
    [settled('A', OWN), changed('A', { quotaTodayFen: -150_000 })],
    {
      quota: 650_000,
      quotaGiven: 650_000,
      weight: 4_000_000,
      ownVolume: 400_000,
    },
  ],
  ['volume of the line falls', [changed('B', { volumeFen: -100_000 })], { teamVolume: 200_000 }],
  [
    'volume never falls below 0',
    [changed('B', { volumeFen: -900_000 }), changed('A', { volumeFen: -900_000 })],
    {
      teamVolume: 0,
      ownVolume: 0,
    },
  ],
])('%s', (_what, items, expected) => {
  expect(ofA(close(page(), items))).toEqual({ ...UNCHANGED, ...expected });
});

test('quota taken back is not paid out any more, quota of today not yet', () => {
  const paid = (items: readonly InboxDocument[]) => close(page(), items, 10_000_000).record.credits.A?.dividend;
  expect(paid([])).toMatchObject({ quotaBeforeFen: 600_000, proportionalFen: 600_000 });
  expect(paid([changed('A', { quotaFen: -599_990 })])).toMatchObject({ quotaBeforeFen: 10, proportionalFen: 10 });
  expect(paid([settled('A', OWN)])).toMatchObject({ quotaBeforeFen: 600_000, proportionalFen: 600_000 });
});

test.each<[string, readonly InboxDocument[]]>([
  ['of quota', [changed('A', { quotaFen: -600_001 })]],
  ['of weight', [changed('A', { weightMicroShares: -3_000_001 })]],
  ['of what is owed', [changed('A', { owedSpendableCents: -1 })]],
  ['of today', [settled('A', OWN), changed('A', { quotaTodayFen: -200_001 })]],
  ['of an order', [changed('A', { orderId: 'OA', remainingCents: -900_001 })]],
  ['of an order that is used up', [changed('A', { orderId: 'gone', remainingCents: -1 })]],
])('a change that takes more than there is %s stops the close', (_what, items) => {
  expect(() => close(page(), items)).toThrow(/more/);
});

test('an order leaves the page with its last point, and the record of that day still tells of it', () => {
  const { page: after, record } = close(page({ remaining: [3_600, 750_000] }), []);
  expect(after.orders).toEqual(['OB']);
  expect(after.orderCount).toEqual([0, 1]);
  expect(record.credits.A?.release?.orders).toEqual([['OA', 3_600, 3_600, 0]]);
});

/** Trees, orders and debts of a few members, as one page. */
const pages = fc
  .array(
    fc.record({
      depth: fc.nat({ max: 6 }),
      owed: fc.nat({ max: 20_000 }),
      orders: fc.array(fc.record({ remaining: fc.integer({ min: 1, max: 30_000 }), daily: fc.nat({ max: 9_000 }) }), {
        maxLength: 3,
      }),
    }),
    { minLength: 1, maxLength: 20 },
  )
  .map((members): Columns => {
    const orders = members.flatMap((one) => one.orders);
    const zeros = members.map(() => 0);
    let above = -1;
    const depth = members.map((one) => {
      above = Math.min(one.depth, above + 1);
      return above;
    });
    return {
      ...page(),
      members: members.map((_, at) => `M${at}`),
      depth,
      orderCount: members.map((one) => one.orders.length),
      orders: orders.map((_, at) => `O${at}`),
      remaining: orders.map((one) => one.remaining),
      daily: orders.map((one) => one.daily),
      quota: zeros.map((_, at) => at * 1_000),
      weight: zeros.map((_, at) => at * 1_000_000),
      quotaGiven: zeros.map((_, at) => at * 1_000),
      cash: zeros,
      spendable: zeros.map(() => 1_000),
      owedSpendable: members.map((one) => one.owed),
      ownVolume: zeros,
      teamVolume: zeros.map((_, at) => at * 3_000_000),
      ownPoints: zeros,
      handRank: zeros.map(() => -1),
      rank: zeros,
    };
  });

test('what a close takes out of orders reaches balances and debts, to the last cent, and its postings say so', () => {
  fc.assert(
    fc.property(pages, (before) => {
      const { page: after, pageDay } = close(before, []);
      const booked = balancesOf(postingsOfPageDay(pageDay));
      before.members.forEach((memberId, at) => {
        const of = (name: string) => Number(booked.get(name) ?? 0n);
        expect(after.spendable[at]! - before.spendable[at]!).toBe(of(`member:${memberId} spendable`));
        expect(before.owedSpendable[at]! - after.owedSpendable[at]!).toBe(of(`owed:${memberId} spendable`));
        // Nothing reaches the balance of a member who still owes.
        if (after.owedSpendable[at]! > 0) expect(after.spendable[at]).toBe(before.spendable[at]);
      });
      const held = ({ remaining }: Columns) => remaining.reduce((sum, cents) => sum + cents, 0);
      const arrived = ({ spendable, owedSpendable }: Columns) =>
        spendable.reduce((sum, cents, at) => sum + cents - owedSpendable[at]!, 0);
      expect(arrived(after) - arrived(before)).toBe(held(before) - held(after));
    }),
  );
});

test('where members are cut into pages changes nothing', () => {
  fc.assert(
    fc.property(pages, fc.nat({ max: 20 }), (before, place) => {
      const whole = close(before, [], 1_000_000);
      const at = place % (before.members.length + 1);
      const first = cut(before, 0, at, 0);
      const parts = [first, cut(before, at, before.members.length, first.orders.length)];
      const day = freezeDividendDay(fen(1_000_000), fen(0), standingOf(standing(before, []), dividend), dividend);
      const carry = createCarry();
      const closed = parts
        .toReversed()
        .map((part) =>
          closeOnePage({
            page: stored(part),
            items: [],
            day: DAY,
            atMs: 0,
            dividend: { plan: dividend, day },
            release,
            carry,
            made: 1,
          }),
        )
        .toReversed();
      const [head, tail] = closed.map(({ pages: [one] }) => columnsOf(one!));
      for (const name of [
        'cash',
        'quota',
        'spendable',
        'owedSpendable',
        'remaining',
        'orders',
        'teamVolume',
        'rank',
      ] as const)
        expect([...head![name], ...tail![name]]).toEqual(whole.page[name]);
      expect(Object.assign({}, ...closed.map(({ pageDay }) => recordOf(pageDay).credits))).toEqual(
        whole.record.credits,
      );
      const sums = closed.map((one) => one.release);
      for (const name of Object.keys(whole.release) as (keyof typeof whole.release)[])
        expect(sums[0]![name] + sums[1]![name]).toBe(whole.release[name]);
    }),
  );
});
