// The documents that are verified, by what they are: the one place that names collections.
import type { Columns } from '../../cloudfunctions/_books/pages/columns';
import { deeperPage } from '../../cloudfunctions/_books/pages/cutPage';
import type {
  AfterSalesDocument,
  AuditChainDocument,
  AuditDocument,
  AuditSealDocument,
  CloseDocument,
  DayTotalsDocument,
  GoodsDocument,
  InboxDocument,
  JournalDocument,
  LineDocument,
  MemberDocument,
  MerchantDocument,
  OrderDocument,
  PaymentDocument,
  PlanVersionDocument,
  ReferrerChangeDocument,
  ShopLineDocument,
  StockDocument,
  VisitsDocument,
  VoucherDocument,
  WalletDocument,
  WithdrawalDocument,
} from '../../cloudfunctions/_store/documents';
import type {
  DrawDocument,
  DrawEntryDocument,
  DrawPageDocument,
  EditionDocument,
  GivenDocument,
  SeriesDocument,
  TakenDocument,
} from '../../cloudfunctions/_store/documents/collectibles';
import type { ListingDocument } from '../../cloudfunctions/_store/documents/exchange';
import type { HoldingDocument } from '../../cloudfunctions/_store/documents/holdings';
import type {
  BalanceDayDocument,
  DirectoryDocument,
  PageDayDocument,
  PageDocument,
} from '../../cloudfunctions/_store/documents/pages';
import type {
  BatchDocument,
  DayStateDocument,
  PoolDocument,
  WalletChange,
} from '../../cloudfunctions/_store/documents/platform';
import type { NightsDocument } from '../../cloudfunctions/_store/documents/stays';
import { columnsOfEither } from '../../cloudfunctions/migration/listedPage';

/** A page as it is stored, and its columns. */
export interface ReadPage extends Columns, Pick<PageDocument, '_id' | 'day' | 'splits' | 'cameFrom'> {
  readonly stored: PageDocument;
}

/** Everything that the verification reads. Lists in the order in which they were written. */
export interface Books {
  readonly journal: readonly JournalDocument[];
  readonly lines: readonly LineDocument[];
  readonly inbox: readonly InboxDocument[];
  readonly members: readonly MemberDocument[];
  /** Those that were done, in the order in which they were. */
  readonly referrerChanges: readonly ReferrerChangeDocument[];
  readonly wallets: readonly WalletDocument[];
  readonly holdings: readonly HoldingDocument[];
  readonly withdrawals: readonly WithdrawalDocument[];
  readonly merchants: readonly MerchantDocument[];
  readonly shopLines: readonly ShopLineDocument[];
  readonly orders: readonly OrderDocument[];
  readonly cases: readonly AfterSalesDocument[];
  readonly payments: readonly PaymentDocument[];
  readonly stock: readonly StockDocument[];
  readonly nights: readonly NightsDocument[];
  readonly vouchers: readonly VoucherDocument[];
  readonly visits: readonly VisitsDocument[];
  readonly goods: readonly GoodsDocument[];
  readonly series: readonly SeriesDocument[];
  readonly editions: readonly EditionDocument[];
  readonly takenEditions: readonly TakenDocument[];
  readonly givenEditions: readonly GivenDocument[];
  readonly draws: readonly DrawDocument[];
  readonly drawEntries: readonly DrawEntryDocument[];
  readonly drawPages: readonly DrawPageDocument[];
  readonly listings: readonly ListingDocument[];
  readonly planVersions: readonly PlanVersionDocument[];
  readonly dayTotals: readonly DayTotalsDocument[];
  readonly audit: readonly AuditDocument[];
  readonly auditChains: readonly AuditChainDocument[];
  readonly auditSeals: readonly AuditSealDocument[];
  /** In the order of their days. */
  readonly closes: readonly CloseDocument[];
  readonly pageDays: readonly PageDayDocument[];
  readonly balanceDays: readonly BalanceDayDocument[];
  readonly pages: readonly ReadPage[];
  readonly directory: DirectoryDocument | null;
  readonly pool: PoolDocument | null;
  readonly dayState: DayStateDocument | null;
}

/** A stored page in columns: books are verified before a migration too. Throws Invariant where a column is none. */
export const readPage = (stored: PageDocument): ReadPage => {
  const { _id, day, splits, cameFrom } = stored;
  return { _id, day, splits, cameFrom, ...columnsOfEither(stored), stored };
};

/** By the day of the close, then as they were approved: the order in which closes do them. */
const inTime = ({ movedDay, day, atMs, _id }: ReferrerChangeDocument): string =>
  [movedDay, day, String(atMs).padStart(16, '0'), _id].join(' ');

/** Who referred a member as a day's orders settled: the close of a day binds another one behind it. */
export function referrerOn({ members, referrerChanges }: Books): (memberId: string, day: string) => string | null {
  const now = new Map(members.map(({ _id, referrerId }) => [_id, referrerId]));
  return (memberId, day) => {
    const later = referrerChanges.find((one) => one.memberId === memberId && one.movedDay! >= day);
    return later ? later.fromReferrerId : (now.get(memberId) ?? null);
  };
}

/** A line that is on its way is read as if none of its pages were renumbered: whoever closes next goes on from there. */
function unmoved(stored: readonly PageDocument[], changes: readonly ReferrerChangeDocument[]): PageDocument[] {
  const moving = changes.find(({ state }) => state === 'moving');
  const renumbered = moving?.line?.pageIds.slice(0, moving.renumbered) ?? [];
  return stored.map((page) => (renumbered.includes(page._id) ? deeperPage(page, -moving!.line!.deeperBy) : page));
}

/** All documents of a collection; none when it does not exist. */
export type ReadCollection = <T>(collection: string) => readonly T[];

/**
 * Reads the books. A batch of settlements that was committed and not yet written everywhere (its worker was killed) is
 * read as if it had been: whoever settles next does just that.
 */
export function readBooks(all: ReadCollection): Books {
  const platform = all<{ readonly _id: string }>('platform');
  const named = <T>(id: string) => (platform.find(({ _id }) => _id === id) ?? null) as T | null;
  const batch = named<BatchDocument>('settling');
  const books: Books = {
    journal: all('journal'),
    lines: all('lines'),
    inbox: all('inbox'),
    members: all('members'),
    referrerChanges: all<ReferrerChangeDocument>('referrerChanges')
      .filter(({ state }) => state === 'moved')
      .sort((a, b) => inTime(a).localeCompare(inTime(b))),
    wallets: all('wallets'),
    holdings: all('holdings'),
    withdrawals: all('withdrawals'),
    merchants: all('merchants'),
    shopLines: all('shopLines'),
    orders: all('orders'),
    cases: all('afterSales'),
    payments: all('payments'),
    stock: all('stock'),
    nights: all('nights'),
    vouchers: all('vouchers'),
    visits: all('visits'),
    goods: all('goods'),
    series: all('series'),
    editions: all('editions'),
    takenEditions: all('takenEditions'),
    givenEditions: all('givenEditions'),
    draws: all('draws'),
    drawEntries: all('drawEntries'),
    drawPages: all('drawPages'),
    listings: all('listings'),
    planVersions: all('planVersions'),
    dayTotals: all('dayTotals'),
    audit: all('audit'),
    auditChains: all('auditChains'),
    auditSeals: all('auditSeals'),
    closes: [...all<CloseDocument>('closes')].sort((a, b) => (a._id < b._id ? -1 : 1)),
    pageDays: all('pageDays'),
    balanceDays: all('balanceDays'),
    pages: unmoved(all<PageDocument>('pages'), all('referrerChanges')).map(readPage),
    directory: named('pages'),
    pool: named('pool'),
    dayState: named('day'),
  };
  return batch && !batch.isFinished ? withBatch(books, batch) : books;
}

function withBatch(books: Books, { batch, wallets, orders, merchants = [], sold }: BatchDocument): Books {
  const changes = new Map(wallets.map((change) => [change.memberId, change]));
  const settled = new Map(orders.map((one) => [one.orderId, one.changes]));
  const pieces = new Map(sold.map((one) => [one.goodsId, one.pieces]));
  return {
    ...books,
    wallets: books.wallets.map((wallet) =>
      wallet.lastBatch === batch ? wallet : withChange(wallet, changes.get(wallet._id)),
    ),
    merchants: withBrought(books.merchants, batch, merchants),
    orders: books.orders.map((order) =>
      order.state === 'received' ? ({ ...order, ...settled.get(order._id) } as OrderDocument) : order,
    ),
    goods: books.goods.map((goods) =>
      goods.lastBatch === batch ? goods : { ...goods, soldCount: goods.soldCount + (pieces.get(goods._id) ?? 0) },
    ),
  };
}

/** What a batch brings the shops that did not get it yet. */
function withBrought(
  merchants: readonly MerchantDocument[],
  batch: string,
  brought: NonNullable<BatchDocument['merchants']>,
): MerchantDocument[] {
  const known = new Map(merchants.map((one) => [one._id, one]));
  for (const { shopId, stableCents, owedFen = 0, orders = 0 } of brought) {
    const before = known.get(shopId) ?? { _id: shopId, pointsMicroPoints: 0, stableCents: 0, cashFen: 0 };
    if (before.lastBatch === batch) continue;
    known.set(shopId, {
      ...before,
      stableCents: before.stableCents + stableCents,
      cashFen: before.cashFen + owedFen,
      settledFen: (before.settledFen ?? 0) + owedFen,
      settledOrders: (before.settledOrders ?? 0) + orders,
    });
  }
  return [...known.values()];
}

/** A wallet that its member has changed since gets the differences, as the settlement gives them. */
function withChange(wallet: WalletDocument, change: WalletChange | undefined): WalletDocument {
  if (!change) return wallet;
  const { before, after, others } = change;
  const isSame = wallet.pointsMicroPoints === before.pointsMicroPoints && wallet.exitQuotaFen === before.exitQuotaFen;
  return {
    ...wallet,
    ...others,
    pointsMicroPoints: wallet.pointsMicroPoints + after.pointsMicroPoints - before.pointsMicroPoints,
    exitQuotaFen: wallet.exitQuotaFen + after.exitQuotaFen - before.exitQuotaFen,
    exitAt: isSame ? after.exitAt : 0,
  };
}

/** Documents by a key of theirs, in their order. */
export function groupedBy<T>(list: Iterable<T>, keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}
