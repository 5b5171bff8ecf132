import {
  type Amount,
  type ExitQuotaFen,
  type Fen,
  fen,
  invariant,
  lesser,
  type MicroPoints,
  type MicroShares,
  mulDivUp,
  type QuotaFen,
  type Rate,
  type ReleaseCents,
  type SpendableCents,
  spendableCents,
  subtract,
} from '@shared/kernel';
import { orderAccount, type Posting, post, system } from '@shared/ledger';
import { type AppreciationGrant, type BackingPool, burn, pointsValue } from '../appreciation';
import type { DividendGrant } from '../dividends';
import { type Balance, type Member, takeHeld, withOrderMoved } from '../member';
import { NOTHING_GRANTED, type ReleaseGrant, type ReleaseLadder, releaseGrant } from './releaseOrder';

/**
 * A settled order as a reversal needs it: its record of grants, or as much of it as is kept. `appreciation` and
 * `dividend` as they were granted; `release` as it is after what was reversed before. null: did not count.
 */
export interface ReversibleOrder {
  readonly id: string;
  /** Its cash, a of rules §5. */
  readonly amount: Fen;
  /** How much of it was reversed before, B0. */
  readonly reversed: Fen;
  readonly appreciation: Omit<AppreciationGrant, 'price'> | null;
  /** With the shares of the turnover of the version by which it settled. */
  readonly dividend: (DividendGrant & { readonly counted: Fen; readonly plan: DividendShares }) | null;
  /** With the ladder of the version by which it settled. */
  readonly release: (ReleaseGrant & { readonly counted: Fen; readonly plan: ReleaseLadder }) | null;
}

/** The parts of the turnover that the dividends shared out. */
export interface DividendShares {
  readonly proportionalRate: Rate;
  readonly tierRate: Rate;
}

/** The part of an order that one reversal takes: from B0 to B of a. */
export interface Portion {
  readonly of: Fen;
  readonly before: Fen;
  readonly after: Fen;
}

/**
 * ceil(g × B / a) − ceil(g × B0 / a): the part of what an order gave that a reversal takes. Reversed in parts, the parts
 * sum to the whole (rules §5 reversal 1).
 */
export const partOf = <U extends Amount>(given: U, { of, before, after }: Portion): U =>
  subtract<Amount>(mulDivUp(after, given, of), mulDivUp(before, given, of)) as U;

/** What an order gave to one person; undefined where a plan gave nothing. */
interface Given {
  readonly points: MicroPoints | undefined;
  readonly exitQuota: ExitQuotaFen | undefined;
  readonly quota: QuotaFen | undefined;
  readonly weight: MicroShares | undefined;
}

/** A person after a part of what an order gave was taken back, as far as it was held. */
interface GivenTaken {
  readonly member: Member;
  /** Points taken, to be bought back. Points and weight that are missing are not owed. */
  readonly points: MicroPoints;
  readonly missing: { readonly exitQuota: ExitQuotaFen; readonly quota: QuotaFen };
  readonly postings: readonly Posting[];
}

/** Takes back a part of what an order gave to one person (rules §5 reversal 1 and 2). */
export function takeGiven(of: Member, portion: Portion, given: Given): GivenTaken {
  let member = of;
  const postings: Posting[] = [];
  const take = <K extends Balance & keyof Given>(kind: K) => {
    const part = partOf<Amount>(given[kind] ?? (0 as Fen), portion) as Member[K];
    const taken = takeHeld(member, kind, part, system.retired);
    member = taken.member;
    postings.push(...taken.postings);
    return taken;
  };
  const points = take('points').taken;
  const exitQuota = take('exitQuota').missing;
  const quota = take('quota').missing;
  take('weight');
  return { member, points, missing: { exitQuota, quota }, postings };
}

/** The pool after points were bought back, and what was paid out of it. */
interface BoughtBack {
  readonly pool: BackingPool | null;
  readonly recovered: Fen;
  readonly postings: readonly Posting[];
}

/**
 * Buys points back at today's price without fee and burns them, for at most the part of the contribution that goes back
 * (rules §5 reversal 1): r = min(floor(n × pool / circulating), cPart). The price never falls. What is paid is part of
 * what the order's buyer may be paid back. Throws Invariant where there is something to buy back, but no pool.
 */
export function buyBack(pool: BackingPool | null, points: MicroPoints, most: Fen): BoughtBack {
  if (!pool) {
    invariant(points === 0 && most === 0, 'points are taken back without their pool');
    return { pool, recovered: fen(0), postings: [] };
  }
  const recovered = lesser(pointsValue(points, pool), most);
  const burnt = burn(pool, points, recovered);
  return {
    pool: burnt.pool,
    recovered,
    postings: [...post('cash', system.backingPool, system.sales, recovered), ...burnt.swept],
  };
}

/** Buyer and order after the release was cut. */
interface ReleaseCut {
  readonly member: Member;
  readonly release: ReversibleOrder['release'];
  readonly remaining: ReleaseCents;
  /** Cancelled in the order. */
  readonly cancelled: ReleaseCents;
  /** Neither in the order nor among the spendable points any more: owed. */
  readonly missing: SpendableCents;
  readonly postings: readonly Posting[];
}

/**
 * Makes an order's release that of the cash which is left, under the version by which it settled (rules §5 reversal 3).
 * What it is granted never grows, though a ladder may give more for less. The difference is taken from what the order
 * still holds, then from spendable points.
 */
export function cutRelease(
  buyer: Member,
  { id, release }: Pick<ReversibleOrder, 'id' | 'release'>,
  remaining: ReleaseCents,
  portion: Portion,
): ReleaseCut {
  if (!release)
    return {
      member: buyer,
      release,
      remaining,
      cancelled: 0 as ReleaseCents,
      missing: spendableCents(0),
      postings: [],
    };
  const cash = subtract(release.counted, partOf(release.counted, { ...portion, before: fen(0) }));
  const reached = releaseGrant(cash, release.plan) ?? NOTHING_GRANTED;
  const granted = lesser(reached.granted, release.granted);
  const less = subtract(release.granted, granted);
  const cancelled = lesser(remaining, less);
  const moved = withOrderMoved(buyer, release.level, reached.level);
  const taken = takeHeld(moved, 'spendable', spendableCents(subtract(less, cancelled)), system.retired);
  return {
    member: taken.member,
    release: { ...release, level: reached.level, granted, daily: reached.daily },
    remaining: subtract(remaining, cancelled),
    cancelled,
    missing: taken.missing,
    postings: [...post('remaining', orderAccount(id), system.retired, cancelled), ...taken.postings],
  };
}
