import {
  add,
  done,
  type Fen,
  fen,
  type MicroPoints,
  type ReleaseCents,
  refusingOverflow,
  seenAs,
  subtract,
} from '@shared/kernel';
import type { Posting } from '@shared/ledger';
import type { BackingPool } from '../appreciation';
import type { Member } from '../member';
import { type RuleOutcome, refuse } from '../refusals';
import { buyBack, cutRelease, type Portion, partOf, type ReversibleOrder, takeGiven } from './takeBack';
import { type Withheld, withhold } from './withhold';

/** What a reversal touches. */
export interface ReversalState {
  readonly buyer: Member;
  readonly referrer: Member | null;
  /** null only where the appreciation gave nothing for the order. */
  readonly pool: BackingPool | null;
  /** Release points that the order still holds. */
  readonly remaining: ReleaseCents;
}

/** The figures of a reversal, which explain what may be paid back (rules §5 reversal). */
export interface ReversalFigures extends Withheld {
  /** Cash reversed, b. */
  readonly amount: Fen;
  /** Points taken back, as far as they were held. */
  readonly buyerPoints: MicroPoints;
  readonly referrerPoints: MicroPoints;
  /** What the platform bought them back for out of the pool, r. */
  readonly recovered: Fen;
  /** By so much the volume of the buyer's line falls at once: of the cash that counted for the release. */
  readonly volume: Fen;
  /** Release points cancelled in the order. */
  readonly cancelled: ReleaseCents;
}

/** State and order after a reversal. */
export interface Reversal {
  readonly state: ReversalState;
  readonly order: ReversibleOrder;
  readonly figures: ReversalFigures;
  readonly postings: readonly Posting[];
}

/**
 * Reverses `amount` of a settled order (a late return, a fraud; rules §5): what the order still holds is cancelled, what
 * it gave is taken back as far as the same person holds it, the rest of exit quota, quota and spendable points is owed.
 * Points that are taken are bought back out of the pool, so that the price never falls. Turnover stays.
 * Refused: an amount of 0, one above what is left of the order, an order of which nothing is left, and whatever would
 * take any stored amount to 2^53.
 */
export const reverseOrder = (state: ReversalState, order: ReversibleOrder, amount: Fen): RuleOutcome<Reversal> =>
  refusingOverflow(() => {
    const left = subtract(order.amount, order.reversed);
    if (left === 0) return refuse('reversal/nothingLeft', { amount: order.amount });
    if (amount === 0) return refuse('reversal/nothing');
    if (amount > left) return refuse('reversal/exceedsOrder', { asked: amount, left });
    const portion: Portion = { of: order.amount, before: order.reversed, after: add(order.reversed, amount) };
    const { appreciation, dividend, release } = order;
    const buyer = takeGiven(state.buyer, portion, {
      points: appreciation?.buyerPoints,
      exitQuota: appreciation?.buyerExitQuota,
      quota: dividend?.buyerQuota,
      weight: dividend?.buyerWeight,
    });
    const referrer =
      state.referrer &&
      takeGiven(state.referrer, portion, {
        points: appreciation?.referrerPoints,
        exitQuota: appreciation?.referrerExitQuota,
        quota: dividend?.referrerQuota,
        weight: dividend?.referrerWeight,
      });
    const points = add(buyer.points, referrer?.points ?? (0 as MicroPoints));
    const contribution = partOf(appreciation?.contribution ?? fen(0), portion);
    const bought = buyBack(state.pool, points, contribution);
    const cut = cutRelease(buyer.member, order, state.remaining, portion);
    const ofBuyer = withhold(
      cut.member,
      { ...buyer.missing, spendable: cut.missing },
      {
        amount,
        contribution: subtract(contribution, bought.recovered),
        dividendCash: partOf(dividend?.counted ?? fen(0), portion),
        dividendRates: dividend?.plan ?? null,
      },
    );
    // The referrer's debts are the referrer's: nothing is withheld for them.
    const ofReferrer = referrer && withhold(referrer.member, { ...referrer.missing, spendable: 0 as never }, null);
    return done({
      state: {
        buyer: ofBuyer.member,
        referrer: ofReferrer?.member ?? null,
        pool: bought.pool,
        remaining: cut.remaining,
      },
      order: { ...order, reversed: portion.after, release: cut.release },
      figures: {
        ...ofBuyer.figures,
        amount,
        buyerPoints: buyer.points,
        referrerPoints: referrer?.points ?? (0 as MicroPoints),
        recovered: bought.recovered,
        volume: partOf(release?.counted ?? fen(0), portion),
        cancelled: cut.cancelled,
      },
      postings: [
        ...buyer.postings,
        ...(referrer?.postings ?? []),
        ...bought.postings,
        ...cut.postings,
        ...ofBuyer.postings,
        ...(ofReferrer?.postings ?? []),
      ],
    });
  });

/** What a reversal would come to, nothing changed; refused as the reversal would be (rules §5). */
export const previewReversal = (
  state: ReversalState,
  order: ReversibleOrder,
  amount: Fen,
): RuleOutcome<ReversalFigures> => seenAs(reverseOrder(state, order, amount), ({ figures }) => figures);
