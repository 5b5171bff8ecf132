import { refuse } from '@shared/contract';
import { done, fen, type Outcome, spendableCents, stableCents } from '@shared/kernel';
import type { AppreciationPlan } from '@shared/plans';
import {
  type BackingPool,
  type EditionPrice,
  type Member,
  newMember,
  newMerchant,
  type Taken,
  takeEdition,
} from '@shared/rules';
import { type Balances, balancesFrom } from '../_books/balances';
import { spendableCash } from '../_books/cashOut';
import type { ShopRules } from '../_plans/plans';
import type { MerchantDocument, WalletDocument } from '../_store/documents';
import type { SeriesDocument } from '../_store/documents/collectibles';
import { takingStateOf } from './shownSeries';

type TakeRefusal =
  | 'collectible/unknown'
  | 'collectible/notOpen'
  | 'collectible/soldOut'
  | 'collectible/limit'
  | 'collectible/exceedsCash'
  | 'collectible/notPayable'
  | 'spending/exceedsHolding'
  | 'payment/exceedsHolding'
  | 'payment/ownMerchant'
  | 'plan/off'
  | 'redemption/nothing'
  | 'redemption/exceedsHolding'
  | 'redemption/locked'
  | 'redemption/exceedsExitQuota'
  | 'redemption/worthNothing'
  | 'balance/barred'
  | 'amount/tooLarge';

const priceOf = ({ asset, units }: SeriesDocument['price']): EditionPrice => {
  switch (asset) {
    case 'spendable':
      return { asset, units: spendableCents(units) };
    case 'stable':
      return { asset, units: stableCents(units) };
    case 'cash':
      return { asset, units: fen(units) };
    case 'appreciating':
      return { asset, worth: fen(units) };
  }
};

/** The series where it can be taken at a moment; whether one is left is the rule's. Refused: a draft, not its time. */
export function takeable(
  series: SeriesDocument | null,
  nowMs: number,
): Outcome<SeriesDocument, 'collectible/unknown' | 'collectible/notOpen'> {
  if (series?.state !== 'issued') return refuse('collectible/unknown');
  const state = takingStateOf({ ...series, left: 1 }, nowMs);
  if (state === 'open') return done(series);
  return refuse('collectible/notOpen', { opensAtMs: series.opensAtMs, closesAtMs: series.closesAtMs ?? 0 });
}

/** A member as an edition is paid, of what the wallet holds and closes have credited; what is not cash is as it is. */
interface Payer {
  readonly memberId: string;
  readonly wallet: WalletDocument | null;
  /** What closes have credited: it only grows. */
  readonly figures: Balances['figures'];
  readonly rules: ShopRules;
}

/** The member as the rule takes one who does not pay with appreciating points. Cash is what may leave, as an order's. */
function payerOf({ memberId, wallet, figures, rules }: Payer, asset: EditionPrice['asset']) {
  const balances = balancesFrom(memberId, wallet, figures);
  const cash = spendableCash(balances, rules.settings, rules.plans.isCleared('withdrawal'));
  if (asset === 'cash' && cash.bar) return refuse('balance/barred', { why: cash.bar });
  return done({
    ...newMember(memberId),
    spendable: spendableCents(Math.max(balances.spendableCents, 0)),
    stable: stableCents(balances.wallet.stableCents),
    cash: fen(cash.readyFen),
  });
}

/** What of a series a taking meets. */
export interface Met {
  readonly series: SeriesDocument;
  /** Whether there is an edition to be had. */
  readonly isLeft: boolean;
  readonly takenBefore: number;
}

const ruledSeries = ({ series: { _id, supply, limit, price }, isLeft }: Met) => ({
  id: _id,
  supply,
  // That one is to be had is looked at where it is claimed: how many more there are, no rule asks.
  taken: isLeft ? supply - 1 : supply,
  limit,
  price: priceOf(price),
});

type Ruled = Outcome<Taken, TakeRefusal>;

/** What an edition does to who pays it out of a wallet: the rule's answer. */
export function takenFromWallet(met: Met, payer: Payer, merchant: MerchantDocument | null): Ruled {
  const member = payerOf(payer, met.series.price.asset);
  if (!member.ok) return member;
  const { shopId } = met.series.issuer;
  const stable = stableCents(merchant?.stableCents ?? 0);
  const shop = met.series.price.asset === 'stable' ? { ...newMerchant(shopId), stable } : null;
  const { takenBefore } = met;
  const asked = { member: member.value, takenBefore, series: ruledSeries(met), shop, pool: null, plan: undefined };
  return takeEdition(asked) as Ruled;
}

/** The same of who pays with appreciating points, which are redeemed. */
export function takenFromPool(
  met: Met,
  member: Member,
  { pool, plan }: { readonly pool: BackingPool; readonly plan: AppreciationPlan },
): Ruled {
  const { takenBefore } = met;
  return takeEdition({ member, takenBefore, series: ruledSeries(met), shop: null, pool, plan }) as Ruled;
}
