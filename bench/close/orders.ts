import { memberIdOf, orderIdOf } from './crowd';
import type { OrderDocument } from './live';

/** What is bought, of the goods that the shop opened with. */
export const GOODS = [
  { goodsId: 'apple', priceFen: 10_000, plans: ['appreciation'] },
  { goodsId: 'share', priceFen: 100_000, plans: ['dividend'] },
  { goodsId: 'bed', priceFen: 300_000, plans: ['release'] },
  { goodsId: 'both', priceFen: 900_000, plans: ['appreciation', 'dividend', 'release'] },
] as const;

const DAY_MS = 86_400_000;
const SETTLE_AFTER_DAYS = 7;

/** A received order of one piece, paid in cash, whose return window ends at `dueAtMs`. */
export function orderOf(
  number: number,
  buyer: number,
  { goodsId, priceFen, plans }: (typeof GOODS)[number],
  dueAtMs: number,
): OrderDocument {
  const receivedAtMs = dueAtMs - SETTLE_AFTER_DAYS * DAY_MS;
  const paidAtMs = receivedAtMs - 2 * DAY_MS;
  const digits = String(number).padStart(12, '0');
  return {
    _id: orderIdOf(number),
    orderNo: digits,
    memberId: memberIdOf(buyer),
    shopId: 'own',
    shopName: '明禾自营',
    shopOwnerId: null,
    kind: 'delivered',
    state: 'received',
    isPlaced: true,
    isAbandoned: false,
    refusal: null,
    isSwept: false,
    hasHolds: false,
    requestHash: digits.repeat(5),
    placedAtMs: paidAtMs,
    changedAtMs: receivedAtMs,
    lines: [
      {
        goodsId,
        skuId: `${goodsId}-1`,
        title: `商品 ${goodsId}`,
        label: '',
        picture: 'x',
        ground: 1,
        priceFen,
        costFen: Math.floor(priceFen / 5),
        quantity: 1,
        amountFen: priceFen,
        pointsCents: 0,
        cashFen: priceFen,
        plans,
      },
    ],
    goodsFen: priceFen,
    freightFen: 0,
    spendableCents: 0,
    cashFen: priceFen,
    counted: plans.map((plan) => ({ plan, countedFen: priceFen })),
    address: { name: '陈静', phoneSealed: digits.repeat(5), region: '山东省青岛市市南区', detail: '香港中路 40 号' },
    note: '',
    payBeforeMs: paidAtMs,
    paidAtMs,
    transactionId: digits,
    shippedAtMs: paidAtMs,
    autoReceiveAtMs: receivedAtMs,
    delivery: { carrier: '德邦', trackingNo: digits },
    receivedAtMs,
    settleAfterDays: SETTLE_AFTER_DAYS,
    dueAtMs,
    settledAtMs: null,
    settleDay: null,
    sequence: null,
    grants: [],
    notCounted: [],
    isRefundPending: false,
    refund: null,
    log: [],
    prepaidAtMs: paidAtMs,
    askedAtMs: 0,
    mayBePaid: false,
    refundSentAtMs: null,
  };
}
