import { type Account, memberAccount, type Posting, Tally } from '@shared/ledger';
import { OF_HOLDERS, type OwnAsset } from '../_books/balanceDays/held';
import { ofWalletAlone } from '../_books/balances';
import { _ } from '../_platform/cloud';
import { journal, lines, merchants, shopLines, wallets } from '../_store/collections';
import type { MerchantDocument, WalletDocument } from '../_store/documents';

/** Wallets that one answer holds with room to spare. */
const WALLETS_AT_ONCE = 1_000;
const HOLDERS_A_CONDITION = 100;
/** So often figures are read again because their holders acted while they were read. */
const MOST_READINGS = 20;
const ENTRIES_AT_ONCE = 500;
/** Of a day with more entries than this all wallets are read: that takes no longer, and no more memory. */
const MOST_ENTRIES = 100_000;

const WALLET_FIELDS = {
  pointsMicroPoints: true,
  exitQuotaFen: true,
  stableCents: true,
  exitCashFen: true,
  spentCashFen: true,
  spentSpendableCents: true,
  adjustedSpendableCents: true,
} as const;

const SHOP_FIELDS = { cashFen: true, stableCents: true, pointsMicroPoints: true } as const;

/** What a wallet, or a shop, holds of its own, beside what stands on a page. */
export type Own = Record<OwnAsset, number>;

const NOTHING: Own = { cash: 0, spendable: 0, stable: 0, appreciating: 0, exitQuota: 0 };

function ownOfWallet(wallet: WalletDocument): Own {
  const { cashFen, spendableCents } = ofWalletAlone(wallet);
  return {
    cash: cashFen ?? 0,
    spendable: spendableCents,
    stable: wallet.stableCents ?? 0,
    appreciating: wallet.pointsMicroPoints ?? 0,
    exitQuota: wallet.exitQuotaFen ?? 0,
  };
}

const ownOfShop = ({ cashFen, stableCents, pointsMicroPoints }: MerchantDocument): Own => ({
  ...NOTHING,
  cash: cashFen ?? 0,
  stable: stableCents ?? 0,
  appreciating: pointsMicroPoints ?? 0,
});

/** The name of a shop among holders. */
export const shopHolder = (shopId: string): string => `merchant:${shopId}`;

/** What wallets and shops hold now, by holder. */
async function ownNow(memberIds: readonly string[], shopIds: readonly string[]): Promise<Map<string, Own>> {
  const found = new Map<string, Own>();
  for (const memberId of memberIds) found.set(memberId, NOTHING);
  for (const shopId of shopIds) found.set(shopHolder(shopId), NOTHING);
  for (let from = 0; from < memberIds.length; from += WALLETS_AT_ONCE) {
    const some = memberIds.slice(from, from + WALLETS_AT_ONCE);
    for (const wallet of await wallets.find({ _id: _.in(some) }, { limit: some.length, fields: WALLET_FIELDS }))
      found.set(wallet._id, ownOfWallet(wallet));
  }
  if (shopIds.length > 0)
    for (const shop of await merchants.getMany(shopIds, SHOP_FIELDS)) found.set(shopHolder(shop._id), ownOfShop(shop));
  return found;
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

async function takenBack(held: ReadonlyMap<string, Own>, entryIds: readonly string[]): Promise<Map<string, Own>> {
  const moved = new Tally();
  for (const { _id, postings } of await journal.getMany(entryIds, { postings: true }))
    for (const posting of postings) moved.post(posting, _id);
  const before = new Map<string, Own>();
  for (const [holder, own] of held) {
    const account = (holder.includes(':') ? holder : memberAccount(holder)) as Account;
    const left = { ...own };
    for (const asset of OF_HOLDERS) left[asset] -= Number(moved.units(account, asset));
    before.set(holder, left);
  }
  return before;
}

/**
 * What wallets and shops held of their own as a day ended, by holder. They go on meanwhile, so that what was booked of
 * them into later days is taken back. An entry and what it moves are written together: figures read between two looks that
 * see the same entries are figures of just these entries. Throws when they never do.
 */
export async function ownAtEndOf(
  day: string,
  memberIds: readonly string[],
  shopIds: readonly string[],
): Promise<ReadonlyMap<string, Own>> {
  if (memberIds.length + shopIds.length === 0) return new Map();
  let held = await ownNow(memberIds, shopIds);
  // Entries stay: where there is none behind the reading, there was none before it.
  if (!(await isAnythingLater(day))) return held;
  let before = await laterEntries(day, memberIds, shopIds);
  for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
    held = await ownNow(memberIds, shopIds);
    const after = await laterEntries(day, memberIds, shopIds);
    if (after.join() === before.join()) return await takenBack(held, after);
    before = after;
  }
  throw new Error(
    `what ${memberIds[0] ?? shopIds[0]} and others held at the end of ${day} moved each time it was read`,
  );
}

const MEMBER = memberAccount('');
const OWN_ASSETS: ReadonlySet<string> = new Set(OF_HOLDERS);

function* membersOf({ asset, from, to }: Posting): Generator<string> {
  if (!OWN_ASSETS.has(asset)) return;
  if (from.startsWith(MEMBER)) yield from.slice(MEMBER.length);
  if (to.startsWith(MEMBER)) yield to.slice(MEMBER.length);
}

/**
 * The members whose wallets a day moved, by its entries, which are all there: from the beginning of `prove` the day takes
 * none. Null on a day of so many entries that it is no use to tell them apart.
 */
export async function movedOn(day: string): Promise<ReadonlySet<string> | null> {
  const moved = new Set<string>();
  let entries = 0;
  const asked = { keys: [['_id', 'asc']] as const, fields: { postings: true }, atOnce: ENTRIES_AT_ONCE };
  for await (const { postings } of journal.walk({ day }, asked)) {
    for (const posting of postings) for (const memberId of membersOf(posting)) moved.add(memberId);
    entries += 1;
    if (entries > MOST_ENTRIES) return null;
  }
  return moved;
}
