import type { InputOf } from '@shared/contract';
import { ANSWER } from '../seed/said';
import type { Crew } from './crew';
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
  readonly kind?: string;
  readonly lines: readonly { readonly skuId: string; readonly quantity: number }[];
}

interface Bought {
  readonly state: string;
  readonly paidAtMs: number | null;
  readonly shopOwnerId: string | null;
  readonly vouchers?: readonly { readonly code: string }[];
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
 * Cases of the platform's own shops that wait for more than a day get their answer; most are granted. Those of other
 * shops wait until their owners' time is over.
 */
async function decide(crew: Crew, dayNumber: number): Promise<void> {
  const waiting = crew.ground.engine.find(
    'afterSales',
    { state: 'asked', shopOwnerId: null, askedAtMs: { $lt: crew.ground.now() - DAY_MS } },
    { sort: { askedAtMs: 1, _id: 1 }, limit: MOST_DECIDED },
  );
  const chance = chanceOf(dayNumber, 2);
  for (const { _id } of waiting) {
    const answer = chance.happens(75)
      ? ({ is: 'agreed' } as const)
      : ({ is: 'refused', words: '已拆封使用，按规则不能退；可以申请换货' } as const);
    if (await crew.asStaff('admin.answerAfterSales', { caseId: String(_id), answer })) crew.lived.decided += 1;
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

/** Whatever was paid before today is sent, whoever bought it. */
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
    for (const parcel of parcelsOf(order, number))
      isSent = (await crew.asStaff('admin.ship', { orderId: order._id, ...parcel })) !== null || isSent;
    if (isSent) crew.lived.shipped += 1;
  }
}

/** Those who live on come and use their vouchers of the platform's own shops, a few days after they bought them. */
async function redeem(crew: Crew): Promise<void> {
  for (const { orderId, afterDays } of crew.life.open.slice(0, MOST_REDEEMED)) {
    const order = crew.ground.engine.get('orders', orderId) as Bought | undefined;
    const isDue = (order?.paidAtMs ?? 0) + (afterDays + 1) * DAY_MS <= crew.ground.now();
    if (order?.state !== 'paid' || !order.vouchers || order.shopOwnerId !== null || !isDue) continue;
    for (const { code } of order.vouchers) {
      const left = (await crew.asStaff('admin.viewVoucher', { code }))?.left;
      if (!left) continue;
      const asked = { code, pieces: left, expectedLeft: left, requestId: `life-redeem-${code}` };
      if (await crew.asStaff('admin.redeemVoucher', asked)) crew.lived.received += 1;
    }
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
  await answer(crew);
  await ship(crew, midnightMs);
  await redeem(crew);
}
