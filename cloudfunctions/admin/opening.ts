import type { Opening, OpeningStep } from '@shared/contract';
import { addDays, businessDayOf, done } from '@shared/kernel';
import { PLAN_KINDS } from '@shared/plans';
import { note } from '../_actions/audit';
import { changed } from '../_actions/auditChain';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { stockedOf } from '../_orders/cards';
import { ownShop } from '../_orders/ownShop';
import { TO_SHIP } from '../_orders/waiting';
import { plansOn } from '../_plans/plans';
import { categories, goodsOnSale, members, openings, orders } from '../_store/collections';
import { readSettings } from '../_store/settings';

const OPENING_ID = 'opening';
const NAMES_SHOWN = 3;

/** The order that got furthest: the first one settled, else one on its way. */
async function furthestOrder(): Promise<Opening['firstOrder']> {
  for (const state of ['settled', 'received', 'shipped', 'paid'] as const) {
    const [found] = await orders.find({ isPlaced: true, state }, { limit: 1, fields: { state: true } });
    if (found) return { orderId: found._id, state: found.state };
  }
  return null;
}

/** What is on the shelf: how much, and the first of it. */
async function shelf(): Promise<Opening['goods']> {
  const [onShelf, [first]] = await Promise.all([
    goodsOnSale.count({ isOnShelf: true }),
    goodsOnSale.find(
      { isOnShelf: true },
      {
        orderBy: [
          ['weight', 'desc'],
          ['_id', 'asc'],
        ],
        limit: 1,
        fields: { title: true, skus: true },
      },
    ),
  ]);
  if (!first) return { onShelf, first: null };
  const { stock } = await stockedOf([first]);
  const pieces = [...stock.values()].reduce((sum, { left }) => sum + left, 0);
  return { onShelf, first: { goodsId: first._id, title: first.title, sizes: first.skus.length, stock: pieces } };
}

async function categoriesShown(): Promise<Opening['categories']> {
  const [count, first] = await Promise.all([
    categories.count({}),
    categories.find(
      {},
      {
        orderBy: [
          ['order', 'asc'],
          ['_id', 'asc'],
        ],
        limit: NAMES_SHOWN,
        fields: { name: true },
      },
    ),
  ]);
  return { count, first: first.map(({ name }) => name) };
}

/** How far the shop is. Every tick follows from what there is, so that it is true however the step was done. */
export const viewOpening: Handler<'admin.viewOpening'> = async (_input, { nowMs }) => {
  const tomorrow = addDays(businessDayOf(nowMs), 1);
  const [shop, kept, categoriesNow, goods, plans, owners, firstOrder, toShip, settings] = await Promise.all([
    ownShop(),
    openings.get(OPENING_ID),
    categoriesShown(),
    shelf(),
    plansOn(tomorrow),
    members.count({ roles: 'owner', isClosed: false }),
    furthestOrder(),
    orders.count({ isPlaced: true, ...TO_SHIP }),
    readSettings(),
  ]);
  const newest = PLAN_KINDS.flatMap((plan) => {
    const found = plans[plan];
    return found ? [{ plan, version: found.version, name: found.name, fromDay: found.fromDay }] : [];
  });
  const isWithoutPoints = kept?.isWithoutPoints ?? false;
  const isDone: Record<OpeningStep, boolean> = {
    shop: shop !== null,
    category: categoriesNow.count > 0,
    goods: goods.onShelf > 0,
    delivery: (shop?.deliveryWord ?? '') !== '',
    plan: newest.length > 0 || isWithoutPoints,
    clearances: isWithoutPoints || (newest.length > 0 && plans.paused.length === 0),
    secondAdmin: owners > 1,
    firstOrder: firstOrder?.state === 'settled',
  };
  return done({
    steps: (Object.keys(isDone) as OpeningStep[]).map((step) => ({ step, isDone: isDone[step] })),
    isWithoutPoints,
    shop: shop && {
      shopId: shop._id,
      name: shop.name,
      freightFen: shop.freightFen,
      freeFreightFromFen: shop.freeFreightFromFen,
      deliveryWord: shop.deliveryWord,
    },
    categories: categoriesNow,
    goods,
    plans: newest,
    needed: [...plans.paused],
    owners,
    firstOrder,
    todo: { toShip },
    isDemo: settings.isDemo,
  });
};

export const openWithoutPoints: Handler<'admin.openWithoutPoints'> = ({ isWithoutPoints }, caller) =>
  once<{ isWithoutPoints: boolean }, never>(caller, async (transaction) => {
    const before = (await openings.get(OPENING_ID, transaction))?.isWithoutPoints === true;
    await openings.put({ _id: OPENING_ID, isWithoutPoints }, transaction);
    const changes = changed({ isWithoutPoints: before }, { isWithoutPoints });
    await note(caller, 'admin.openWithoutPoints', {}, transaction, changes);
    return done({ isWithoutPoints });
  });
