import { businessDayOf, done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { balancesOf } from '../_books/balances';
import { closeShown, lastClose } from '../_books/closesRead';
import { cardOfGoods, shelfOf } from '../_orders/cards';
import { plansOn } from '../_plans/plans';
import { addresses, carts, goodsOnSale, shops } from '../_store/collections';
import { shownOf } from '../_store/lists';
import { readSettings } from '../_store/settings';
import { CARD_FIELDS, categoriesShown } from './listGoods';

const GOODS_SHOWN = 11;
const SHORTCUTS = 5;

/** The shop's first page: goods first; the wallet is one quiet row, one asset with its name. */
export const home: Handler<'shop.home'> = async (_input, { member, nowMs }) => {
  const [found, shortcuts, plans, settings, close] = await Promise.all([
    goodsOnSale.find(
      { isOnShelf: true },
      {
        orderBy: [
          ['weight', 'desc'],
          ['_id', 'asc'],
        ],
        limit: GOODS_SHOWN,
        fields: CARD_FIELDS,
      },
    ),
    categoriesShown(),
    plansOn(businessDayOf(nowMs)),
    readSettings(),
    lastClose(),
  ]);
  const shelf = await shelfOf(found, plans, settings);
  const [lead, ...goods] = shownOf(found, (one) => cardOfGoods(one, shelf));
  const [balances, cart, address] = member
    ? await Promise.all([
        balancesOf(member),
        carts.get(member._id),
        addresses.find({ memberId: member._id, isDefault: true }, { limit: 1 }),
      ])
    : [null, null, []];
  const deliver = address[0];
  const shop = deliver && lead ? await shops.get(lead.shopId) : null;
  return done({
    lead: lead ?? null,
    shortcuts: shortcuts.slice(0, SHORTCUTS),
    goods,
    cartCount: cart?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0,
    wallet: balances && { asset: 'spendable', units: balances.spendableCents, lastClose: closeShown(close) },
    deliverTo: deliver ? { detail: deliver.detail, deliveryWord: shop?.deliveryWord ?? '' } : null,
    isDemo: settings.isDemo,
  });
};
