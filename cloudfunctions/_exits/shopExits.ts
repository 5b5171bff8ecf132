import type { OutputOf, RefusalOf } from '@shared/contract';
import { done, fen, microPoints, type Outcome, stableCents } from '@shared/kernel';
import type { Posting } from '@shared/ledger';
import {
  type BackingPool,
  type Merchant,
  merchantRedeem,
  merchantSell,
  newMerchant,
  priceOf,
  priceShown,
} from '@shared/rules';
import { book } from '../_books/journal';
import { type Turn, takeNumber } from '../_books/serial';
import { _ } from '../_platform/cloud';
import { newId } from '../_platform/ids';
import type { Transaction } from '../_platform/transactions';
import { merchants, pools, shopLines } from '../_store/collections';
import type { MerchantDocument, ShopLineDocument } from '../_store/documents';
import type { PoolDocument } from '../_store/documents/platform';
import { asQuoted, inForce, mayBeSold, type PoolRead } from './pool';

type Own<Name extends 'merchant.redeemStable' | 'merchant.sellPoints'> = Exclude<
  RefusalOf<Name>,
  'request/reused' | 'close/running'
>;
type Redeemed = Omit<OutputOf<'merchant.redeemStable'>, 'exitId' | 'atMs'>;
type Sold = Omit<OutputOf<'merchant.sellPoints'>, 'exitId' | 'atMs'>;

/** A shop as the rules take it. What the platform owes it may be below 0, and is no part of what a sale is worked out on. */
const merchantOf = (shopId: string, kept: MerchantDocument | null): Merchant => ({
  ...newMerchant(shopId),
  stable: stableCents(kept?.stableCents ?? 0),
  points: microPoints(kept?.pointsMicroPoints ?? 0),
  cash: fen(Math.max(kept?.cashFen ?? 0, 0)),
});

/** What redeeming stable points would give a shop, by the rule, with the pool and the shop as they would be then. */
export function redemptionSeen(read: PoolRead, shopId: string, kept: MerchantDocument | null, cents: number) {
  const works = inForce(read);
  if (!works.ok) return works;
  const { pool } = works.value;
  const redeemed = merchantRedeem(merchantOf(shopId, kept), pool.state, stableCents(cents));
  if (!redeemed.ok)
    return redeemed as Outcome<never, Exclude<RefusalOf<'merchant.previewRedemption'>, 'request/reused'>>;
  const { merchant, points } = redeemed.value;
  const shown: Redeemed = {
    cents,
    microPoints: points,
    leftCents: merchant.stable,
    leftMicroPoints: merchant.points,
    priceShown: priceShown(priceOf(pool.state)),
  };
  return done({ ...redeemed.value, before: pool, shown });
}

/** What a sale would bring a shop, by the rule; a missing clearance is told besides. */
export function shopSaleSeen(read: PoolRead, shopId: string, kept: MerchantDocument | null, points: number) {
  const works = inForce(read);
  if (!works.ok) return works;
  const { pool, inForce: plan } = works.value;
  const sold = merchantSell(merchantOf(shopId, kept), pool.state, microPoints(points), plan.plan);
  if (!sold.ok) return sold as Outcome<never, Exclude<RefusalOf<'merchant.previewSale'>, 'request/reused'>>;
  const { figures, merchant } = sold.value;
  const shown: Sold = {
    microPoints: figures.points,
    grossFen: figures.gross,
    feeFen: figures.fee,
    payoutFen: figures.payout,
    leftMicroPoints: merchant.points,
    priceShown: priceShown(figures.price),
  };
  return done({ ...sold.value, before: pool, shown });
}

interface Event {
  readonly exitId: string;
  readonly shopId: string;
  readonly kind: 'redemption' | 'sale';
  readonly changes: Readonly<Record<string, unknown>>;
  readonly postings: readonly Posting[];
  readonly sides: readonly (readonly [asset: ShopLineDocument['asset'], units: number])[];
  readonly parts: ShopLineDocument['parts'];
}

/** Writes what a shop did in its turn: its balances, the pool, the number of the day, its statement's lines, the entry. */
async function keep(
  pool: { readonly before: PoolDocument; readonly after: BackingPool },
  { exitId, shopId, kind, changes, postings, sides, parts }: Event,
  turn: Turn,
  transaction: Transaction,
): Promise<void> {
  const id = `exit:${exitId}`;
  await merchants.change(shopId, changes, transaction);
  await pools.put({ ...pool.before, state: pool.after }, transaction);
  await takeNumber(turn, transaction);
  const line = { shopId, day: turn.day, atMs: turn.atMs, journalId: id, orderId: null, orderNo: null, note: '' };
  const { pool: poolFen, circulating } = pool.before.state;
  await shopLines.addAll(
    sides.map(([asset, units]) => ({
      ...line,
      _id: `${id}:${asset}`,
      kind,
      asset,
      units,
      parts: { ...parts, poolFen, circulatingMicroPoints: circulating },
    })),
    transaction,
  );
  await book({ id, kind: `merchant.${kind}`, atMs: turn.atMs, day: turn.day, postings, lines: [] }, transaction);
}

/** Turns a shop's stable points into appreciating ones out of the reserve, in its turn (rules §2 Merchant redeems). */
export async function redeemStable(
  read: PoolRead,
  shopId: string,
  asked: { readonly cents: number; readonly quotedMicroPoints: number },
  turn: Turn,
  transaction: Transaction,
): Promise<Outcome<OutputOf<'merchant.redeemStable'>, Own<'merchant.redeemStable'>>> {
  const redeemed = redemptionSeen(read, shopId, await merchants.get(shopId, transaction), asked.cents);
  if (!redeemed.ok) return redeemed;
  const { before, pool: after, points, postings, shown } = redeemed.value;
  const quoted = asQuoted(asked.quotedMicroPoints, points, read);
  if (!quoted.ok) return quoted;
  const exitId = newId('X', 14);
  await keep(
    { before, after },
    {
      exitId,
      shopId,
      kind: 'redemption',
      changes: { stableCents: _.inc(-asked.cents), pointsMicroPoints: _.inc(points) },
      postings,
      sides: [
        ['stable', -asked.cents],
        ['appreciating', points],
      ],
      parts: { cents: asked.cents, microPoints: points },
    },
    turn,
    transaction,
  );
  return done({ exitId, atMs: turn.atMs, ...shown });
}

/** Sells a shop's appreciating points in its turn: the platform owes it the payout (rules §2 Merchant redeems). */
export async function sellShopPoints(
  read: PoolRead,
  shopId: string,
  asked: { readonly microPoints: number; readonly quotedFen: number },
  turn: Turn,
  transaction: Transaction,
): Promise<Outcome<OutputOf<'merchant.sellPoints'>, Own<'merchant.sellPoints'>>> {
  const cleared = mayBeSold(read);
  if (!cleared.ok) return cleared;
  const sold = shopSaleSeen(read, shopId, await merchants.get(shopId, transaction), asked.microPoints);
  if (!sold.ok) return sold;
  const { before, pool: after, figures, postings, shown } = sold.value;
  const quoted = asQuoted(asked.quotedFen, figures.payout, read);
  if (!quoted.ok) return quoted;
  const exitId = newId('X', 14);
  await keep(
    { before, after },
    {
      exitId,
      shopId,
      kind: 'sale',
      changes: {
        pointsMicroPoints: _.inc(-figures.points),
        cashFen: _.inc(figures.payout),
        soldFen: _.inc(figures.payout),
      },
      postings,
      sides: [
        ['cash', figures.payout],
        ['appreciating', -figures.points],
      ],
      parts: { microPoints: figures.points, grossFen: figures.gross, feeFen: figures.fee },
    },
    turn,
    transaction,
  );
  return done({ exitId, atMs: turn.atMs, ...shown });
}
