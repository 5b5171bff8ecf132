import type { OutputOf, ParsedOf } from '@shared/contract';
import { businessDayOf, done } from '@shared/kernel';
import { documentOf, firstOf, type Join, type Joined, joining } from '../_actions/joins';
import type { Visitor } from '../_actions/outcomes';
import { balancesJoined, balancesJoins } from '../_books/balances';
import { closeShown, lastClose } from '../_books/closesRead';
import { cardOfGoods, stockedOf } from '../_orders/cards';
import { shopRulesOn } from '../_plans/plans';
import { writeCursor } from '../_platform/cursors';
import { carts, storefronts } from '../_store/collections';
import type { CartDocument, GoodsDocument, MemberDocument, ShopDocument } from '../_store/documents';
import type { StorefrontDocument } from '../_store/documents/storefront';
import { shownOf, tagOf } from '../_store/lists';
import { STOREFRONT_ID } from '../_store/storefront';
import { together } from '../_store/together';
import { defaultPlaceJoin } from './addresses';
import { againOf, type BoughtBefore, boughtJoin } from './bought';
import { arrangementShown, bannersOf, hintsOf, listsOfHome, sectionsOf, shortcutsOf } from './homeLists';

/** The first of all goods; the list goes on behind them. */
const GOODS_SHOWN = 12;
const ORDERS_READ = 20;
const BOUGHT_SHOWN = 10;

/** How home is arranged, in the request that tells who calls. */
const storefrontJoin: Join<StorefrontDocument | null> = {
  lookup: { from: storefronts.name, pipeline: [{ $match: { _id: STOREFRONT_ID } }] },
  read: firstOf,
};

const joins = [
  ...balancesJoins,
  documentOf<CartDocument>(carts.name),
  defaultPlaceJoin,
  storefrontJoin,
  boughtJoin(ORDERS_READ),
] as const;
type Own = Joined<typeof joins>;

/**
 * The shop's first page: goods first; the wallet is one quiet row, one asset with its name. All lists of it are asked
 * for in one request, whatever the operator arranged.
 */
export const home = joining<'shop.home', typeof joins>(
  () => joins,
  async (_input: ParsedOf<'shop.home'>, { member, nowMs }: Visitor, own) => {
    const [, , cart, place, arranged, bought] = member ? own : ([null, null, null, null, undefined, []] as const);
    const [front, wallet] = await Promise.all([
      frontOf(arranged, bought.slice(0, BOUGHT_SHOWN), nowMs),
      member && walletOf(member, own),
    ]);
    const { shown, shelf } = front;
    const deliveryWord = shown.goods[0] && shelf.shops.get(shown.goods[0].shopId)?.deliveryWord;
    return done({
      ...shown,
      cartCount: cart?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0,
      wallet: wallet || null,
      deliverTo: place && { detail: place.detail, deliveryWord: deliveryWord ?? '' },
      front: frontOfShop([...shelf.shops.values()]),
      isDemo: shelf.settings.isDemo,
      nowMs,
    });
  },
);

/** What the platform's own shop says of itself, where something of it is shown. */
function frontOfShop(shown: readonly ShopDocument[]) {
  const own = shown.filter(({ ownerId }) => ownerId === null).sort((one, other) => (one._id < other._id ? -1 : 1))[0];
  return own ? { name: own.name, notice: own.notice ?? '', servicePhone: own.servicePhone ?? '' } : null;
}

type Shown = Pick<OutputOf<'shop.home'>, 'banners' | 'shortcuts' | 'sections' | 'hints' | 'again' | 'goods' | 'next'>;

/** Lists, their goods' stock and shops, one after the other; the rules beside them. `arranged` undefined: not read yet. */
async function frontOf(
  arranged: StorefrontDocument | null | undefined,
  bought: readonly BoughtBefore[],
  nowMs: number,
) {
  const read = async () => {
    const storefront = arranged === undefined ? await storefronts.get(STOREFRONT_ID) : arranged;
    const arrangement = arrangementShown(storefront);
    const found = await together(
      listsOfHome(
        arrangement,
        bought.map(({ goodsId }) => goodsId),
        GOODS_SHOWN + 1,
        nowMs,
      ),
    );
    const goods = Object.entries(found).flatMap(([name, rows]) =>
      name.startsWith('goods') ? (rows as readonly GoodsDocument[]) : [],
    );
    return { arrangement, found, goods, stocked: await stockedOf(goods) };
  };
  const [{ arrangement, found, goods, stocked }, rules] = await Promise.all([
    read(),
    shopRulesOn(businessDayOf(nowMs)),
  ]);
  const shelf = { ...rules, ...stocked };
  const all = found.goodsAll as readonly GoodsDocument[];
  const first = all.slice(0, GOODS_SHOWN);
  const last = all.length > GOODS_SHOWN ? first[first.length - 1]! : null;
  const listed = new Map(goods.map((one) => [one._id, one]));
  const cardsOf = (asOffered: boolean) =>
    new Map(
      shownOf([...listed.values()], (one) => cardOfGoods(one, shelf, asOffered)).map((card) => [card.goodsId, card]),
    );
  const cards = cardsOf(false);
  const shown: Shown = {
    banners: bannersOf(arrangement, found, cards),
    shortcuts: shortcutsOf(arrangement, found),
    sections: sectionsOf(arrangement, found, { plain: cards, offered: cardsOf(true) }, last !== null),
    hints: hintsOf(arrangement, found),
    again: againOf(bought, found.goodsAgain as readonly GoodsDocument[], shelf),
    goods: first.flatMap(({ _id }) => cards.get(_id) ?? []),
    next: last && writeCursor(tagOf('shop.listGoods', LIST_ASKED), [last.shelfRank, last.weight, last._id]),
  };
  return { shown, shelf };
}

/** How the endless list asks for what comes next. */
const LIST_ASKED = { sort: 'default', limit: GOODS_SHOWN };

async function walletOf(member: MemberDocument, [wallet, figures]: Own) {
  const [balances, close] = await Promise.all([balancesJoined(member, [wallet, figures]), lastClose()]);
  return { asset: 'spendable' as const, units: balances.spendableCents, lastClose: closeShown(close) };
}
