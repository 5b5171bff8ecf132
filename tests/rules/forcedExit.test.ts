import { fen, MAX_AMOUNT, microPoints, microShares } from '@shared/kernel';
import { applyForcedExits, forcedExit, NO_FORCED_EXITS, newMember, withForcedExit } from '@shared/rules';
import { appreciationPlan } from './plans';
import { Shop } from './shop';
import { story } from './story';
import { hundredths, micro, money, points } from './words';

const plan = (sellFeeRate = '0.1') => appreciationPlan({ exitMultiple: '2', sellFeeRate });
/** 100 points at 3 yuan. */
const poolOf = (changes: object = {}) => ({
  ...new Shop({ appreciation: plan() }).pool,
  pool: fen(30_000),
  circulating: microPoints(100_000_000),
  minted: microPoints(100_000_000),
  ...changes,
});
const holder = (held: string, exitQuota: string, cash = 0) => ({
  ...newMember('A'),
  points: micro(held),
  exitQuota: hundredths(exitQuota),
  cash: fen(cash),
});

story(
  "a member whose points are worth the exit quota sells the quota's worth (rules §1 Forced exit)",
  `
  held | quota | fee      | sold     | gross | paid
  10   | 30.00 | 0.1      | 10       | 30.00 | 27.00
  10   | 29.99 | 0.1      | 9.996667 | 29.99 | 26.99
  10   | 30.01 | 0.1      |          |       |
  9.999999 | 30.00 | 0.1  |          |       |
  10   | 3.00  | 0        | 1        | 3.00  | 3.00
  10   | 1.00  | 0.000001 | 0.333334 | 1.00  | 0.99
  10   | 0.01  | 0        | 0.003334 | 0.01  | 0.01
  10   | 0.01  | 0.1      |          |       |
  10   | 0.00  | 0        |          |       |
  10   | 30.00 | 1        |          |       |
  0    | 0.01  | 0        |          |       |
  `,
  ({ held, quota, fee }) => {
    const member = holder(held!, quota!);
    const exit = forcedExit(member, poolOf(), plan(fee));
    if (!exit) return { sold: '', gross: '', paid: '' };
    const { line } = exit;
    expect(exit.member).toEqual({
      ...member,
      points: member.points - line.points,
      exitQuota: 0,
      cash: line.paid,
    });
    expect(line.fee).toBe(line.gross - line.paid);
    return { sold: points(line.points), gross: money(line.gross), paid: money(line.paid) };
  },
);

test('no gross passes the quota, though points are rounded up', () => {
  // A millionth of a point is worth 233,333 fen here: less than that cannot be sold for the quota of one fen.
  const pool = poolOf({ pool: 700_000_000, circulating: 3_000 });
  const exit = forcedExit({ ...holder('0.003', '0.01'), points: microPoints(3_000) }, pool, plan('0'))!;
  expect(exit.line).toMatchObject({ points: 1, gross: 1, paid: 1 });
});

test('there is none without an exit multiple, and none while nothing circulates', () => {
  expect(forcedExit(holder('10', '1.00'), poolOf(), appreciationPlan())).toBeNull();
  const empty = poolOf({ pool: 0, circulating: 0 });
  expect(forcedExit(holder('10', '1.00'), empty, plan())).toBeNull();
  expect(forcedExit(holder('0', '0.00'), empty, plan())).toBeNull();
});

test('it posts points, cash and quota', () => {
  expect(forcedExit(holder('10', '3.00'), poolOf(), plan())!.postings).toEqual([
    { asset: 'appreciating', from: 'member:A', to: 'treasury:retired', amount: 1_000_000 },
    { asset: 'cash', from: 'platform:backingPool', to: 'member:A', amount: 270 },
    { asset: 'exitQuota', from: 'member:A', to: 'treasury:retired', amount: 300 },
  ]);
});

test('a payout that would take the balance to 2^53 is cut to what fits (rules §5)', () => {
  const exit = forcedExit(holder('10', '3.00', MAX_AMOUNT - 100), poolOf(), plan())!;
  expect(exit.line).toMatchObject({ gross: 300, fee: 30, paid: 100 });
  expect(exit.member.cash).toBe(MAX_AMOUNT);
  expect(forcedExit(holder('10', '3.00', MAX_AMOUNT), poolOf(), plan())).toBeNull();
});

describe('the pool changes once, by the sums', () => {
  const lines = ['3.00', '6.00'].map((quota) => forcedExit(holder('10', quota), poolOf(), plan())!.line);
  const sums = lines.reduce(withForcedExit, NO_FORCED_EXITS);

  it('of points and cash', () => {
    expect(sums).toEqual({ points: 3_000_000, paid: 810 });
    expect(applyForcedExits(poolOf({ burned: 5, swept: 7 }), sums)).toEqual({
      pool: poolOf({ pool: 29_190, circulating: 97_000_000, burned: 3_000_005, swept: 7 }),
      postings: [],
    });
    expect(applyForcedExits(poolOf(), NO_FORCED_EXITS)).toEqual({ pool: poolOf(), postings: [] });
  });

  it('sweeping it when all are out', () => {
    const empty = applyForcedExits(poolOf({ circulating: 3_000_000, swept: 7 }), sums);
    expect(empty.pool).toMatchObject({
      pool: 0,
      circulating: 0,
      swept: 29_197,
      lastPrice: { fen: 30_000, points: 3_000_000 },
    });
    expect(empty.postings).toMatchObject([{ to: 'platform:reserve', amount: 29_190 }]);
  });

  it('and a close is not refused for a total that was swept', () => {
    const full = applyForcedExits(poolOf({ circulating: 3_000_000, swept: MAX_AMOUNT - 1 }), sums);
    expect(full.pool).toMatchObject({ pool: 0, swept: MAX_AMOUNT });
    expect(full.postings).toMatchObject([{ amount: 29_190 }]);
  });
});

test('all exits of a day are at one price, whoever comes first', () => {
  const shop = new Shop({ appreciation: plan() });
  shop.given({
    pool: poolOf(),
    members: Object.fromEntries(
      ['A', 'B', 'C'].map((id) => [
        id,
        { ...shop.member(id), points: micro('10'), exitQuota: hundredths(id === 'C' ? '31.00' : '30.00') },
      ]),
    ),
  });
  shop.play({ do: 'close' });
  expect(['A', 'B', 'C'].map((id) => shop.member(id).cash)).toEqual([2_700, 2_700, 0]);
  // C's points are worth more than the quota now: out at the next close, at that price.
  expect(shop.pool).toMatchObject({ pool: 24_600, circulating: 80_000_000 });
  shop.play({ do: 'close' });
  expect(shop.member('C')).toMatchObject({ cash: 0, exitQuota: 3_100 });
  shop.given({ pool: { ...shop.pool, pool: fen(24_800) } });
  shop.play({ do: 'close' });
  expect(shop.member('C')).toMatchObject({ cash: 2_790, exitQuota: 0, points: 0 });
});

test('dividends of the same close do not depend on it', () => {
  expect(forcedExit({ ...holder('10', '3.00'), weight: microShares(5) }, poolOf(), plan())!.member.weight).toBe(5);
});
