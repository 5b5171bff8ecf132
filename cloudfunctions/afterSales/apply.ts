import { type OutputOf, type RefusalOf, refuse } from '@shared/contract';
import { done, fen } from '@shared/kernel';
import { keepOutcome, once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { labelOf, stockedOf } from '../_orders/cards';
import { screenSaid } from '../_orders/cases/answering';
import { askable, piecesOf } from '../_orders/cases/claims';
import { fixedSince, goAtOnce, isUnsent, kindsOf, openCase, whyNot } from '../_orders/cases/open';
import { casePageOf, ledgerOf } from '../_orders/cases/shownCase';
import { sendRefund } from '../_orders/refunds';
import { afterSales, goodsOnSale, orders } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';
import { readSettings } from '../_store/settings';

type Previewed = OutputOf<'afterSales.preview'>;

function howOf(order: OrderDocument, pieces: readonly number[], nowMs: number): Previewed['how'] {
  if (order.state === 'settled') return 'reversal';
  if (whyNot(order, nowMs)) return order.isSettling ? 'reversal' : 'none';
  if (order.lines.every((line) => fixedSince(order, [line], nowMs) !== null)) return 'none';
  const isAnyAsked = pieces.some((some) => some > 0);
  return (isAnyAsked ? goAtOnce(order, pieces, nowMs) : isUnsent(order)) ? 'atOnce' : 'asked';
}

/** Other sizes of what was bought that it may be exchanged for: of the same goods, at the same price. */
async function othersOf(order: OrderDocument): Promise<ReadonlyMap<string, Previewed['lines'][number]['others']>> {
  const goods = await goodsOnSale.getMany([...new Set(order.lines.map(({ goodsId }) => goodsId))], { skus: true });
  const { stock } = await stockedOf(goods);
  return new Map(
    order.lines.map(({ skuId, goodsId, priceFen }) => {
      const skus = goods.find(({ _id }) => _id === goodsId)?.skus ?? [];
      const others = skus.filter((sku) => sku.priceFen === priceFen && (stock.get(sku.skuId)?.left ?? 0) > 0);
      return [
        skuId,
        others.map((sku) => ({ skuId: sku.skuId, label: labelOf(sku), left: stock.get(sku.skuId)?.left ?? 0 })),
      ];
    }),
  );
}

export const preview: Handler<'afterSales.preview'> = async ({ orderId, lines }, { member, nowMs }) => {
  const order = await orders.get(orderId);
  if (!order?.isPlaced || order.memberId !== member._id) return refuse('order/unknown');
  const pieces = piecesOf(order, lines);
  const how = howOf(order, pieces, nowMs);
  const isAsked = how === 'asked' || how === 'atOnce';
  const open = isAsked ? askable(order) : order.lines.map(() => 0);
  const left = open.map((some, at) => (fixedSince(order, [order.lines[at]!], nowMs) === null ? some : 0));
  const tooMany = order.lines.findIndex((_line, at) => pieces[at]! > left[at]!);
  if (tooMany >= 0) return refuse('afterSales/tooMany', { skuId: order.lines[tooMany]!.skuId, left: left[tooMany]! });
  const kinds = isAsked ? kindsOf(order) : [];
  const [settings, others] = await Promise.all([
    readSettings(),
    kinds.includes('exchange') ? othersOf(order) : new Map<string, Previewed['lines'][number]['others']>(),
  ]);
  return done({
    orderId,
    shopName: order.shopName,
    receivedAtMs: order.receivedAtMs,
    untilMs: order.dueAtMs,
    how,
    kinds,
    answerWithinDays: settings.answerWithinDays,
    lines: order.lines.map(({ skuId, title, label, picture, ground, priceFen, quantity }, at) => ({
      skuId,
      title,
      label,
      picture,
      ground,
      priceFen,
      bought: quantity,
      left: left[at]!,
      others: others.get(skuId) ?? [],
    })),
    ledger: ledgerOf(order, pieces, how === 'atOnce' && isUnsent(order) ? 'unsent' : fen(0)),
  });
};

export const apply: Handler<'afterSales.apply'> = async (input, caller) => {
  const { member, nowMs } = caller;
  // Kept as the request's outcome, unless the request was answered before.
  const screened = await screenSaid({ texts: [input.words], pictures: input.pictures }, 'toShop');
  if (!screened.ok) {
    const kept = await keepOutcome<{ caseId: string }, RefusalOf<'afterSales.apply'>>(caller, screened);
    if (!kept.ok) return kept;
  }
  const settings = await readSettings();
  const opened = await once(caller, (transaction) => openCase(input, member._id, settings, nowMs, transaction));
  if (!opened.ok) return opened;
  const one = (await afterSales.get(opened.value.caseId))!;
  let order = (await orders.get(one.orderId))!;
  if (one.refundNos.length > 0 && (order.isRefundDue || order.state === 'refunding')) {
    await sendRefund(order, nowMs);
    order = (await orders.get(one.orderId))!;
  }
  return done(await casePageOf(one, order, 'buyer', nowMs));
};
