import { BY_VOLUME } from '@shared/rules';
import type { PageDocument } from '../../_store/documents/pages';

/** The columns of a page that hold one figure a member. */
export const FIGURES = [
  'depth',
  'orderCount',
  'quota',
  'weight',
  'quotaGiven',
  'cash',
  'spendable',
  'owedSpendable',
  'ownVolume',
  'teamVolume',
  'ownPoints',
  'handRank',
  'rank',
] as const;
export type Figure = (typeof FIGURES)[number];

/** A page while a close works on it: its columns, its own to change. */
export type Columns = Record<Figure, number[]> & {
  members: string[];
  orders: string[];
  remaining: number[];
  daily: number[];
};

/** Of somebody who joins: nothing of anything. */
export const figureOfNewcomer = (figure: Figure, depth: number): number =>
  figure === 'depth' ? depth : figure === 'handRank' ? BY_VOLUME : 0;

/** A page's columns, copied: what is stored stays as it was read. */
export function columnsOf(page: PageDocument): Columns {
  return {
    members: page.members.slice(),
    orders: page.orders.slice(),
    remaining: page.remaining.slice(),
    daily: page.daily.slice(),
    depth: page.depth.slice(),
    orderCount: page.orderCount.slice(),
    quota: page.quota.slice(),
    weight: page.weight.slice(),
    quotaGiven: page.quotaGiven.slice(),
    cash: page.cash.slice(),
    spendable: page.spendable.slice(),
    owedSpendable: page.owedSpendable?.slice() ?? page.members.map(() => 0),
    ownVolume: page.ownVolume.slice(),
    teamVolume: page.teamVolume.slice(),
    ownPoints: page.ownPoints.slice(),
    handRank: page.handRank.slice(),
    rank: page.rank.slice(),
  };
}

/** A page without members. */
export const emptyPage = (_id: string): PageDocument => ({
  _id,
  day: '',
  members: [],
  orders: [],
  remaining: [],
  daily: [],
  ...(Object.fromEntries(FIGURES.map((figure) => [figure, []])) as unknown as Record<Figure, number[]>),
  splits: [],
  cameFrom: null,
});

/** The members from one position up to, not including, another, with their orders: those begin at `firstOrder`. */
export function cut(columns: Columns, from: number, to: number, firstOrder: number): Columns {
  let orders = firstOrder;
  for (let at = from; at < to; at += 1) orders += columns.orderCount[at]!;
  const part = {
    members: columns.members.slice(from, to),
    orders: columns.orders.slice(firstOrder, orders),
    remaining: columns.remaining.slice(firstOrder, orders),
    daily: columns.daily.slice(firstOrder, orders),
  } as Columns;
  for (const figure of FIGURES) part[figure] = columns[figure].slice(from, to);
  return part;
}
