import { type ParsedOf, refuse } from '@shared/contract';
import { done, fen, type Outcome } from '@shared/kernel';
import { newId } from '../../_platform/ids';
import type { Transaction } from '../../_platform/transactions';
import { afterSales, goodsOnSale, orders, stock } from '../../_store/collections';
import type { AfterSalesDocument, OrderDocument } from '../../_store/documents';
import type { Settings } from '../../_store/settings';
import { labelOf } from '../cards';
import { refundNoOf } from '../cashier';
import { giveBackPieces } from '../giveBackPieces';
import { parcelsOf, toSendOf } from '../parcels';
import { isToppingUp } from '../remains';
import { stateAfter } from '../step';
import { askable, claim, piecesOf } from './claims';
import { moveStock } from './exchange';
import { caseLog, type Doing } from './stepCase';

/** Cases of one order: more would make its record long without an end. */
const MOST_CASES = 20;
const DAY_MS = 86_400_000;

type Asked = ParsedOf<'afterSales.apply'>;
type Refused =
  | 'order/unknown'
  | 'order/notInState'
  | 'topUp/underWay'
  | 'stay/noCancel'
  | 'refund/tooLate'
  | 'afterSales/tooMany'
  | 'afterSales/tooOften'
  | 'afterSales/kind'
  | 'afterSales/otherPrice'
  | 'goods/soldOut';

/** Whether nothing of an order was sent yet. */
export const isUnsent = (order: OrderDocument): boolean => order.state === 'paid' && parcelsOf(order).length === 0;

/**
 * Whether pieces, so many of each line, go back without anybody's answer: all of them are to be sent yet, and nights
 * among them can be cancelled for nothing.
 */
export function goAtOnce(order: OrderDocument, pieces: readonly number[], nowMs: number): boolean {
  const toSend = toSendOf(order);
  return order.lines.every(
    ({ skuId, stay }, at) =>
      (pieces[at] === 0 || !stay || nowMs < stay.freeUntilMs) &&
      pieces[at]! <= (toSend.find((line) => line.skuId === skuId)?.quantity ?? 0),
  );
}

/** Since when nights among what is asked for do not go back any more, as was told before they were paid; else null. */
export function fixedSince(
  { lines }: OrderDocument,
  asked: readonly { readonly skuId: string }[],
  nowMs: number,
): number | null {
  for (const { skuId, stay } of lines)
    if (stay?.later === 'none' && nowMs >= stay.freeUntilMs && asked.some((line) => line.skuId === skuId))
      return stay.freeUntilMs;
  return null;
}

/** What may be asked of an order: what was not sent, or cannot be sent back, is asked for as money alone. */
export const kindsOf = (order: OrderDocument): AfterSalesDocument['kind'][] =>
  isUnsent(order) || (order.kind ?? 'delivered') !== 'delivered' ? ['refund'] : ['refund', 'return', 'exchange'];

/** Why no case may be opened over an order now, or null. */
export function whyNot(
  order: OrderDocument,
  nowMs: number,
): Outcome<never, 'order/notInState' | 'topUp/underWay' | 'refund/tooLate'> | null {
  if (!stateAfter(order, 'pieces.givenBack')) return refuse('order/notInState', { state: order.state });
  if (isToppingUp(order)) return refuse('topUp/underWay');
  // One that is being settled was past its window when that began, whatever this call's clock says.
  if (order.isSettling || (order.dueAtMs !== null && nowMs >= order.dueAtMs))
    return refuse('refund/tooLate', { dueAtMs: order.dueAtMs! });
  return null;
}

/**
 * Opens a case over pieces of an order before it settles, on the order as this transaction reads it (rules §5). What was
 * not sent goes back at once; else the shop has its time to answer. Pieces of an exchange are held on the shelf.
 */
export async function openCase(
  asked: Asked,
  memberId: string,
  settings: Settings,
  nowMs: number,
  transaction: Transaction,
): Promise<Outcome<{ readonly caseId: string }, Refused>> {
  const order = await orders.get(asked.orderId, transaction);
  if (!order?.isPlaced || order.memberId !== memberId) return refuse('order/unknown');
  const why = whyNot(order, nowMs);
  if (why) return why;
  if (!kindsOf(order).includes(asked.kind)) return refuse('afterSales/kind', { kind: asked.kind });
  if ((order.caseCount ?? 0) >= MOST_CASES) return refuse('afterSales/tooOften', { most: MOST_CASES });
  const fixed = fixedSince(order, asked.lines, nowMs);
  if (fixed !== null) return refuse('stay/noCancel', { freeUntilMs: fixed });
  const left = askable(order);
  for (const { skuId, quantity } of asked.lines) {
    const at = order.lines.findIndex((line) => line.skuId === skuId);
    if (quantity > (left[at] ?? 0) || asked.lines.filter((line) => line.skuId === skuId).length > 1)
      return refuse('afterSales/tooMany', { skuId, left: left[at] ?? 0 });
  }
  const lines = await caseLines(order, asked, transaction);
  if (!lines.ok) return lines;
  const one = caseOf(order, asked, lines.value, nowMs + settings.answerWithinDays * DAY_MS, nowMs);
  await moveStock(one, 'hold', transaction);
  const isAtOnce = asked.kind === 'refund' && goAtOnce(order, piecesOf(order, asked.lines), nowMs);
  await (isAtOnce ? giveBackAtOnce(order, one, nowMs, transaction) : keep(order, one, transaction));
  return done({ caseId: one._id });
}

async function keep(order: OrderDocument, one: AfterSalesDocument, transaction: Transaction): Promise<void> {
  await claim(order, one._id, piecesOf(order, one.lines), one.askedAtMs, transaction);
  await afterSales.addAll([one], transaction);
}

async function giveBackAtOnce(
  order: OrderDocument,
  one: AfterSalesDocument,
  nowMs: number,
  transaction: Transaction,
): Promise<void> {
  const refundNo = refundNoOf(order._id, one._id);
  // Of what was sent in part it does not come back of itself.
  const freight = isUnsent(order) ? 'unsent' : fen(0);
  const asked = { pieces: piecesOf(order, one.lines), freight, refundNo, why: one._id, by: 'buyer' } as const;
  await giveBackPieces(order, asked, nowMs, transaction);
  await orders.change(order._id, { caseCount: (order.caseCount ?? 0) + 1 }, transaction);
  const doing: Doing = { by: 'buyer', memberId: order.memberId, atMs: nowMs };
  await afterSales.addAll(
    [
      {
        ...one,
        state: 'done',
        isOpen: false,
        waitsFor: 'nobody',
        dueAtMs: null,
        refundNos: [refundNo],
        log: [...one.log, caseLog('refund.atOnce', 'done', { ...doing, words: '' })],
      },
    ],
    transaction,
  );
}

const caseOf = (
  order: OrderDocument,
  { kind, reason, words, pictures }: Asked,
  lines: AfterSalesDocument['lines'],
  dueAtMs: number,
  nowMs: number,
): AfterSalesDocument => {
  const doing: Doing = { by: 'buyer', memberId: order.memberId, atMs: nowMs, words, pictures };
  return {
    _id: newId('SH', 12),
    orderId: order._id,
    orderNo: order.orderNo,
    memberId: order.memberId,
    shopId: order.shopId,
    shopName: order.shopName,
    shopOwnerId: order.shopOwnerId,
    kind,
    state: 'asked',
    isOpen: true,
    waitsFor: 'shop',
    lines,
    reason,
    words,
    pictures,
    askedAtMs: nowMs,
    changedAtMs: nowMs,
    dueAtMs,
    returnTo: null,
    returnParcel: null,
    exchangeParcel: null,
    refundNos: [],
    log: [caseLog('case.asked', 'asked', doing)],
  };
};

/** The lines of a case; for an exchange, what of the same goods at the same price they are exchanged for. */
async function caseLines(
  order: OrderDocument,
  { kind, lines: asked }: Asked,
  transaction: Transaction,
): Promise<Outcome<AfterSalesDocument['lines'], Refused>> {
  const lines: AfterSalesDocument['lines'][number][] = [];
  for (const { skuId, quantity, toSkuId } of asked) {
    const bought = order.lines.find((line) => line.skuId === skuId)!;
    let to: AfterSalesDocument['lines'][number]['to'] = null;
    if (kind === 'exchange') {
      const goods = await goodsOnSale.get(bought.goodsId, transaction);
      const sku = goods?.skus.find((one) => one.skuId === (toSkuId ?? skuId));
      if (!sku || sku.priceFen !== bought.priceFen) return refuse('afterSales/otherPrice', { skuId });
      const left = (await stock.get(sku.skuId, transaction))?.left ?? 0;
      if (left < quantity) return refuse('goods/soldOut', { skuId: sku.skuId, title: bought.title, left });
      to = { skuId: sku.skuId, label: labelOf(sku) };
    }
    const { title, label, picture, ground, priceFen } = bought;
    lines.push({ skuId, title, label, picture, ground, priceFen, bought: bought.quantity, quantity, to });
  }
  return done(lines);
}
