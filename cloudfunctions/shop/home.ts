import type { ParsedOf } from '@shared/contract';
import { businessDayOf, done } from '@shared/kernel';
import { documentOf, type Joined, joining } from '../_actions/joins';
import type { Visitor } from '../_actions/outcomes';
import { balancesJoined, balancesJoins } from '../_books/balances';
import { closeShown, lastClose } from '../_books/closesRead';
import { cardOfGoods, stockedOf } from '../_orders/cards';
import { shopRulesOn } from '../_plans/plans';
import { carts, goodsOnSale } from '../_store/collections';
import type { CartDocument, MemberDocument, ShopDocument } from '../_store/documents';
import { shownOf } from '../_store/lists';
import { defaultPlaceJoin } from './addresses';
import { CARD_FIELDS, firstCategories } from './listGoods';

const GOODS_SHOWN = 11;
const SHORTCUTS = 5;

const joins = [...balancesJoins, documentOf<CartDocument>(carts.name), defaultPlaceJoin] as const;
type Own = Joined<typeof joins>;

/** The shop's first page: goods first; the wallet is one quiet row, one asset with its name. */
export const home = joining<'shop.home', typeof joins>(
  () => joins,
  async (_input: ParsedOf<'shop.home'>, { member, nowMs }: Visitor, own) => {
    const [front, wallet] = await Promise.all([frontOf(nowMs), member && walletOf(member, own)]);
    const { goods: found, shelf, shortcuts } = front;
    const [lead, ...goods] = shownOf(found, (one) => cardOfGoods(one, shelf));
    const [, , cart, place] = member ? own : [null, null, null, null];
    const deliveryWord = lead ? shelf.shops.get(lead.shopId)?.deliveryWord : undefined;
    return done({
      lead: lead ?? null,
      shortcuts,
      goods,
      cartCount: cart?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0,
      wallet: wallet || null,
      deliverTo: place && { detail: place.detail, deliveryWord: deliveryWord ?? '' },
      front: frontOfShop([...shelf.shops.values()]),
      isDemo: shelf.settings.isDemo,
    });
  },
);

/** What the platform's own shop says of itself, where something of it is shown. */
function frontOfShop(shown: readonly ShopDocument[]) {
  const own = shown.filter(({ ownerId }) => ownerId === null).sort((one, other) => (one._id < other._id ? -1 : 1))[0];
  return own ? { name: own.name, notice: own.notice ?? '', servicePhone: own.servicePhone ?? '' } : null;
}

/** Goods of the first page, with their shops and stock. */
async function goodsShown() {
  const goods = await goodsOnSale.find(
    { isOnShelf: true },
    {
      orderBy: [
        ['weight', 'desc'],
        ['_id', 'asc'],
      ],
      limit: GOODS_SHOWN,
      fields: CARD_FIELDS,
    },
  );
  return { goods, stocked: await stockedOf(goods) };
}

/** What everybody sees. */
async function frontOf(nowMs: number) {
  const [{ goods, stocked }, shortcuts, rules] = await Promise.all([
    goodsShown(),
    firstCategories(SHORTCUTS),
    shopRulesOn(businessDayOf(nowMs)),
  ]);
  return { goods, shortcuts, shelf: { ...rules, ...stocked } };
}

async function walletOf(member: MemberDocument, [wallet, figures]: Own) {
  const [balances, close] = await Promise.all([balancesJoined(member, [wallet, figures]), lastClose()]);
  return { asset: 'spendable' as const, units: balances.spendableCents, lastClose: closeShown(close) };
}
