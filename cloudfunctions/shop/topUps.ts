import { faceFenOf } from '@shared/asks';
import type { EarlierTopUp, TopUpGoods } from '@shared/contract';
import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { joining } from '../_actions/joins';
import type { Handler } from '../_actions/outcomes';
import { wholeAnswer } from '../_orders/answers';
import { asksShown, labelOf, stockedOf } from '../_orders/cards';
import { ownOrderJoin } from '../_orders/own';
import { cashLeftOf, isToppingUp, paidInCash } from '../_orders/remains';
import { topUpsOf } from '../_orders/shown';
import { runTopUps } from '../_orders/topUps/run';
import { _, aggregate } from '../_platform/cloud';
import { unseal } from '../_platform/phone';
import { goodsOnSale, orders } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';

const MOST_GOODS = 20;
const MOST_EARLIER = 5;
const WEEK_MS = 7 * 86_400_000;
const QUICK_MS = 10 * 60_000;
/** The newest of the week: enough to know the pace, and bounded. */
const MOST_PACED = 500;
/** A provider is asked for one order at most so often, however often a device calls. */
const ASK_AGAIN_AFTER_MS = 3_000;

async function goodsShown(): Promise<TopUpGoods[]> {
  const found = await goodsOnSale.find(
    { isOnShelf: true, kind: 'topUp' },
    {
      orderBy: [
        ['weight', 'desc'],
        ['_id', 'asc'],
      ],
      limit: MOST_GOODS,
      fields: { terms: false },
    },
  );
  const { shops, stock } = await stockedOf(found);
  return found.map((goods) => ({
    goodsId: goods._id,
    title: goods.title,
    shopName: shops.get(goods.shopId)?.name ?? '',
    picture: goods.pictures[0] ?? '',
    ground: goods.ground,
    asks: asksShown(goods.asks),
    detail: [...goods.detail],
    skus: goods.skus.map((sku) => ({
      skuId: sku.skuId,
      label: labelOf(sku),
      priceFen: sku.priceFen,
      faceFen: faceFenOf(labelOf(sku)),
      isSoldOut: (stock.get(sku.skuId)?.left ?? 0) === 0,
    })),
  }));
}

/** How long top-ups took that were received of late. */
async function pace(nowMs: number): Promise<{ count: number; inTenMinutes: number }> {
  const [row] = await orders.aggregate((pipeline) =>
    pipeline
      .match({ kind: 'topUp', receivedAtMs: _.gte(nowMs - WEEK_MS) })
      .sort({ receivedAtMs: -1 })
      .limit(MOST_PACED)
      .match({ toppedUpMs: _.gte(0) })
      .project({ isQuick: { $cond: [{ $lte: ['$toppedUpMs', QUICK_MS] }, 1, 0] } })
      .group({ _id: null, count: aggregate.sum(1), inTenMinutes: aggregate.sum('$isQuick') }),
  );
  return { count: Number(row?.count ?? 0), inTenMinutes: Number(row?.inTenMinutes ?? 0) };
}

const stateOf = ({ topUps = [] }: OrderDocument): EarlierTopUp['state'] => {
  if (topUps.some(({ state }) => state === 'due' || state === 'asked') || topUps.length === 0) return 'underWay';
  return topUps.some(({ state }) => state === 'succeeded') ? 'succeeded' : 'failed';
};

function earlierOf(order: OrderDocument): EarlierTopUp[] {
  const line = order.lines[0]!;
  const answer = order.answers?.find(({ skuId }) => skuId === line.skuId);
  if (!answer || order.paidAtMs === null) return [];
  const state = stateOf(order);
  return [
    {
      orderId: order._id,
      goodsId: line.goodsId,
      title: line.title,
      label: line.label,
      account: wholeAnswer(answer),
      askKey: answer.key,
      state,
      paidAtMs: order.paidAtMs,
      tookMs: state === 'succeeded' ? (order.toppedUpMs ?? null) : null,
      backFen: paidInCash(order) - cashLeftOf(order),
      why: order.topUps?.find((one) => one.state === 'failed')?.why ?? '',
    },
  ];
}

const earlierBy = async (memberId: string): Promise<EarlierTopUp[]> =>
  (
    await orders.find(
      { memberId, kind: 'topUp', paidAtMs: _.gt(0) },
      {
        orderBy: [
          ['paidAtMs', 'desc'],
          ['_id', 'asc'],
        ],
        limit: MOST_EARLIER,
        fields: { log: false },
      },
    )
  ).flatMap(earlierOf);

/** The counter of top-ups: what there is, how long it takes, and one's own numbers. */
export const viewTopUps: Handler<'shop.viewTopUps'> = async (_input, { member, nowMs }) => {
  const [goods, paced, earlier] = await Promise.all([goodsShown(), pace(nowMs), member ? earlierBy(member._id) : []]);
  return done({ goods, pace: paced, own: member ? { phone: unseal(member.phoneSealed), earlier } : null });
};

/** How one's own top-up stands. The provider is asked while its end is not known; what it says is booked. */
export const askTopUp = joining<'shop.askTopUp', readonly [ReturnType<typeof ownOrderJoin>]>(
  ({ orderId }) => [ownOrderJoin(orderId)],
  async ({ orderId }, { nowMs }, [order]) => {
    if (!order) return refuse('order/unknown');
    const shown = (now: OrderDocument) => done({ orderId, state: now.state, topUps: topUpsOf(now) });
    if (!isToppingUp(order)) return shown(order);
    const { topUpAskedAtMs: askedAtMs } = order;
    if (askedAtMs !== undefined && nowMs - askedAtMs < ASK_AGAIN_AFTER_MS) return shown(order);
    // Of two who look at the same moment one asks.
    const isMine = await orders.changeWhere(
      { _id: orderId, topUpAskedAtMs: askedAtMs ?? _.exists(false) },
      { topUpAskedAtMs: nowMs },
    );
    if (isMine === 0) return shown(order);
    await runTopUps(order, nowMs);
    return shown((await orders.get(orderId)) ?? order);
  },
);
