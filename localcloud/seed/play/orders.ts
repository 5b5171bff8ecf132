import { answersOf } from '../answers';
import { catalogue } from '../catalogue';
import type { OrderPlan } from '../history';
import { shops } from '../shops';
import type { Stage } from './stage';

/** An order of the history as the system has it. */
export interface PlacedOrder {
  readonly plan: OrderPlan;
  readonly orderId: string;
}

const REASONS = [
  { reason: 'unwanted', words: '买多了' },
  { reason: 'other', words: '地址填错了' },
  { reason: 'unwanted', words: '和家里重复买了' },
  { reason: 'damaged', words: '包装有磕碰' },
  { reason: 'notAsDescribed', words: '口味不合适' },
] as const;
/** How an order is sent: by a carrier or cooled within the town; what is no parcel goes without one. */
const DELIVERIES = [
  { way: 'express', carrier: '德邦' },
  { way: 'local', carrier: '城际冷链' },
] as const;
const NO_PARCEL = { way: 'virtual', carrier: '' } as const;

const asksOfSku = new Map(catalogue.flatMap(({ asks, skus }) => skus.map(({ skuId }) => [skuId, asks] as const)));

/** The lines of a plan with what their goods ask for, as its buyer tells it. */
function toldLines({ lines, buyer, account }: OrderPlan, stage: Stage) {
  const { phone, name } = stage.actor(buyer).person;
  return lines.map((line) => {
    const asks = asksOfSku.get(line.skuId) ?? [];
    const answers = answersOf(asks, { phone, name, account }, stage.cloud.now());
    return asks.length > 0 ? { ...line, answers } : { ...line };
  });
}

const kindOfSku = new Map(catalogue.flatMap(({ kind, skus }) => skus.map(({ skuId }) => [skuId, kind] as const)));
/** How what it orders reaches its buyer. */
export const kindOfPlan = ({ lines }: OrderPlan) => kindOfSku.get(lines[0]!.skuId);

/** One of a list, the same for the same order. */
const ofOrder = <T>(list: readonly T[], orderId: string): T =>
  list[(orderId.codePointAt(orderId.length - 1) ?? 0) % list.length]!;

/** Where somebody's goods go; made up once. */
export async function addressOf(stage: Stage, key: string): Promise<string> {
  const actor = stage.actor(key);
  if (actor.addressId === null) {
    const { name, phone, address } = actor.person;
    const saved = await stage.as(key, 'shop.saveAddress', { name, phone, ...address, isDefault: true });
    actor.addressId = saved.addressId;
  }
  return actor.addressId;
}

/** Places an order, with what points it may take where its plan says so. */
export async function place(stage: Stage, plan: OrderPlan): Promise<PlacedOrder> {
  const addressId = await addressOf(stage, plan.buyer);
  const lines = toldLines(plan, stage);
  const useSpendableCents = plan.usesPoints
    ? (await stage.as(plan.buyer, 'shop.previewOrder', { lines, addressId, useSpendableCents: 'most' })).payment
        .spendableCents
    : 0;
  const { orderId } = await stage.as(plan.buyer, 'shop.placeOrder', {
    lines,
    addressId,
    useSpendableCents,
    requestId: plan.key,
  });
  return { plan, orderId };
}

/** Pays an order at the sandbox's sheet; its notice reaches payCallback before this settles. */
async function pay(stage: Stage, { plan, orderId }: PlacedOrder): Promise<void> {
  const { payment } = await stage.as(plan.buyer, 'shop.payOrder', { orderId });
  if (payment) await stage.cloud.pay({ outTradeNo: orderId }, 'paid');
}

/** Places an order and pays it, or leaves it, or takes it back at once: as its plan says. @returns it when it is paid and to be sent. */
export async function order(stage: Stage, plan: OrderPlan): Promise<PlacedOrder | null> {
  const placed = await place(stage, plan);
  const { orderId } = placed;
  if (plan.course.kind === 'unpaid') return null;
  if (plan.course.kind === 'cancelled') {
    await stage.as(plan.buyer, 'shop.cancelOrder', { orderId });
    return null;
  }
  await pay(stage, placed);
  // Its provider does the rest.
  if (kindOfPlan(plan) === 'topUp') return null;
  if (plan.course.kind !== 'refundedUnshipped') return placed;
  await askRefund(stage, placed);
  return null;
}

/** Whether its buyer comes to the shop with a code: nobody sends it. */
export const isVoucher = ({ plan }: PlacedOrder): boolean => kindOfPlan(plan) === 'voucher';

/** The administrator ships a paid order. */
export async function ship(stage: Stage, placed: PlacedOrder): Promise<void> {
  const { plan, orderId } = placed;
  if (isVoucher(placed)) return;
  const delivery = kindOfPlan(plan) === 'delivered' ? ofOrder(DELIVERIES, plan.key) : NO_PARCEL;
  await stage.as('admin', 'admin.ship', {
    orderId,
    ...delivery,
    ...(delivery.way === 'express'
      ? { trackingNo: `YS${plan.key.slice(-4)}${String(plan.day).padStart(2, '0')}8806` }
      : {}),
  });
}

/** Its buyer uses what he bought: the shop's owner redeems it, or of the platform's own shops the administrator. */
async function redeem(stage: Stage, { plan, orderId }: PlacedOrder): Promise<void> {
  const { shopName, vouchers } = await stage.as(plan.buyer, 'shop.viewOrder', { orderId });
  const owner = shops.find(({ name }) => name === shopName)?.owner;
  for (const { code, left } of vouchers) {
    if (left === 0) continue;
    const asked = { code, pieces: left, expectedLeft: left, requestId: `redeem-${code}` };
    if (owner && stage.actors.has(owner)) await stage.as(owner, 'merchant.redeemVoucher', asked);
    else await stage.as('admin', 'admin.redeemVoucher', asked);
  }
}

/** Its buyer confirms that it has come, or comes to use it. */
export async function confirm(stage: Stage, placed: PlacedOrder): Promise<void> {
  const { plan, orderId } = placed;
  if (isVoucher(placed)) return redeem(stage, placed);
  await stage.as(plan.buyer, 'shop.confirmReceipt', { orderId });
}

export async function askRefund(stage: Stage, { plan, orderId }: PlacedOrder): Promise<void> {
  const { reason, words } = ofOrder(REASONS, plan.key);
  await stage.as(plan.buyer, 'afterSales.apply', {
    orderId,
    kind: 'refund',
    lines: plan.lines.map(({ skuId, quantity }) => ({ skuId, quantity })),
    reason,
    words,
    requestId: `refund-${plan.key}`,
  });
}

/** The shop answers what was asked for: its owner, or of the platform's own shops the administrator. */
export async function decideRefund(stage: Stage, { plan, orderId }: PlacedOrder): Promise<void> {
  if (plan.course.kind !== 'refundAsked' || plan.course.decision === null) return;
  const { cases } = await stage.as(plan.buyer, 'afterSales.list', { orderId });
  const { caseId, shopName } = cases[0]!;
  const answer =
    plan.course.decision === 'approve'
      ? ({ is: 'agreed' } as const)
      : ({ is: 'refused', words: '已拆封使用，按规则不能退；可以申请换货' } as const);
  const owner = shops.find(({ name }) => name === shopName)?.owner;
  if (owner && stage.actors.has(owner)) await stage.as(owner, 'afterSales.answer', { caseId, answer });
  else await stage.as('admin', 'admin.answerAfterSales', { caseId, answer });
}
