import type { InputOf } from '@shared/contract';
import { ANSWER } from '../seed/said';
import type { Crew } from './crew';
import { review } from './members';
import { chanceOf } from './shopping';

const DAY_MS = 86_400_000;
/** A morning's work ends somewhere. */
const MOST_SHIPPED = 60;
const MOST_DECIDED = 20;
const MOST_RESTOCKED = 20;
const MOST_REDEEMED = 200;
const RESTOCKED_BELOW = 5;
const RESTOCKED_BY = 60;

const CARRIERS = [
  ['顺丰速运', 'SF'],
  ['中通快递', 'ZT'],
  ['德邦快递', 'DPK'],
  ['圆通速递', 'YT'],
] as const;

interface Row {
  readonly _id: string;
  readonly shopOwnerId: string | null;
  readonly kind?: string;
  readonly lines: readonly { readonly skuId: string; readonly quantity: number }[];
}

interface Bought {
  readonly state: string;
  readonly kind?: string;
  readonly paidAtMs: number | null;
  readonly shopOwnerId: string | null;
  readonly vouchers?: readonly { readonly code: string; readonly fromMs: number }[];
}

/** What ran low and has sold before comes in again; what never had a piece stays sold out, for show. */
async function restock(crew: Crew, dayNumber: number): Promise<void> {
  const low = crew.ground.engine.find(
    'stock',
    { left: { $lt: RESTOCKED_BELOW }, sold: { $gt: 0 } },
    { sort: { _id: 1 }, limit: MOST_RESTOCKED },
  );
  for (const { _id } of low)
    await crew.asStaff('admin.changeStock', {
      skuId: String(_id),
      by: RESTOCKED_BY,
      requestId: `life-stock-${dayNumber}-${String(_id)}`.slice(0, 64),
    });
}

/**
 * Cases that wait for more than a day get their answer from whose shop it is; most are granted. Those of a shop whose owner
 * a visitor may be wait until their time is over.
 */
async function decide(crew: Crew, dayNumber: number): Promise<void> {
  const waiting = crew.ground.engine.find(
    'afterSales',
    { state: 'asked', askedAtMs: { $lt: crew.ground.now() - DAY_MS } },
    { sort: { askedAtMs: 1, _id: 1 }, limit: MOST_DECIDED },
  );
  const chance = chanceOf(dayNumber, 2);
  for (const { _id, shopOwnerId } of waiting) {
    const answer = chance.happens(75)
      ? ({ is: 'agreed' } as const)
      : ({ is: 'refused', words: '已拆封使用，按规则不能退；可以申请换货' } as const);
    const input = { caseId: String(_id), answer };
    const owner = await crew.castmate((shopOwnerId as string | null) ?? null);
    const isAnswered =
      owner !== null
        ? await crew.as(owner, 'afterSales.answer', input)
        : shopOwnerId === null && (await crew.asStaff('admin.answerAfterSales', input));
    if (isAnswered) crew.lived.decided += 1;
  }
}

/** What members want to draw and has waited for a day is looked at; where a second one is to look, that waits on. */
async function reviewWithdrawals(crew: Crew, dayNumber: number): Promise<void> {
  const waiting = crew.ground.engine.find(
    'withdrawals',
    { state: 'inReview', atMs: { $lt: crew.ground.now() - DAY_MS } },
    { sort: { atMs: 1, amountFen: 1, _id: 1 }, limit: MOST_DECIDED },
  );
  const chance = chanceOf(dayNumber, 5);
  for (const { _id } of waiting) {
    const decision = chance.happens(85)
      ? ({ is: 'approved' } as const)
      : ({ is: 'declined', reason: '收款人姓名和微信实名对不上，请核对后再提' } as const);
    if (await crew.asStaff('admin.reviewWithdrawal', { withdrawalId: String(_id), decision })) crew.lived.decided += 1;
  }
}

/** How an order leaves: by a carrier where it is sent, else fetched or used at the shop. */
function parcelsOf({ kind, lines }: Row, number: number): Omit<InputOf<'admin.ship'>, 'orderId'>[] {
  if (kind !== undefined && kind !== 'delivered') return [{ way: 'collected', carrier: '到店核销' }];
  const [carrier, begins] = CARRIERS[number % CARRIERS.length]!;
  const trackingNo = `${begins}3${String(number).padStart(9, '0')}`;
  if (lines.length < 2 || number % 3 !== 0) return [{ carrier, trackingNo }];
  return [
    { carrier, trackingNo, lines: [{ skuId: lines[0]!.skuId, quantity: lines[0]!.quantity }] },
    { carrier, trackingNo: `${trackingNo}B` },
  ];
}

/** Whatever was paid before today is sent by whose shop it is. */
async function ship(crew: Crew, midnightMs: number): Promise<void> {
  const waiting = crew.ground.engine.find(
    'orders',
    {
      isPlaced: true,
      state: 'paid',
      isRefundPending: false,
      kind: { $ne: 'topUp' },
      vouchers: { $exists: false },
      placedAtMs: { $lt: midnightMs },
    },
    { sort: { placedAtMs: 1, _id: 1 }, limit: MOST_SHIPPED },
  ) as unknown as Row[];
  for (const order of waiting) {
    const number = crew.life.sent + 1;
    await crew.keep({ sent: number });
    let isSent = false;
    const owner = await crew.castmate(order.shopOwnerId);
    for (const parcel of parcelsOf(order, number)) {
      const input = { orderId: order._id, ...parcel };
      const sent =
        owner === null ? await crew.asStaff('admin.ship', input) : await crew.as(owner, 'merchant.ship', input);
      isSent = sent !== null || isSent;
    }
    if (isSent) crew.lived.shipped += 1;
  }
}

/** Redeems what is left of a voucher, or checks its guest in. @returns whether that was done. */
async function redeemOne(crew: Crew, owner: string | null, code: string): Promise<boolean> {
  const seen =
    owner === null
      ? await crew.asStaff('admin.viewVoucher', { code })
      : await crew.as(owner, 'merchant.viewVoucher', { code });
  const left = seen?.left;
  if (!left) return false;
  const asked = { code, pieces: left, expectedLeft: left, requestId: `life-redeem-${code}` };
  const redeemed =
    owner === null
      ? await crew.asStaff('admin.redeemVoucher', asked)
      : await crew.as(owner, 'merchant.redeemVoucher', asked);
  return redeemed !== null;
}

/**
 * Those who live on come by day: guests on the day on which their stay begins, others a few days after they bought their
 * voucher. The shop that sold it redeems it.
 */
export async function playVisits(crew: Crew): Promise<void> {
  const now = crew.ground.now();
  for (const { orderId, phone, afterDays, act } of crew.life.open.slice(0, MOST_REDEEMED)) {
    const order = crew.ground.engine.get('orders', orderId) as Bought | undefined;
    if (order?.state !== 'paid' || !order.vouchers || act !== 'confirm') continue;
    const isStay = order.kind === 'stay';
    const isDue = ({ fromMs }: { readonly fromMs: number }) =>
      fromMs <= now && (isStay || (order.paidAtMs ?? 0) + afterDays * DAY_MS <= now);
    const due = order.vouchers.filter(isDue);
    const owner = due.length > 0 ? await crew.castmate(order.shopOwnerId) : null;
    // A visitor may be the owner of such a shop, and redeems it or does not.
    if (due.length === 0 || (owner === null && order.shopOwnerId !== null)) continue;
    let isUsed = false;
    for (const { code } of due) isUsed = (await redeemOne(crew, owner, code)) || isUsed;
    if (!isUsed) continue;
    crew.lived.used += 1;
    await review(crew, phone, orderId, false);
  }
}

/** Those who were not content get an answer. */
async function answer(crew: Crew): Promise<void> {
  const waiting = await crew.asStaff('admin.listReviews', { filter: 'toAnswer', limit: MOST_DECIDED });
  for (const { reviewId, stars } of waiting?.reviews ?? [])
    if (stars < 3)
      await crew.asStaff('admin.answerReview', { reviewId, words: ANSWER, requestId: `life-answer-${reviewId}` });
}

/** The shop's morning: stock comes in, refunds and reviews are answered, parcels leave. */
export async function playMorning(crew: Crew, dayNumber: number, midnightMs: number): Promise<void> {
  await restock(crew, dayNumber);
  await decide(crew, dayNumber);
  await reviewWithdrawals(crew, dayNumber);
  await answer(crew);
  await ship(crew, midnightMs);
}
