import {
  AmountOverflow,
  exitQuotaFen,
  MAX_AMOUNT,
  microPoints,
  microShares,
  quotaFen,
  spendableCents,
} from '@shared/kernel';
import { balancesOf, post, system } from '@shared/ledger';
import {
  credit,
  type Member,
  newMember,
  newMerchant,
  owe,
  RULE_REFUSALS,
  refuse,
  takeHeld,
  withOrderAtLevel,
  withOrderMoved,
} from '@shared/rules';

const from = system.issued;
const to = system.retired;
const owing = (owed: Partial<Member['owed']>): Member => {
  const member = newMember('A');
  return { ...member, owed: { ...member.owed, ...owed } };
};

test('somebody new has nothing of anything', () => {
  const nothing = { points: 0, exitQuota: 0, quota: 0, weight: 0, spendable: 0 };
  expect(newMember('A')).toEqual({
    id: 'A',
    cash: 0,
    stable: 0,
    ...nothing,
    quotaToday: 0,
    weightToday: 0,
    level: 0,
    ordersAtLevel: [],
    owed: { exitQuota: 0, quota: 0, spendable: 0 },
  });
  expect(newMerchant('M')).toStrictEqual({ id: 'M', stable: 0, points: 0, cash: 0 });
  expect(newMerchant('M', 'A')).toEqual({ id: 'M', stable: 0, points: 0, cash: 0, ownerId: 'A' });
});

describe('a credit lands where its asset is kept', () => {
  it.each([
    ['points', 'points', 'appreciating'],
    ['exitQuota', 'exitQuota', 'exitQuota'],
    ['quota', 'quotaToday', 'quota'],
    ['weight', 'weightToday', 'weight'],
    ['spendable', 'spendable', 'spendable'],
  ] as const)('%s in %s', (kind, field, asset) => {
    const { member, postings } = credit(newMember('A'), kind, 5 as never, from);
    expect(member).toEqual({ ...newMember('A'), [field]: 5 });
    expect(postings).toEqual([{ asset, from, to: 'member:A', amount: 5 }]);
    expect(credit(newMember('A'), kind, 0 as never, from)).toEqual({ member: newMember('A'), postings: [] });
  });

  it('leaving the list of debts as it is where nothing is owed', () => {
    const member = newMember('A');
    expect(credit(member, 'points', microPoints(5), from).member.owed).toBe(member.owed);
  });

  it('after what is owed of that asset, and of no other', () => {
    const member = owing({ exitQuota: exitQuotaFen(7), spendable: spendableCents(9) });
    const part = credit(member, 'exitQuota', exitQuotaFen(5), from);
    expect(part.member).toMatchObject({ exitQuota: 0, owed: { exitQuota: 2, spendable: 9 } });
    expect(part.postings).toEqual([{ asset: 'exitQuota', from, to: 'owed:A', amount: 5 }]);
    const rest = credit(part.member, 'exitQuota', exitQuotaFen(5), from);
    expect(rest.member).toMatchObject({ exitQuota: 3, owed: { exitQuota: 0, spendable: 9 } });
    expect(rest.postings).toEqual([
      { asset: 'exitQuota', from, to: 'owed:A', amount: 2 },
      { asset: 'exitQuota', from, to: 'member:A', amount: 3 },
    ]);
  });

  it.each([
    ['points', { points: MAX_AMOUNT - 4 }],
    ['quota', { quota: MAX_AMOUNT - 4 }],
    ['quota', { quota: MAX_AMOUNT - 9, quotaToday: 5 }],
    ['weight', { weight: MAX_AMOUNT - 4 }],
    ['weight', { weightToday: MAX_AMOUNT - 4 }],
  ] as const)('%s never to 2^53', (kind, held) => {
    const member = { ...newMember('A'), ...(held as object) };
    expect(() => credit(member, kind, 5 as never, from)).toThrow(AmountOverflow);
    expect(() => credit(member, kind, 4 as never, from)).not.toThrow();
  });
});

describe('taking back (rules §5 reversal)', () => {
  it('takes what is held and tells what is missing', () => {
    const member = { ...newMember('A'), points: microPoints(5) };
    expect(takeHeld(member, 'points', microPoints(3), to)).toEqual({
      member: { ...member, points: 2 },
      taken: 3,
      missing: 0,
      postings: [{ asset: 'appreciating', from: 'member:A', to, amount: 3 }],
    });
    expect(takeHeld(member, 'points', microPoints(8), to)).toEqual({
      member: { ...member, points: 0 },
      taken: 5,
      missing: 3,
      postings: [{ asset: 'appreciating', from: 'member:A', to, amount: 5 }],
    });
    expect(takeHeld(member, 'exitQuota', exitQuotaFen(8), to)).toEqual({
      member,
      taken: 0,
      missing: 8,
      postings: [],
    });
  });

  it("takes today's quota and weight before older ones", () => {
    const member = {
      ...newMember('A'),
      quota: quotaFen(10),
      quotaToday: quotaFen(4),
      weight: microShares(10),
      weightToday: microShares(4),
    };
    expect(takeHeld(member, 'quota', quotaFen(3), to).member).toMatchObject({ quota: 10, quotaToday: 1 });
    expect(takeHeld(member, 'quota', quotaFen(6), to).member).toMatchObject({ quota: 8, quotaToday: 0 });
    expect(takeHeld(member, 'weight', microShares(15), to)).toEqual({
      member: { ...member, weight: 0, weightToday: 0 },
      taken: 14,
      missing: 1,
      postings: [{ asset: 'weight', from: 'member:A', to, amount: 14 }],
    });
  });
});

describe('owing (rules §5 Owed)', () => {
  it.each([
    ['nothing new, nothing withheld', 5, 0, 0, { owed: 5, settled: 0 }],
    ['something new', 5, 3, 0, { owed: 8, settled: 0 }],
    ['older debts are settled first', 5, 3, 4, { owed: 4, settled: 4 }],
    ['then new ones', 5, 3, 7, { owed: 1, settled: 7 }],
    ['no more than is owed', 5, 3, 100, { owed: 0, settled: 8 }],
    ['only what stays must fit', MAX_AMOUNT, 3, 3, { owed: MAX_AMOUNT, settled: 3 }],
  ])('%s', (_, older, fresh, withheld, { owed, settled }) => {
    const came = owe(owing({ quota: quotaFen(older) }), 'quota', quotaFen(fresh), withheld);
    expect(came.settled).toBe(settled);
    expect(came.member.owed).toEqual({ exitQuota: 0, quota: owed, spendable: 0 });
    const sums = balancesOf(came.postings);
    expect(Number(sums.get('owed:A quota') ?? 0n)).toBe(settled - fresh);
  });

  it('never 2^53', () => {
    const member = owing({ exitQuota: exitQuotaFen(MAX_AMOUNT - 4) });
    expect(owe(member, 'exitQuota', exitQuotaFen(4), 0).member.owed.exitQuota).toBe(MAX_AMOUNT);
    expect(() => owe(member, 'exitQuota', exitQuotaFen(5), 0)).toThrow(AmountOverflow);
  });
});

describe('the level is the highest that one of the orders reaches now (rules §5 reversal 3)', () => {
  const withOrders = (...levels: number[]) => levels.reduce(withOrderAtLevel, newMember('A'));

  it('rises with an order, never falls with one', () => {
    expect(withOrders(2, 1, 0)).toMatchObject({ level: 2, ordersAtLevel: [1, 1] });
    expect(withOrders(0)).toEqual(newMember('A'));
  });

  it.each([
    [[3, 1], 3, 2, 2],
    [[3, 1], 3, 0, 1],
    [[3, 3], 3, 0, 3],
    [[1], 1, 0, 0],
    [[3], 3, 3, 3],
    [[3], 0, 0, 3],
  ])('of orders at %p one moves from %i to %i: %i', (levels, from, to, level) => {
    const moved = withOrderMoved(withOrders(...levels), from, to);
    expect(moved.level).toBe(level);
    expect(moved.ordersAtLevel.reduce((sum, orders) => sum + orders, 0)).toBe(
      levels.length - (from > 0 && to === 0 ? 1 : 0),
    );
  });

  it('an order that nobody counted cannot move', () => {
    expect(() => withOrderMoved(withOrders(1), 2, 0)).toThrow('no order of the member is at level 2');
  });
});

describe('postings', () => {
  it('move an amount, never 0, never to where it comes from', () => {
    expect(post('cash', from, to, 3 as never)).toEqual([{ asset: 'cash', from, to, amount: 3 }]);
    expect(post('cash', from, to, 0 as never)).toEqual([]);
    expect(() => post('cash', to, to, 0 as never)).toThrow('a posting from treasury:retired to itself');
  });

  it('sum to balances by account and asset, in big integers', () => {
    const most = MAX_AMOUNT as never;
    const sums = balancesOf([
      ...post('cash', from, to, most),
      ...post('cash', from, to, most),
      ...post('stable', to, from, 1 as never),
    ]);
    expect(Object.fromEntries(sums)).toEqual({
      'treasury:issued cash': -2n * BigInt(MAX_AMOUNT),
      'treasury:retired cash': 2n * BigInt(MAX_AMOUNT),
      'treasury:retired stable': -1n,
      'treasury:issued stable': 1n,
    });
  });
});

test('every refusal has a name of its own', () => {
  expect(new Set(RULE_REFUSALS).size).toBe(RULE_REFUSALS.length);
  expect(RULE_REFUSALS.every((code) => /^[a-zA-Z]+\/[a-zA-Z]+$/.test(code))).toBe(true);
  expect(refuse('plan/off')).toEqual({ ok: false, refusal: { code: 'plan/off', figures: {} } });
});
