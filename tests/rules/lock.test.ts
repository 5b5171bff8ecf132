// Points that a certificate of holding has locked: they leave by no act of their holder's own and by no forced exit, and
// what is taken back is taken all the same.
import { type Fen, fen, microPoints, type Outcome } from '@shared/kernel';
import { memberAccount, system } from '@shared/ledger';
import {
  adjust,
  type BackingPool,
  exchange,
  forcedExit,
  freePoints,
  lockPoints,
  type Member,
  maxExchange,
  maxSale,
  newMember,
  pointsToRedeem,
  pointsValue,
  redeem,
  releasePoints,
  sell,
  takeEdition,
  takeHeld,
} from '@shared/rules';
import fc from 'fast-check';
import { law } from './law';
import { appreciationPlan } from './plans';
import { Shop } from './shop';
import { story } from './story';
import { hundredths, micro, money, points } from './words';

const plan = appreciationPlan({ exitMultiple: '2', sellFeeRate: '0.1' });
/** 100 points at 3 yuan. */
const pool: BackingPool = {
  ...new Shop({ appreciation: plan }).pool,
  pool: fen(30_000),
  circulating: microPoints(100_000_000),
  minted: microPoints(100_000_000),
};
const holder = (held: string, locked: string, exitQuota = '1000.00'): Member => ({
  ...newMember('A'),
  points: micro(held),
  locked: micro(locked),
  exitQuota: hundredths(exitQuota),
});

const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'done' : outcome.refusal.code);

const redeemedFor = (member: Member, worth: Fen) =>
  takeEdition({
    member,
    takenBefore: 0,
    series: { id: 'S', supply: 9, taken: 0, limit: null, price: { asset: 'appreciating', worth } },
    shop: null,
    pool,
    plan,
  });

story(
  'what is locked leaves by no act of its holder’s own; the rest does',
  `
  held | locked | asked | sale               | exchange               | redemption
  10   | 4      | 6     | done               | done                   | done
  10   | 4      | 6.01  | sale/locked        | exchange/locked        | redemption/locked
  10   | 4      | 10    | sale/locked        | exchange/locked        | redemption/locked
  10   | 4      | 10.01 | sale/exceedsHolding | exchange/exceedsHolding | redemption/exceedsHolding
  10   | 0      | 10    | done               | done                   | done
  10   | 10     | 0.01  | sale/locked        | exchange/locked        | redemption/locked
  3    | 4      | 0.01  | sale/locked        | exchange/locked        | redemption/locked
  `,
  ({ held, locked, asked }) => {
    const member = holder(held!, locked!);
    const worth = pointsValue(micro(asked!), pool);
    expect(pointsToRedeem(worth, pool, plan)).toBe(micro(asked!));
    expect(codeOf(redeemedFor(member, worth))).toBe(codeOf(redeem(member, pool, micro(asked!), plan)));
    return {
      sale: codeOf(sell(member, pool, micro(asked!), plan)),
      exchange: codeOf(exchange(member, pool, micro(asked!), plan)),
      redemption: codeOf(redeem(member, pool, micro(asked!), plan)),
    };
  },
);

test('a refusal says how many are locked, and how many are free', () => {
  const refused = sell(holder('10', '4'), pool, micro('7'), plan);
  const figures = { asked: 7_000_000, held: 10_000_000, free: 6_000_000, locked: 4_000_000 };
  expect(refused).toEqual({ ok: false, refusal: { code: 'sale/locked', figures } });
});

story(
  'a forced exit sells what is free of the quota’s worth; the rest is due once it is released',
  `
  held | locked | quota | sold     | paid  | left  | later
  10   | 0      | 15.00 | 5        | 13.50 | 0.00  |
  10   | 5      | 15.00 | 5        | 13.50 | 0.00  |
  10   | 7      | 15.00 | 3        | 8.10  | 6.00  | 2
  10   | 10     | 15.00 |          |       |       | 5
  10   | 12     | 15.00 |          |       |       | 5
  10   | 9.999  | 15.00 |          |       |       | 5
  10   | 9.99   | 15.00 | 0.01     | 0.02  | 14.97 | 4.99
  10   | 7      | 30.01 |          |       |       |
  `,
  ({ held, locked, quota }) => {
    const member = holder(held!, locked!, quota);
    const exit = forcedExit(member, pool, plan);
    const after = exit?.member ?? member;
    // Released, and as if nobody had come or gone meanwhile.
    const later = forcedExit(releasePoints(after, member.locked!), pool, plan);
    return {
      sold: exit ? points(exit.line.points) : '',
      paid: exit ? money(exit.line.paid) : '',
      left: exit ? money(after.exitQuota) : '',
      later: later ? points(later.line.points) : '',
    };
  },
);

story(
  'no more is locked than is free, and than was held at the close',
  `
  held | locked | close | asked | code
  10   | 0      | 10    | 10    | done
  10   | 0      | 8     | 8     | done
  10   | 0      | 8     | 8.1   | holding/exceedsClose
  20   | 8      | 8     | 1     | holding/exceedsClose
  20   | 5      | 8     | 3     | done
  10   | 4      | 20    | 6     | done
  10   | 4      | 20    | 6.1   | holding/exceedsFree
  10   | 0      | 10    | 10.1  | holding/exceedsFree
  10   | 0      | 10    | 0     | holding/nothing
  10   | 0      | 0     | 1     | holding/exceedsClose
  `,
  ({ held, locked, close, asked }) => {
    const outcome = lockPoints(holder(held!, locked!), micro(asked!), micro(close!));
    if (outcome.ok) expect(outcome.value.locked).toBe(micro(locked!) + micro(asked!));
    return { code: codeOf(outcome) };
  },
);

const anyPoints = fc.integer({ min: 0, max: 50_000_000 });

law(
  'locked points never leave by a member’s own act, nor by a forced exit; what may leave is what would not be refused',
  anyPoints,
  anyPoints,
  anyPoints,
  fc.integer({ min: 0, max: 20_000 }),
  (held, locked, asked, exitQuota) => {
    const member: Member = {
      ...newMember('A'),
      points: microPoints(held),
      locked: microPoints(locked),
      exitQuota: exitQuota as Member['exitQuota'],
    };
    const least = Math.min(held, locked);
    const kept = [
      sell(member, pool, microPoints(asked), plan),
      exchange(member, pool, microPoints(asked), plan),
      redeem(member, pool, microPoints(asked), plan),
      redeemedFor(member, pointsValue(microPoints(asked), pool)),
    ];
    for (const outcome of kept) if (outcome.ok) expect(outcome.value.member.points).toBeGreaterThanOrEqual(least);
    const exit = forcedExit(member, pool, plan);
    if (exit) {
      expect(exit.member.points).toBeGreaterThanOrEqual(least);
      const left = exit.postings.reduce((sum, one) => sum + (one.asset === 'exitQuota' ? one.amount : 0), 0);
      expect(exit.member.exitQuota).toBe(exitQuota - left);
      // What is not sold now is due later: no more in all than at once.
      const whole = forcedExit({ ...member, locked: microPoints(0) }, pool, plan)!;
      expect(exit.line.points).toBeLessThanOrEqual(whole.line.points);
    }
    for (const most of [maxSale(member, pool, plan), maxExchange(member, pool, plan)])
      expect(most).toBeLessThanOrEqual(freePoints(member));
    expect(maxSale(member, pool, plan) === 0 || sell(member, pool, maxSale(member, pool, plan), plan).ok).toBe(true);
  },
);

law('where nothing is locked, nothing is other than it was', anyPoints, anyPoints, (held, asked) => {
  const member = { ...newMember('A'), points: microPoints(held), exitQuota: 10_000 as Member['exitQuota'] };
  const unlocked: Member = { ...member, locked: microPoints(0) };
  const strip = (outcome: ReturnType<typeof sell>) =>
    JSON.stringify(outcome).replace('"locked":0,', '').replace(',"locked":0', '');
  expect(strip(sell(unlocked, pool, microPoints(asked), plan))).toBe(
    strip(sell(member, pool, microPoints(asked), plan)),
  );
  expect(maxSale(unlocked, pool, plan)).toBe(maxSale(member, pool, plan));
  expect(forcedExit(unlocked, pool, plan)?.line).toEqual(forcedExit(member, pool, plan)?.line);
});

test('what is taken back is taken though it is locked; the certificate stays as it is, and nothing is free', () => {
  const member = holder('10', '8');
  const taken = takeHeld(member, 'points', micro('6'), system.retired);
  expect([taken.member.points, taken.member.locked, freePoints(taken.member)]).toEqual([4_000_000, 8_000_000, 0]);
  const removing = { kind: 'remove', asset: 'appreciating', amount: micro('10') } as const;
  const removed = adjust(member, pool, removing, { appreciation: plan } as never);
  expect(removed.ok && removed.value.member).toMatchObject({ points: 0, locked: 8_000_000 });
  expect(removed.ok && removed.value.postings[0]).toMatchObject({ from: memberAccount('A'), amount: 10_000_000 });
  expect(releasePoints(taken.member, micro('8')).locked).toBe(0);
  expect(() => releasePoints(member, micro('9'))).toThrow('released');
});
