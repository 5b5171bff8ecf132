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
import { credit, type Member, newMember, newMerchant, RULE_REFUSALS, refuse, takeBack } from '@shared/rules';

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
    owed: nothing,
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
    const member = owing({ points: microPoints(7), spendable: spendableCents(9) });
    const part = credit(member, 'points', microPoints(5), from);
    expect(part.member).toMatchObject({ points: 0, owed: { points: 2, spendable: 9 } });
    expect(part.postings).toEqual([{ asset: 'appreciating', from, to: 'owed:A', amount: 5 }]);
    const rest = credit(part.member, 'points', microPoints(5), from);
    expect(rest.member).toMatchObject({ points: 3, owed: { points: 0, spendable: 9 } });
    expect(rest.postings).toEqual([
      { asset: 'appreciating', from, to: 'owed:A', amount: 2 },
      { asset: 'appreciating', from, to: 'member:A', amount: 3 },
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
  it('takes what is held and books the rest as owed', () => {
    const member = { ...newMember('A'), points: microPoints(5) };
    expect(takeBack(member, 'points', microPoints(3), to)).toEqual({
      member: { ...member, points: 2 },
      postings: [{ asset: 'appreciating', from: 'member:A', to, amount: 3 }],
    });
    const more = takeBack(member, 'points', microPoints(8), to);
    expect(more.member).toEqual({ ...member, points: 0, owed: { ...member.owed, points: 3 } });
    expect(more.postings).toEqual([
      { asset: 'appreciating', from: 'member:A', to, amount: 5 },
      { asset: 'appreciating', from: 'owed:A', to, amount: 3 },
    ]);
  });

  it("takes today's quota and weight before older ones", () => {
    const member = {
      ...newMember('A'),
      quota: quotaFen(10),
      quotaToday: quotaFen(4),
      weight: microShares(10),
      weightToday: microShares(4),
    };
    expect(takeBack(member, 'quota', quotaFen(3), to).member).toMatchObject({ quota: 10, quotaToday: 1 });
    expect(takeBack(member, 'quota', quotaFen(6), to).member).toMatchObject({ quota: 8, quotaToday: 0 });
    expect(takeBack(member, 'weight', microShares(15), to)).toEqual({
      member: { ...member, weight: 0, weightToday: 0, owed: { ...member.owed, weight: 1 } },
      postings: [
        { asset: 'weight', from: 'member:A', to, amount: 14 },
        { asset: 'weight', from: 'owed:A', to, amount: 1 },
      ],
    });
  });

  it('adds to what is owed already, never to 2^53', () => {
    const member = owing({ exitQuota: exitQuotaFen(MAX_AMOUNT - 4) });
    expect(takeBack(member, 'exitQuota', exitQuotaFen(4), to).member.owed.exitQuota).toBe(MAX_AMOUNT);
    expect(() => takeBack(member, 'exitQuota', exitQuotaFen(5), to)).toThrow(AmountOverflow);
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
