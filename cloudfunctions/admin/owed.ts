import { type OutputOf, type OwedShop, refuse } from '@shared/contract';
import { businessDayOf, done } from '@shared/kernel';
import { note } from '../_actions/audit';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { listShopLines as list, owedShown } from '../_books/shopLines';
import { newId } from '../_platform/ids';
import { paidAloneOn, payOut as pay } from '../_settle/payOut';
import { merchants, proposals, shops } from '../_store/collections';
import type { MerchantDocument } from '../_store/documents';
import { listPage, shownOf } from '../_store/lists';
import { readSettings } from '../_store/settings';
import { newProposal, proposalShown } from './proposals';

const shown = (shopId: string, name: string, merchant: MerchantDocument | null): OwedShop => ({
  shopId,
  name,
  ...owedShown(merchant),
});

export const listOwed: Handler<'admin.listOwed'> = async (input) => {
  const page = await listPage(merchants, input, {
    name: 'admin.listOwed',
    condition: {},
    keys: [
      ['cashFen', 'desc'],
      ['_id', 'asc'],
    ],
    types: ['number', 'string'],
  });
  if (!page.ok) return page;
  const { found, next } = page.value;
  const named = await shops.getMany(
    found.map(({ _id }) => _id),
    { name: true },
  );
  const names = new Map(named.map(({ _id, name }) => [_id, name]));
  return done({ shops: shownOf(found, (one) => shown(one._id, names.get(one._id) ?? one._id, one)), next });
};

/** So many payouts of one shop wait at most before somebody decides. */
const MOST_WAITING = 20;

export const viewOwed: Handler<'admin.viewOwed'> = async ({ shopId }, { nowMs }) => {
  const [shop, merchant, settings, waiting] = await Promise.all([
    shops.getFields(shopId, { name: true }),
    merchants.get(shopId),
    readSettings(),
    proposals.find(
      { state: 'proposed', 'what.kind': 'payout', 'what.shopId': shopId },
      {
        orderBy: [
          ['proposedAtMs', 'desc'],
          ['_id', 'desc'],
        ],
        limit: MOST_WAITING,
      },
    ),
  ]);
  if (!shop) return refuse('shop/unknown', { shopId });
  return done({
    shop: shown(shopId, shop.name ?? shopId, merchant),
    aloneFen: Math.max(settings.payoutAloneFen - paidAloneOn(businessDayOf(nowMs), merchant), 0),
    waiting: waiting.map(proposalShown),
  });
};

export const listShopLines: Handler<'admin.listShopLines'> = (input) =>
  list('admin.listShopLines', input, input.shopId);

export const payOut: Handler<'admin.payOut'> = async ({ shopId, amountFen, reference }, caller) => {
  const screened = await screenText([reference], 'byShop');
  if (!screened.ok) return screened;
  const { nowMs } = caller;
  const { payoutAloneFen } = await readSettings();
  return once<OutputOf<'admin.payOut'>, 'shop/unknown' | 'payout/exceedsOwed'>(caller, async (transaction) => {
    const shop = await shops.get(shopId, transaction);
    if (!shop) return refuse('shop/unknown', { shopId });
    const merchant = await merchants.get(shopId, transaction);
    const owedFen = merchant?.cashFen ?? 0;
    if (amountFen > owedFen) return refuse('payout/exceedsOwed', { askedFen: amountFen, owedFen });
    const payoutId = newId('O', 16);
    const details = { shopId, amountFen, reference };
    if (paidAloneOn(businessDayOf(nowMs), merchant) + amountFen <= payoutAloneFen) {
      const paid = await pay({ ...details, payoutId, isAlone: true }, nowMs, transaction);
      if (!paid.ok) return paid;
      await note(caller, 'admin.payOut', { ...details, payoutId }, transaction);
      return done({ state: 'paid', owedFen: paid.value.owedFen, proposalId: null });
    }
    const what = { kind: 'payout', shopId, shopName: shop.name, amountFen, reference } as const;
    const { _id: proposalId } = await newProposal(caller, 'admin.payOut', what, '', transaction);
    return done({ state: 'proposed', owedFen, proposalId });
  });
};
