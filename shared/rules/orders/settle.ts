import { add, done, type Fen, invariant, refusingOverflow } from '@shared/kernel';
import { type Account, type Posting, post, system } from '@shared/ledger';
import type { Plans } from '@shared/plans';
import { type AppreciationGrant, type BackingPool, purchasePoints } from '../appreciation';
import { accrueDividend, type DividendGrant } from '../dividends';
import type { Member } from '../member';
import { type RuleOutcome, refuse } from '../refusals';
import { type ReleaseGrant, releaseGrant } from './releaseOrder';

/** What a settled order touches. */
export interface SettlementState {
  readonly buyer: Member;
  readonly referrer: Member | null;
  /** null exactly when the appreciation plan is off. */
  readonly pool: BackingPool | null;
  /** The cash settled today so far. */
  readonly turnover: Fen;
  /**
   * Team volume with today's at the top of the buyer's line, the most that anybody above the buyer has; null when
   * the release plan is off or nobody's volume counts this order.
   */
  readonly volumeAbove: Fen | null;
}

/** Everything that one order gave: what a reversal takes back and an explanation shows (rules §5, §1, §3, §4). */
export interface OrderGrants {
  readonly amount: Fen;
  readonly appreciation: AppreciationGrant | null;
  readonly dividend: DividendGrant | null;
  readonly release: ReleaseGrant | null;
}

/** The state after a settled order, what it gave, and the postings. */
export interface Settlement {
  readonly state: SettlementState;
  readonly grants: OrderGrants;
  readonly postings: readonly Posting[];
}

/** The account that holds the release points of one order. */
export const orderAccount = (orderId: string): Account => `order:${orderId}` as Account;

/**
 * Settles an order of `amount` of cash under the plans that it takes part in: appreciating points, then dividends,
 * then the release; turnover and team volume with them (rules §0, §1, §3, §4). The order's release points wait until
 * tomorrow's close.
 * Refused whole: an amount of 0, and whatever would take any stored amount to 2^53 (rules §5).
 */
export const settlePurchase = (
  state: SettlementState,
  order: { readonly id: string; readonly amount: Fen },
  plans: Plans,
): RuleOutcome<Settlement> =>
  refusingOverflow(() => {
    const { amount } = order;
    if (amount === 0) return refuse('purchase/nothing');
    const turnover = add(state.turnover, amount);
    const volumeAbove = state.volumeAbove === null ? null : add(state.volumeAbove, amount);
    let { buyer, referrer, pool } = state;
    const postings: Posting[] = [];
    let appreciation: AppreciationGrant | null = null;
    let dividend: DividendGrant | null = null;
    if (plans.appreciation) {
      invariant(pool !== null, 'an appreciation plan without its pool');
      const bought = purchasePoints(buyer, referrer, pool, amount, plans.appreciation);
      ({ buyer, referrer, pool } = bought);
      appreciation = bought.grant;
      postings.push(...bought.postings);
    }
    if (plans.dividend) {
      const accrued = accrueDividend(buyer, referrer, amount, plans.dividend);
      ({ buyer, referrer } = accrued);
      dividend = accrued.grant;
      postings.push(...accrued.postings);
    }
    const release = plans.release ? releaseGrant(amount, plans.release) : null;
    if (release) {
      buyer = { ...buyer, level: Math.max(buyer.level, release.level) };
      postings.push(...post('remaining', system.issued, orderAccount(order.id), release.granted));
    }
    return done({
      state: { buyer, referrer, pool, turnover, volumeAbove },
      grants: { amount, appreciation, dividend, release },
      postings,
    });
  });
