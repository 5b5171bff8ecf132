import type { AuditedAction } from '@shared/contract';
import { done } from '@shared/kernel';
import { note, noteEach } from '../_actions/audit';
import { once } from '../_actions/once';
import type { Caller, Handler } from '../_actions/outcomes';
import { labelOf, stockedOf } from '../_orders/cards';
import { toSendOf } from '../_orders/parcels';
import { _ } from '../_platform/cloud';
import { maskName } from '../_platform/maskName';
import { unseal } from '../_platform/phone';
import { transact } from '../_platform/transactions';
import { categories, goodsOnSale, members, orders } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';
import { listPage, shownOf } from '../_store/lists';
import { FILTERS } from './orders';

type Exported = Extract<AuditedAction, `admin.export${string}`>;

/** Writes down, at the first page of an export, that it was made: nothing is given out before. */
export const begun = async (action: Exported, { cursor }: { readonly cursor?: string | undefined }, caller: Caller) => {
  if (cursor === undefined) await transact((transaction) => note(caller, action, {}, transaction));
};

export const exportGoods: Handler<'admin.exportGoods'> = async (input, caller) => {
  await begun('admin.exportGoods', input, caller);
  const list = await listPage(goodsOnSale, input, {
    name: 'admin.exportGoods',
    condition: {},
    keys: [['_id', 'asc']],
    types: ['string'],
    fields: { title: true, categoryId: true, skus: true },
  });
  if (!list.ok) return list;
  const { found, next } = list.value;
  const [{ stock }, named] = await Promise.all([
    stockedOf(found),
    categories.getMany([...new Set(found.map(({ categoryId }) => categoryId))], { name: true }),
  ]);
  const names = new Map(named.map(({ _id, name }) => [_id, name]));
  return done({
    lines: found.flatMap(({ title, categoryId, skus }) =>
      skus.map((sku) => ({
        skuId: sku.skuId,
        title,
        label: labelOf(sku),
        category: names.get(categoryId) ?? '',
        priceFen: sku.priceFen,
        costFen: sku.costFen,
        stock: stock.get(sku.skuId)?.left ?? 0,
      })),
    ),
    next,
  });
};

const isOnItsWay = ({ state, address }: OrderDocument): boolean =>
  address !== null && (state === 'paid' || state === 'shipped');

/** Writes down whose addresses are looked at; what they show is answered only where that was done. */
const writeDown = (some: readonly OrderDocument[], caller: Caller) =>
  once<null, never>(caller, async (transaction) => {
    const looks = some.map(({ _id: orderId, memberId }) => ({ details: { orderId, memberId, by: 'export' } }));
    await noteEach(caller, 'admin.viewShippingAddress', looks, transaction);
    return done(null);
  });

function goodsOf(order: OrderDocument) {
  const toSend = new Map(toSendOf(order).map(({ skuId, quantity }) => [skuId, quantity]));
  return order.lines
    .map(({ skuId, title, label, quantity }) => ({
      title,
      label,
      quantity: toSend.size > 0 ? (toSend.get(skuId) ?? 0) : quantity,
    }))
    .filter(({ quantity }) => quantity > 0);
}

export const exportOrders: Handler<'admin.exportOrders'> = async (input, caller) => {
  await begun('admin.exportOrders', input, caller);
  const { requestId: _requestId, ...asked } = input;
  const list = await listPage(orders, asked, {
    name: 'admin.exportOrders',
    condition: {
      isPlaced: true,
      ...FILTERS[input.filter],
      ...(input.orderIds ? { _id: _.in([...input.orderIds]) } : {}),
    },
    keys: [
      ['placedAtMs', 'asc'],
      ['_id', 'asc'],
    ],
    types: ['number', 'string'],
    fields: { log: false },
  });
  if (!list.ok) return list;
  const { found, next } = list.value;
  const looked = input.withAddress ? found.filter(isOnItsWay) : [];
  if (looked.length > 0) {
    const noted = await writeDown(looked, caller);
    if (!noted.ok) return noted;
  }
  const buyers = await members.getMany([...new Set(found.map(({ memberId }) => memberId))], { nickname: true });
  const names = new Map(buyers.map(({ _id, nickname }) => [_id, nickname]));
  const isLooked = new Set(looked.map(({ _id }) => _id));
  const addressOf = ({ _id, address }: OrderDocument) => {
    if (!address || !isLooked.has(_id)) return null;
    const { name, phoneSealed, region, detail } = address;
    return { name, phone: unseal(phoneSealed), region, detail };
  };
  return done({
    lines: shownOf(found, (order) => ({
      orderNo: order.orderNo,
      placedAtMs: order.placedAtMs,
      state: order.state,
      shopName: order.shopName,
      goods: goodsOf(order),
      cashFen: order.cashFen,
      buyerMasked: maskName(names.get(order.memberId) ?? ''),
      note: order.note,
      address: addressOf(order),
    })),
    next,
  });
};
