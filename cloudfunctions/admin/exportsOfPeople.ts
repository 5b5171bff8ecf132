import type { VoucherLineExported } from '@shared/contract';
import { done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { balancesFrom } from '../_books/balances';
import { figuresOf, placesOf } from '../_books/pages/read';
import { members, vouchers, wallets } from '../_store/collections';
import type { VoucherDocument } from '../_store/documents';
import { listPage, shownOf } from '../_store/lists';
import { begun } from './exports';
import { memberFields, memberRow } from './memberRows';

const BY_ID = { condition: {}, keys: [['_id', 'asc']], types: ['string'] } as const;

export const exportMembers: Handler<'admin.exportMembers'> = async (input, caller) => {
  await begun('admin.exportMembers', input, caller);
  const fields = { ...memberFields, referrerId: true };
  const list = await listPage(members, input, { name: 'admin.exportMembers', ...BY_ID, fields });
  if (!list.ok) return list;
  const { found, next } = list.value;
  const figures = found.length > 0 ? await placesOf(found) : new Map<string, null>();
  return done({
    lines: shownOf(found, (member) => ({
      ...memberRow(member),
      referrerId: member.referrerId ?? '',
      ownCashFen: figures.get(member._id)?.ownVolumeFen ?? 0,
      downlineCashFen: figures.get(member._id)?.teamVolumeFen ?? 0,
    })),
    next,
  });
};

export const exportPoints: Handler<'admin.exportPoints'> = async (input, caller) => {
  await begun('admin.exportPoints', input, caller);
  const fields = { nickname: true, pageId: true };
  const list = await listPage(members, input, { name: 'admin.exportPoints', ...BY_ID, fields });
  if (!list.ok) return list;
  const { found, next } = list.value;
  if (found.length === 0) return done({ lines: [], next });
  const [figures, kept] = await Promise.all([figuresOf(found), wallets.getMany(found.map(({ _id }) => _id))]);
  const held = new Map(kept.map((wallet) => [wallet._id, wallet]));
  return done({
    lines: shownOf(found, ({ _id, nickname }) => {
      const standing = figures.get(_id) ?? null;
      const { wallet, spendableCents, cashFen } = balancesFrom(_id, held.get(_id) ?? null, standing);
      return {
        memberId: _id,
        nickname,
        appreciatingMicroPoints: wallet.pointsMicroPoints,
        stableCents: wallet.stableCents,
        spendableCents,
        remainingCents: standing?.remainingReleaseCents ?? 0,
        cashFen,
      };
    }),
    next,
  });
};

/** Digits of a code that can be redeemed yet that are given out: enough to know one again by. */
const GIVEN_OUT = 6;

const codeShown = ({ _id, state }: VoucherDocument): string =>
  state === 'issued' ? `${_id.slice(0, GIVEN_OUT)}${'*'.repeat(Math.max(0, _id.length - GIVEN_OUT))}` : _id;

const voucherLine = (voucher: VoucherDocument): VoucherLineExported => {
  const { orderNo, shopName, title, label, pieces, redeemedPieces, state, fromMs, untilMs } = voucher;
  return { code: codeShown(voucher), orderNo, shopName, title, label, pieces, redeemedPieces, state, fromMs, untilMs };
};

export const exportVouchers: Handler<'admin.exportVouchers'> = async (input, caller) => {
  await begun('admin.exportVouchers', input, caller);
  const list = await listPage(vouchers, input, { name: 'admin.exportVouchers', ...BY_ID, fields: { terms: false } });
  if (!list.ok) return list;
  return done({ lines: shownOf(list.value.found, voucherLine), next: list.value.next });
};
