import { type Account, Tally } from '@shared/ledger';
import { PROVED, type ProvedAsset } from '@shared/proofs';
import { type HeldTogether, holderAccount, noColumns } from '../_books/balanceDays';
import { ofWalletAlone } from '../_books/balances';
import { idsOf, numbersOf } from '../_books/pages/texts';
import { _ } from '../_platform/cloud';
import { journal, lines, merchants, shopLines, wallets } from '../_store/collections';
import type { MerchantDocument, WalletDocument } from '../_store/documents';
import type { PageDocument } from '../_store/documents/pages';

/** Wallets that one answer holds with room to spare. */
const WALLETS_AT_ONCE = 1_000;
const HOLDERS_A_CONDITION = 100;
/** So often figures are read again because their holders acted while they were read. */
const MOST_READINGS = 20;

const WALLET_FIELDS = {
  pointsMicroPoints: true,
  exitQuotaFen: true,
  stableCents: true,
  exitCashFen: true,
  spentCashFen: true,
  spentSpendableCents: true,
  adjustedSpendableCents: true,
} as const;

/** The columns of a page that balances are made of. */
export const PAGE_FIELDS = {
  members: true,
  held: true,
  quota: true,
  weight: true,
  cash: true,
  spendable: true,
} as const;
export type PageColumns = Pick<PageDocument, '_id' | keyof typeof PAGE_FIELDS>;

/** What shops have of it. */
const OF_SHOPS: Partial<Record<ProvedAsset, (shop: MerchantDocument) => number>> = {
  cash: ({ cashFen }) => cashFen,
  stable: ({ stableCents }) => stableCents,
  appreciating: ({ pointsMicroPoints }) => pointsMicroPoints,
};

async function walletsOf(memberIds: readonly string[]): Promise<Map<string, WalletDocument>> {
  const found = new Map<string, WalletDocument>();
  for (let from = 0; from < memberIds.length; from += WALLETS_AT_ONCE) {
    const some = memberIds.slice(from, from + WALLETS_AT_ONCE);
    for (const wallet of await wallets.find({ _id: _.in(some) }, { limit: some.length, fields: WALLET_FIELDS }))
      found.set(wallet._id, wallet);
  }
  return found;
}

const shopsOf = async (shopIds: readonly string[]): Promise<Map<string, MerchantDocument>> =>
  new Map(
    (await merchants.getMany(shopIds, { cashFen: true, stableCents: true, pointsMicroPoints: true })).map((shop) => [
      shop._id,
      shop,
    ]),
  );

/** What stands there now: of the page as its close left it, of wallets and shops as they are. */
async function heldNow(page: PageColumns, shopIds: readonly string[]): Promise<HeldTogether> {
  const memberIds = idsOf(page.members);
  const [found, shops] = await Promise.all([walletsOf(memberIds), shopsOf(shopIds)]);
  const columns = noColumns();
  const [quota, weight, cash, spendable] = [page.quota, page.weight, page.cash, page.spendable].map(numbersOf);
  columns.remaining = numbersOf(page.held);
  columns.quota = quota!;
  columns.weight = weight!;
  for (const [at, memberId] of memberIds.entries()) {
    const wallet = found.get(memberId);
    const own = wallet ? ofWalletAlone(wallet) : { cashFen: 0, spendableCents: 0 };
    columns.cash.push(cash![at]! + own.cashFen);
    columns.spendable.push(spendable![at]! + own.spendableCents);
    columns.stable.push(wallet?.stableCents ?? 0);
    columns.appreciating.push(wallet?.pointsMicroPoints ?? 0);
    columns.exitQuota.push(wallet?.exitQuotaFen ?? 0);
  }
  for (const shopId of shopIds) {
    const shop = shops.get(shopId);
    for (const asset of PROVED) columns[asset].push(shop ? (OF_SHOPS[asset]?.(shop) ?? 0) : 0);
  }
  return { holders: [...memberIds, ...shopIds.map((shopId) => `merchant:${shopId}`)], columns };
}

/** The entries of later days that moved something of these holders, by id. */
async function laterEntries(day: string, memberIds: readonly string[], shopIds: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  const keys = [
    ['day', 'desc'],
    ['atMs', 'desc'],
    ['_id', 'desc'],
  ] as const;
  const [fields, later] = [{ journalId: true }, _.gt(day)];
  for (let from = 0; from < memberIds.length; from += HOLDERS_A_CONDITION) {
    const some = _.in(memberIds.slice(from, from + HOLDERS_A_CONDITION));
    for await (const line of lines.walk({ memberId: some, day: later }, { keys, fields })) found.add(line.journalId);
  }
  for (let from = 0; from < shopIds.length; from += HOLDERS_A_CONDITION) {
    const some = _.in(shopIds.slice(from, from + HOLDERS_A_CONDITION));
    for await (const line of shopLines.walk({ shopId: some, day: later }, { keys, fields })) found.add(line.journalId);
  }
  return [...found].sort();
}

/** Whether anything at all was booked into a later day: seldom, in the minutes after midnight. */
const isAnythingLater = async (day: string): Promise<boolean> =>
  (await journal.find({ day: _.gt(day) }, { limit: 1, fields: { _id: true } })).length > 0;

async function takeBack(held: HeldTogether, entryIds: readonly string[]): Promise<void> {
  const moved = new Tally();
  for (const { _id, postings } of await journal.getMany(entryIds, { postings: true }))
    for (const posting of postings) moved.post(posting, _id);
  for (const [at, holder] of held.holders.entries())
    for (const asset of PROVED)
      held.columns[asset][at] = held.columns[asset][at]! - Number(moved.units(holderAccount(holder) as Account, asset));
}

/**
 * What the members of a page, and some shops, held as a day ended. The page stands still; wallets and shops go on, so
 * that what was booked of them into later days is taken back. An entry and what it moves are written together: figures
 * read between two looks that see the same entries are figures of just these entries. Throws when they never do.
 */
export async function heldAtEndOf(day: string, page: PageColumns, shopIds: readonly string[]): Promise<HeldTogether> {
  let held = await heldNow(page, shopIds);
  // Entries stay: where there is none behind the reading, there was none before it.
  if (!(await isAnythingLater(day))) return held;
  const memberIds = idsOf(page.members);
  let before = await laterEntries(day, memberIds, shopIds);
  for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
    held = await heldNow(page, shopIds);
    const after = await laterEntries(day, memberIds, shopIds);
    if (after.join() === before.join()) {
      await takeBack(held, after);
      return held;
    }
    before = after;
  }
  throw new Error(`what page ${page._id} held at the end of ${day} moved each time it was read`);
}
