import { add, done, type Fen, invariant, refusingOverflow } from '@shared/kernel';
import { orderAccount, type Posting, post, system } from '@shared/ledger';
import { PLAN_KINDS, type PlanKind, type Plans } from '@shared/plans';
import { type BackingPool, purchasePoints } from '../appreciation';
import { accrueDividend } from '../dividends';
import { type Member, withOrderAtLevel } from '../member';
import { type RuleOutcome, refuse } from '../refusals';
import type { OrderGrants } from './grants';
import { NOTHING_GRANTED, releaseGrant } from './releaseOrder';

/** What a settled order touches. */
interface SettlementState {
  readonly buyer: Member;
  readonly referrer: Member | null;
  /** null exactly when the appreciation plan is off. */
  readonly pool: BackingPool | null;
  /** The cash of today's turnover so far: what counts for the dividends (rules §3, §5). */
  readonly turnover: Fen;
  /**
   * Team volume with today's at the top of the buyer's line, the most that anybody above the buyer has; null when
   * the release plan is off or nobody's volume counts this order.
   */
  readonly volumeAbove: Fen | null;
}

/** The cash of an order that each plan counts; null where a plan does not count it (rules §5 Who counts). */
export type Counted = Readonly<Record<PlanKind, Fen | null>>;

/** An order as it settles. */
export interface OrderToSettle {
  readonly id: string;
  /** The cash of the whole order, whatever the plans count of it. */
  readonly amount: Fen;
  readonly counted: Counted;
  /** From the buyer's own shop: counted nowhere, not even as turnover while the dividends are off. */
  readonly isOwnShop: boolean;
  /** Whether the referrer has accepted the rules of the plan: without, nothing of it is granted for referring. */
  readonly referrerTakesPart: { readonly appreciation: boolean; readonly dividend: boolean };
}

/** The state after a settled order, what it gave, and the postings. */
export interface Settlement {
  readonly state: SettlementState;
  readonly grants: OrderGrants;
  readonly postings: readonly Posting[];
}

/**
 * Settles an order under the plans that count it: appreciating points, then dividends, then the release; turnover and
 * team volume with them (rules §0, §1, §3, §4, §5). An order that does not count for the appreciation puts nothing into
 * the pool. The order's release points wait until tomorrow's close.
 * Refused whole: an amount of 0, and whatever would take any stored amount to 2^53 (rules §5).
 */
export const settlePurchase = (state: SettlementState, order: OrderToSettle, plans: Plans): RuleOutcome<Settlement> =>
  refusingOverflow(() => {
    const { amount, counted } = order;
    if (amount === 0) return refuse('purchase/nothing');
    for (const kind of PLAN_KINDS) {
      invariant(counted[kind] === null || plans[kind] !== undefined, `the plan ${kind} is off, and counts an order`);
      invariant((counted[kind] ?? 0) <= amount, `the plan ${kind} counts more than the order's cash`);
    }
    const points = settlePoints(state, order, plans);
    const dividend = settleDividend(points, order, plans);
    const release = settleRelease(dividend.buyer, order, plans);
    return done({
      state: {
        buyer: release.buyer,
        referrer: dividend.referrer,
        pool: points.pool,
        turnover: add(state.turnover, turnoverOf(order, plans)),
        volumeAbove: state.volumeAbove === null ? null : add(state.volumeAbove, counted.release ?? (0 as Fen)),
      },
      grants: { appreciation: points.grant, dividend: dividend.grant, release: release.grant },
      postings: [...points.postings, ...dividend.postings, ...release.postings],
    });
  });

/** What an order adds to the day's turnover; while the dividends are off, of all orders but those of the own shop. */
function turnoverOf({ amount, counted, isOwnShop }: OrderToSettle, plans: Plans): Fen {
  const nothing = 0 as Fen;
  if (plans.dividend) return counted.dividend ?? nothing;
  return isOwnShop ? nothing : amount;
}

function settlePoints(
  { buyer, referrer, pool }: SettlementState,
  { counted: { appreciation: counted }, referrerTakesPart }: OrderToSettle,
  { appreciation: plan }: Plans,
) {
  if (counted === null || !plan) return { buyer, referrer, pool, grant: null, postings: [] };
  invariant(pool !== null, 'an appreciation plan without its pool');
  const taking = referrerTakesPart.appreciation ? referrer : null;
  const bought = purchasePoints(buyer, taking, pool, counted, plan);
  return {
    buyer: bought.buyer,
    referrer: bought.referrer ?? referrer,
    pool: bought.pool,
    grant: { ...bought.grant, counted, mintedBefore: pool.minted, plan },
    postings: bought.postings,
  };
}

function settleDividend(
  { buyer, referrer }: Pick<SettlementState, 'buyer' | 'referrer'>,
  { counted: { dividend: counted }, referrerTakesPart }: OrderToSettle,
  { dividend: plan }: Plans,
) {
  if (counted === null || !plan) return { buyer, referrer, grant: null, postings: [] };
  const accrued = accrueDividend(buyer, referrerTakesPart.dividend ? referrer : null, counted, plan);
  return {
    buyer: accrued.buyer,
    referrer: accrued.referrer ?? referrer,
    grant: { ...accrued.grant, counted, plan },
    postings: accrued.postings,
  };
}

function settleRelease(buyer: Member, { id, counted: { release: counted } }: OrderToSettle, { release: plan }: Plans) {
  if (counted === null || !plan) return { buyer, grant: null, postings: [] };
  const granted = releaseGrant(counted, plan) ?? NOTHING_GRANTED;
  return {
    buyer: withOrderAtLevel(buyer, granted.level),
    grant: { ...granted, counted, plan },
    postings: post('remaining', system.issued, orderAccount(id), granted.granted),
  };
}
