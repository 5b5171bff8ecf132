import { BY_VOLUME } from '@shared/rules';
import type { PageDocument } from '../../_store/documents/pages';
import { downlineOf, heldOf, lowsOf, talliesOf } from './derived';
import { idsOf, numbersOf, textOfGroups, textOfIds } from './texts';

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

/** A page's columns: what is stored stays as it was read. */
export function columnsOf(page: PageDocument): Columns {
  const columns = {
    members: idsOf(page.members),
    orders: idsOf(page.orders),
    remaining: numbersOf(page.remaining),
    daily: numbersOf(page.daily),
  } as Columns;
  for (const figure of FIGURES) columns[figure] = numbersOf(page[figure]);
  return columns;
}

/** A page's columns as they are stored, each one text. */
export type PackedColumns = Readonly<
  Record<keyof Columns | 'held' | 'downline' | 'lows' | 'least' | 'tally' | 'tallies', string>
>;

/** Columns as they are stored. */
export function packed(columns: Columns): PackedColumns {
  const { members, orderCount, orders, remaining, daily } = columns;
  textOfIds(orders);
  const texts = {
    members: textOfIds(members),
    orders: textOfGroups(orders, orderCount),
    remaining: textOfGroups(remaining, orderCount),
    daily: textOfGroups(daily, orderCount),
    held: heldOf(columns).join(','),
    downline: downlineOf(columns).join(','),
    lows: lowsOf(columns).join(';'),
    ...talliesOf(columns),
  } as Record<keyof PackedColumns, string>;
  for (const figure of FIGURES) texts[figure] = columns[figure].join(',');
  return texts;
}

/** Columns without members. */
export const noColumns = (): Columns =>
  ({
    ...Object.fromEntries(FIGURES.map((figure) => [figure, []])),
    members: [],
    orders: [],
    remaining: [],
    daily: [],
  }) as unknown as Columns;

/** A page without members. */
export const emptyPage = (_id: string): PageDocument => ({
  _id,
  day: '',
  ...packed(noColumns()),
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
