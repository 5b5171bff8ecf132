import { addDays, type BusinessDay } from '@shared/kernel';
import { nightOf, type RoomCalendar } from '@shared/stays';
import { _ } from '../../_platform/cloud';
import type { Transaction } from '../../_platform/transactions';
import { nights } from '../../_store/collections';
import type { OrderLine } from '../../_store/documents';
import type { NightsDocument } from '../../_store/documents/stays';

/** The row of a kind of room in the month of a night. */
const nightsIdOf = (skuId: string, day: string): string => `${skuId}:${day.slice(0, 7)}`;

const dateOf = (day: string): string => day.slice(8);

/** Nights of one month that an order takes of a kind of room. */
interface MonthTaken {
  readonly id: string;
  readonly goodsId: string;
  readonly nights: readonly { readonly day: string; readonly rooms: number }[];
}

/** The nights of a line by month, in the order of the days; none for what is no stay. */
export function monthsOf({ goodsId, skuId, stay }: Pick<OrderLine, 'goodsId' | 'skuId' | 'stay'>): MonthTaken[] {
  const months = new Map<string, MonthTaken & { readonly nights: { day: string; rooms: number }[] }>();
  for (const { day, rooms } of stay?.nights ?? []) {
    const id = nightsIdOf(skuId, day);
    const month = months.get(id) ?? { id, goodsId, nights: [] };
    month.nights.push({ day, rooms });
    months.set(id, month);
  }
  return [...months.values()];
}

/** What has to be so that rooms can be taken: in each night so many are left of what there was when it was ordered. */
export const roomGuard = ({ nights: taken }: MonthTaken, quantity: number): Record<string, unknown> =>
  Object.fromEntries(taken.map(({ day, rooms }) => [`taken.${dateOf(day)}`, _.not(_.gt(rooms - quantity))]));

/** What taking rooms changes; giving them back with a quantity below 0. */
export const roomChange = ({ nights: taken }: MonthTaken, quantity: number): Record<string, unknown> =>
  Object.fromEntries(taken.map(({ day }) => [`taken.${dateOf(day)}`, _.inc(quantity)]));

/** The first night of which not so many rooms are left, and how many are; null where there are enough. */
export function fullNight(
  { nights: wanted }: MonthTaken,
  row: Pick<NightsDocument, 'taken'> | null,
  quantity: number,
): { readonly day: string; readonly left: number } | null {
  for (const { day, rooms } of wanted) {
    const left = Math.max(0, rooms - (row?.taken[dateOf(day)] ?? 0));
    if (left < quantity) return { day, left };
  }
  return null;
}

/** Makes the rows that nights are taken of, where they are not there yet. */
export async function ensureMonths(lines: readonly OrderLine[]): Promise<void> {
  const months = lines.flatMap(monthsOf);
  if (months.length === 0) return;
  const there = new Set(
    (
      await nights.getMany(
        months.map(({ id }) => id),
        { _id: true },
      )
    ).map(({ _id }) => _id),
  );
  for (const { id, goodsId } of months)
    if (!there.has(id)) await nights.add({ _id: id, goodsId, taken: {}, holds: {} });
}

/** Gives rooms of a line back, within the transaction that ends its order or a part of it. */
export async function returnNights(line: OrderLine, rooms: number, transaction: Transaction): Promise<void> {
  for (const month of monthsOf(line)) await nights.change(month.id, roomChange(month, -rooms), transaction);
}

/** The first night of some lines that is full, as the rows are now; null where there is none. */
export async function firstFull(
  lines: readonly Pick<OrderLine, 'goodsId' | 'skuId' | 'stay' | 'quantity' | 'title'>[],
): Promise<{ readonly skuId: string; readonly title: string; readonly day: string; readonly left: number } | null> {
  const months = lines.flatMap((line) => monthsOf(line).map((month) => ({ line, month })));
  if (months.length === 0) return null;
  const rows = new Map((await nights.getMany(months.map(({ month }) => month.id))).map((row) => [row._id, row]));
  for (const { line, month } of months) {
    const full = fullNight(month, rows.get(month.id) ?? null, line.quantity);
    if (full) return { skuId: line.skuId, title: line.title, ...full };
  }
  return null;
}

/** What is sold of a kind of room from a day on: prices and rooms that are left, day by day. */
export async function soldNights(
  rooms: readonly { readonly skuId: string; readonly calendar: RoomCalendar }[],
  from: BusinessDay,
  count: number,
): Promise<ReadonlyMap<string, { priceFen: number; left: number }[]>> {
  const days = Array.from({ length: count }, (_none, at) => addDays(from, at));
  const ids = new Set(rooms.flatMap(({ skuId }) => days.map((day) => nightsIdOf(skuId, day))));
  const rows = new Map((await nights.getMany([...ids], { taken: true })).map((row) => [row._id, row.taken]));
  return new Map(
    rooms.map(({ skuId, calendar }) => [
      skuId,
      days.map((day) => {
        const { priceFen, rooms: there } = nightOf(calendar, day);
        const taken = rows.get(nightsIdOf(skuId, day))?.[dateOf(day)] ?? 0;
        return { priceFen, left: Math.max(0, there - taken) };
      }),
    ]),
  );
}
