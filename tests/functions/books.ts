import type { Posting } from '@shared/ledger';
import { balancesOf } from '@shared/ledger';
import { postingsOfPageDay } from '../../cloudfunctions/_books/pages/postings';
import type { JournalDocument, WalletDocument } from '../../cloudfunctions/_store/documents';
import type { PageDayDocument, PageDocument } from '../../cloudfunctions/_store/documents/pages';
import type { PoolDocument } from '../../cloudfunctions/_store/documents/platform';
import type { Engine } from '../../localcloud/engine';

/** Whose books are read: a world, or nothing but the documents of one that was killed. */
export interface Books {
  readonly cloud: { readonly engine: Pick<Engine, 'hasCollection' | 'find'> };
}

/** All documents of a collection; none when it does not exist. */
export const all = <T>(world: Books, collection: string): T[] =>
  world.cloud.engine.hasCollection(collection) ? (world.cloud.engine.find(collection, {}) as unknown as T[]) : [];

/** Every move there ever was: the journal's entries and the closes' packed ones. */
const postingsOf = (world: Books): Posting[] => [
  ...all<JournalDocument>(world, 'journal').flatMap(({ postings }) => postings),
  ...all<PageDayDocument>(world, 'pageDays').flatMap(postingsOfPageDay),
];

/**
 * Compares every balance with the journal. @returns the differences in words: none when the books agree. Quota, weight
 * and release points settled since the last close wait in the inbox and are counted from there.
 */
export function differences(world: Books): string[] {
  const booked = balancesOf(postingsOf(world));
  const kept = new Map<string, bigint>();
  const add = (account: string, asset: string, units: number) =>
    kept.set(`${account} ${asset}`, (kept.get(`${account} ${asset}`) ?? 0n) + BigInt(units));
  for (const wallet of all<WalletDocument>(world, 'wallets')) {
    add(`member:${wallet._id}`, 'appreciating', wallet.pointsMicroPoints);
    add(`member:${wallet._id}`, 'exitQuota', wallet.exitQuotaFen);
    add(`member:${wallet._id}`, 'spendable', -wallet.spentSpendableCents);
    add(`member:${wallet._id}`, 'cash', wallet.exitCashFen - wallet.spentCashFen);
  }
  const mergedTo = new Map<string, string>();
  for (const page of all<PageDocument>(world, 'pages')) {
    let order = 0;
    page.members.forEach((memberId, at) => {
      mergedTo.set(memberId, page.day);
      add(`member:${memberId}`, 'quota', page.quota[at]!);
      add(`member:${memberId}`, 'weight', page.weight[at]!);
      add(`member:${memberId}`, 'spendable', page.spendable[at]!);
      add(`member:${memberId}`, 'cash', page.cash[at]!);
      add(`owed:${memberId}`, 'spendable', -(page.owedSpendable?.[at] ?? 0));
      for (const end = order + page.orderCount[at]!; order < end; order += 1)
        add(`order:${page.orders[order]}`, 'remaining', page.remaining[order]!);
    });
  }
  type Item = Record<'memberId' | 'orderId', string> &
    Record<'quotaFen' | 'weightMicroShares' | 'grantedReleaseCents', number> & { mergeDay: string | null };
  for (const item of all<Item>(world, 'inbox')) {
    if (item.mergeDay !== null && item.mergeDay <= (mergedTo.get(item.memberId) ?? '')) continue;
    add(`member:${item.memberId}`, 'quota', item.quotaFen);
    add(`member:${item.memberId}`, 'weight', item.weightMicroShares);
    add(`order:${item.orderId}`, 'remaining', item.grantedReleaseCents);
  }
  const pool = all<PoolDocument>(world, 'platform').find(({ _id }) => _id === 'pool');
  if (pool) add('platform:backingPool', 'cash', pool.state.pool);
  const told = new Set<string>();
  const isKept = (key: string) => /^(member|order|owed):/.test(key) || key === 'platform:backingPool cash';
  for (const key of new Set([...kept.keys(), ...[...booked.keys()].filter(isKept)])) {
    const [there, here] = [booked.get(key) ?? 0n, kept.get(key) ?? 0n];
    if (there !== here) told.add(`${key}: the journal says ${there}, the books ${here}`);
  }
  return [...told];
}

/** The state that a close leaves behind, without the moments at which it happened to run. */
export function closedState(world: Books): unknown {
  const strip = (documents: object[], ...keys: string[]) =>
    documents
      .map((document) => Object.fromEntries(Object.entries(document).filter(([key]) => !keys.includes(key))))
      .sort((a, b) => (String(a._id) < String(b._id) ? -1 : 1));
  return {
    pages: strip(all(world, 'pages')),
    pageDays: strip(all(world, 'pageDays'), 'atMs'),
    wallets: strip(all(world, 'wallets')),
    members: strip(all(world, 'members')),
    inbox: strip(all(world, 'inbox')),
    orders: strip(all(world, 'orders'), 'changedAtMs', 'hasHolds'),
    dayTotals: strip(all(world, 'dayTotals')),
    journal: strip(all(world, 'journal'), 'atMs'),
    lines: strip(all(world, 'lines'), 'atMs'),
    closes: strip(all(world, 'closes'), 'startedAtMs', 'finishedAtMs', 'resumed', 'dayHash', 'previousHash'),
    pool: strip(all<{ _id: string }>(world, 'platform').filter(({ _id }) => ['pool', 'day', 'pages'].includes(_id))),
  };
}
