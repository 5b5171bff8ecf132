// The journal by itself: each entry, the members' lines of it, and what of it waits or waited for a close.
import {
  type Account,
  type Asset,
  type Difference,
  debtorIdOf,
  isBalanceAsset,
  memberAccount,
  memberIdOf,
  NONE,
  orderAccount,
  orderIdOf,
  owedAccount,
  type Posting,
  postingFault,
} from '@shared/ledger';
import type {
  ChangeDocument,
  GrantDocument,
  InboxDocument,
  JournalDocument,
  LineDocument,
} from '../../cloudfunctions/_store/documents';
import { type Books, groupedBy } from './books';
import { compare } from './compare';

/** Sums of what moved, by account and asset. */
type Nets = Map<string, bigint>;

const add = (nets: Nets, key: string, units: number): void => {
  nets.set(key, (nets.get(key) ?? 0n) + BigInt(units));
};

/** What postings come to by account and asset. */
export function netsOf(postings: readonly Posting[]): (account: Account, asset: Asset) => bigint {
  const nets: Nets = new Map();
  for (const { asset, from, to, amount } of postings) {
    add(nets, `${from} ${asset}`, -amount);
    add(nets, `${to} ${asset}`, amount);
  }
  return (account, asset) => nets.get(`${account} ${asset}`) ?? 0n;
}

/** Every entry: postings that are some, lines that say what the postings moved, items that carry it to the pages. */
export function* checkEntries(books: Books): Generator<Difference> {
  const ownerOf = new Map(books.orders.map(({ _id, memberId }) => [_id, memberId]));
  const lines = groupedBy(books.lines, ({ journalId }) => journalId);
  const known = new Set<string>();
  for (const entry of books.journal) {
    known.add(entry._id);
    for (const posting of entry.postings) yield* checkPosting(entry, posting);
    yield* checkLines(entry, lines.get(entry._id) ?? [], ownerOf);
  }
  for (const { _id, journalId, day } of books.lines)
    if (!known.has(journalId))
      yield { ...inLines(_id, day), what: 'journalId', expected: 'an entry', found: journalId };
  yield* checkItems(books);
}

const inLines = (place: string, arises: string) => ({ check: 'lines', place, arises });

function* checkPosting({ _id, day }: JournalDocument, posting: Posting): Generator<Difference> {
  const fault = postingFault(posting);
  if (fault !== null)
    yield {
      check: 'entries',
      place: _id,
      what: 'postings',
      expected: 'a move of some units',
      found: fault,
      arises: day,
    };
}

/** Whose balance an account of a posting is: members' own, what they owe, and what their orders hold. */
function holderOf(
  account: Account,
  ownerOf: ReadonlyMap<string, string>,
): { memberId: string; isOwed: boolean } | null {
  const debtor = debtorIdOf(account);
  if (debtor !== null) return { memberId: debtor, isOwed: true };
  const owner = memberIdOf(account) ?? ownerOf.get(orderIdOf(account) ?? '');
  return owner === undefined ? null : { memberId: owner, isOwed: false };
}

/**
 * The lines of an entry say what it moved of each member: of the balance alone, or with what of a credit paid a debt
 * (rules §5 Owed).
 */
function* checkLines(
  entry: JournalDocument,
  lines: readonly LineDocument[],
  ownerOf: ReadonlyMap<string, string>,
): Generator<Difference> {
  const held: Nets = new Map();
  const owed: Nets = new Map();
  for (const { asset, from, to, amount } of entry.postings) {
    // Whose an edition is stands in its history: a statement has no line of it.
    if (!isBalanceAsset(asset)) continue;
    for (const [account, units] of [
      [from, -amount],
      [to, amount],
    ] as const) {
      const holder = holderOf(account, ownerOf);
      if (holder) add(holder.isOwed ? owed : held, `${holder.memberId} ${asset}`, units);
    }
  }
  const told: Nets = new Map();
  for (const line of lines) {
    yield* compare(inLines(line._id, entry._id), 'day', entry.day, line.day);
    yield* compare(inLines(line._id, entry._id), 'atMs', entry.atMs, line.atMs);
    add(told, `${line.memberId} ${line.asset}`, line.units);
  }
  for (const key of new Set([...held.keys(), ...told.keys()])) {
    const [moved, said] = [held.get(key) ?? 0n, told.get(key) ?? 0n];
    if (said === moved || said === moved + (owed.get(key) ?? 0n)) continue;
    const [memberId, asset] = key.split(' ');
    yield {
      ...inLines(`member:${memberId}`, entry._id),
      what: asset!,
      expected: String(moved),
      found: told.has(key) ? String(said) : NONE,
    };
  }
}

/** What waits for a close, or was merged by one, is what the entries of the settlements moved; who joined is a member. */
function* checkItems({ inbox, journal, members, referrerChanges }: Books): Generator<Difference> {
  const items = new Map(inbox.map((item) => [item._id, item]));
  const where = (place: string, arises: string) => ({ check: 'inbox', place, arises });
  // Who joined by whom stays told when the referrer is another one later: the first change says who it was.
  const first = new Map([...referrerChanges].reverse().map((change) => [change.memberId, change]));
  for (const { _id, joinDay, ...now } of members) {
    const change = first.get(_id);
    const referrerId = change ? change.fromReferrerId : now.referrerId;
    const depth = change?.fromDepth ?? now.depth;
    const item = items.get(`join:${_id}`);
    const found = item && { referrerId: item.referrerId, depth: item.depth, day: item.day };
    yield* compare(where(`join:${_id}`, joinDay), '', { referrerId, depth, day: joinDay }, found);
  }
  const entries = new Map(journal.map((entry) => [entry._id, entry]));
  for (const item of inbox) {
    if (item.kind !== 'change') continue;
    const entry = entries.get(item._id.replace(/:(buyer|referrer|line\d+|order:.+)$/, ''));
    if (entry && item.lineFen) yield* checkLine(item, items.get(`${entry._id}:buyer`));
    else if (entry) yield* checkChange(entry, item);
    else yield { ...where(item._id, item.day), what: 'entry', expected: 'what it follows from', found: NONE };
  }
  const settlements = new Map(journal.filter(({ kind }) => kind === 'order.settle').map((one) => [one.orderId!, one]));
  for (const item of inbox) {
    if (item.kind !== 'order' && item.kind !== 'referral') continue;
    const entry = settlements.get(item.orderId ?? item._id.split(':')[1]!);
    if (entry) yield* checkItem(entry, item as GrantDocument);
    else yield { ...where(item._id, item.day), what: 'entry', expected: 'a settlement', found: NONE };
  }
  for (const [orderId, { _id, postings }] of settlements) {
    const waits = postings.some(({ asset, to }) => ['quota', 'weight', 'remaining'].includes(asset) && !isDebt(to));
    if (waits && !items.has(`settle:${orderId}`))
      yield { ...where(`settle:${orderId}`, _id), what: 'item', expected: 'one', found: NONE };
  }
}

/** What a reversal, an adjustment or a closed account changes of a page is what its entry moved there. */
function* checkChange(entry: JournalDocument, item: ChangeDocument): Generator<Difference> {
  const net = netsOf(entry.postings);
  const place = { check: 'inbox', place: item._id, arises: entry._id };
  const member = memberAccount(item.memberId);
  yield* compare(place, 'day', entry.day, item.day);
  yield* compare(place, 'quotaFen', net(member, 'quota'), item.quotaFen + item.quotaTodayFen);
  yield* compare(
    place,
    'weightMicroShares',
    net(member, 'weight'),
    item.weightMicroShares + item.weightTodayMicroShares,
  );
  yield* compare(place, 'owedSpendableCents', -net(owedAccount(item.memberId), 'spendable'), item.owedSpendableCents);
  if (item.orderId !== null)
    yield* compare(place, 'remainingCents', net(orderAccount(item.orderId), 'remaining'), item.remainingCents);
}

/** In another line as much rises, or falls, as the volume of the buyer's falls; nothing else changes there. */
function* checkLine(item: ChangeDocument, ofBuyer: InboxDocument | undefined): Generator<Difference> {
  const place = { check: 'inbox', place: item._id, arises: item._id };
  yield* compare(place, 'lineFen', -(ofBuyer?.volumeFen ?? 0), Math.abs(item.lineFen!));
  const others = [item.volumeFen, item.quotaFen, item.weightMicroShares, item.owedSpendableCents, item.remainingCents];
  yield* compare(place, 'other figures', [0, 0, 0, 0, 0], others);
}

const isDebt = (account: Account): boolean => debtorIdOf(account) !== null;

function* checkItem(entry: JournalDocument, item: GrantDocument): Generator<Difference> {
  const net = netsOf(entry.postings);
  const place = { check: 'inbox', place: item._id, arises: entry._id };
  const member = memberAccount(item.memberId);
  yield* compare(place, 'day', entry.day, item.day);
  yield* compare(place, 'quotaFen', net(member, 'quota'), item.quotaFen);
  yield* compare(place, 'weightMicroShares', net(member, 'weight'), item.weightMicroShares);
  const granted = item.kind === 'order' && item.orderId !== null ? net(orderAccount(item.orderId), 'remaining') : 0n;
  yield* compare(place, 'grantedReleaseCents', granted, item.grantedReleaseCents);
}
