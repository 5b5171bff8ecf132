import { BY_VOLUME } from '@shared/rules';
import type { PageDocument } from '../_store/documents/pages';

/** One member of a page while it is worked on. */
export interface Row {
  id: string;
  depth: number;
  orders: { id: string; remaining: number; daily: number }[];
  quota: number;
  weight: number;
  quotaGiven: number;
  cash: number;
  spendable: number;
  ownVolume: number;
  teamVolume: number;
  ownPoints: number;
  handRank: number;
  rank: number;
}

/** Somebody who joins: nothing of anything. */
export const newRow = (id: string, depth: number): Row => ({
  id,
  depth,
  orders: [],
  quota: 0,
  weight: 0,
  quotaGiven: 0,
  cash: 0,
  spendable: 0,
  ownVolume: 0,
  teamVolume: 0,
  ownPoints: 0,
  handRank: BY_VOLUME,
  rank: 0,
});

/** A page's columns as rows. */
export function rowsOf(page: PageDocument): Row[] {
  let next = 0;
  return page.members.map((id, at) => {
    const from = next;
    next += page.orderCount[at]!;
    return {
      id,
      depth: page.depth[at]!,
      orders: page.orders.slice(from, next).map((order, offset) => ({
        id: order,
        remaining: page.remaining[from + offset]!,
        daily: page.daily[from + offset]!,
      })),
      quota: page.quota[at]!,
      weight: page.weight[at]!,
      quotaGiven: page.quotaGiven[at]!,
      cash: page.cash[at]!,
      spendable: page.spendable[at]!,
      ownVolume: page.ownVolume[at]!,
      teamVolume: page.teamVolume[at]!,
      ownPoints: page.ownPoints[at]!,
      handRank: page.handRank[at]!,
      rank: page.rank[at]!,
    };
  });
}

/** Rows as the columns of a page. Orders used up stay listed: their page in the shop still shows what they gave. */
export function columnsOf(rows: readonly Row[]): Omit<PageDocument, '_id' | 'day' | 'splits' | 'cameFrom'> {
  return {
    members: rows.map(({ id }) => id),
    depth: rows.map(({ depth }) => depth),
    orderCount: rows.map(({ orders }) => orders.length),
    orders: rows.flatMap(({ orders }) => orders.map(({ id }) => id)),
    remaining: rows.flatMap(({ orders }) => orders.map(({ remaining }) => remaining)),
    daily: rows.flatMap(({ orders }) => orders.map(({ daily }) => daily)),
    quota: rows.map(({ quota }) => quota),
    weight: rows.map(({ weight }) => weight),
    quotaGiven: rows.map(({ quotaGiven }) => quotaGiven),
    cash: rows.map(({ cash }) => cash),
    spendable: rows.map(({ spendable }) => spendable),
    ownVolume: rows.map(({ ownVolume }) => ownVolume),
    teamVolume: rows.map(({ teamVolume }) => teamVolume),
    ownPoints: rows.map(({ ownPoints }) => ownPoints),
    handRank: rows.map(({ handRank }) => handRank),
    rank: rows.map(({ rank }) => rank),
  };
}

/** A page without members. */
export const emptyPage = (_id: string): PageDocument => ({
  _id,
  day: '',
  ...columnsOf([]),
  splits: [],
  cameFrom: null,
});
