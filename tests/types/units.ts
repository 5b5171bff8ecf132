// What must not compile. Each line below an expected error is one: were it to compile, the type check would fail here.
// Nothing of this file is ever run.
import {
  add,
  type Fen,
  fen,
  lesser,
  type MicroPoints,
  type MicroShares,
  microPoints,
  microShares,
  mulDivDown,
  mulDivUp,
  mulRateDivDownCapped,
  mulRateDown,
  mulRateUp,
  type QuotaFen,
  quotaFen,
  type Rate,
  rate,
  roomBeside,
  type SpendableCents,
  type StableCents,
  shareDown,
  splitDown,
  stableCents,
  subtract,
} from '@shared/kernel';
import type { Account, Posting } from '@shared/ledger';
import { memberAccount, post, system } from '@shared/ledger';
import type { AppreciationPlan, DividendPlan } from '@shared/plans';
import { type BackingPool, type Member, maxPointsFor, pay, sell, spend } from '@shared/rules';

const cash: Fen = fen(100);
const points: MicroPoints = microPoints(1_000_000);
const shares: MicroShares = microShares(5);
const quota: QuotaFen = quotaFen(100);
const tenth: Rate = rate(100_000);

/** Units of different assets do not add up, whichever comes first. */
export function unitsDoNotMix(): unknown[] {
  return [
    // @ts-expect-error fen and points do not add
    add(cash, points),
    // @ts-expect-error points and fen do not add
    add(points, cash),
    // @ts-expect-error cash and quota are both in fen, and not the same
    add(cash, quota),
    // @ts-expect-error nor is one taken from the other
    subtract(cash, quota),
    // @ts-expect-error points and shares are both in millionths, and not the same
    lesser(points, shares),
    // @ts-expect-error a sum keeps its unit
    add(cash, cash) satisfies MicroPoints,
    // @ts-expect-error so does what is left
    roomBeside(cash) satisfies QuotaFen,
    // @ts-expect-error a part of an amount is of its unit
    splitDown(cash, 3) satisfies MicroPoints,
    // @ts-expect-error one unit is no other, though both are numbers
    points satisfies StableCents,
  ];
}

/** A plain number is no amount, and an amount no plain text. */
export function onlyConstructorsMakeUnits(): unknown[] {
  return [
    // @ts-expect-error an unbranded number is no cash
    100 satisfies Fen,
    // @ts-expect-error nor can it be added to cash
    add(cash, 100),
    // @ts-expect-error plain arithmetic loses the unit
    (cash + cash) satisfies Fen,
    // @ts-expect-error a constructor takes no text
    fen('100'),
    // @ts-expect-error a name is no account
    'member:A' satisfies Account,
  ];
}

/** A rate is no amount, and an amount no rate. */
export function ratesAreNoAmounts(): unknown[] {
  return [
    // @ts-expect-error a rate is not to be added to cash
    add(cash, tenth),
    // @ts-expect-error a rate is no amount to take a rate of
    mulRateDown(tenth, tenth),
    // @ts-expect-error an amount is no rate
    mulRateDown(cash, cash),
    // @ts-expect-error nor for a fee
    mulRateUp(cash, points),
    // @ts-expect-error a number is no rate
    mulRateDown(cash, 0.1),
    // @ts-expect-error a rate is no cap
    mulRateDivDownCapped(cash, tenth, points, cash, tenth),
    // @ts-expect-error goods are in cash, and the share of them is a rate
    maxPointsFor(tenth, cash),
  ];
}

/** In a × b / c, a and c share a unit, and the result is b's. */
export function proportionsKeepTheirUnits(): unknown[] {
  return [
    mulDivDown(points, cash, points) satisfies Fen,
    mulDivUp(cash, points, cash) satisfies MicroPoints,
    shareDown(shares, cash, 10n) satisfies Fen,
    // @ts-expect-error points over cash is no part
    mulDivDown(points, cash, cash),
    // @ts-expect-error nor rounded up
    mulDivUp(points, cash, shares),
    // @ts-expect-error the result is cash
    mulDivDown(points, cash, points) satisfies MicroPoints,
    // @ts-expect-error the cap is of the result's unit
    mulRateDivDownCapped(cash, tenth, points, cash, cash),
    // @ts-expect-error a share of cash is cash
    shareDown(shares, cash, 10n) satisfies MicroShares,
  ];
}

/** The rules take and give units. */
export function rulesKeepTheirUnits(member: Member, pool: BackingPool, plan: AppreciationPlan): unknown[] {
  return [
    sell(member, pool, points, plan),
    // @ts-expect-error cash cannot be sold
    sell(member, pool, cash, plan),
    // @ts-expect-error nor a number
    sell(member, pool, 21, plan),
    // @ts-expect-error spendable points are not stable points
    spend(member, stableCents(5)),
    // @ts-expect-error nor the other way round
    pay(member, { id: 'M', stable: stableCents(0), points, cash }, 5 as SpendableCents),
    // @ts-expect-error a dividend plan is no appreciation plan
    sell(member, pool, points, {} as DividendPlan),
    // @ts-expect-error what a member holds is not to be changed in place
    (member.cash = cash),
    // @ts-expect-error nor the pool
    (pool.pool = cash),
    // @ts-expect-error an asset has a name of the ledger
    post('gold', system.sales, memberAccount('A'), cash),
    // @ts-expect-error a posting is between accounts
    { asset: 'cash', from: 'A', to: 'B', amount: 1 } satisfies Posting,
  ];
}
