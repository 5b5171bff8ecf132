import { dropHolds, sweepPlacing } from '../_orders/placing';
import type { HasTime } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import type { Place } from '../_platform/collection';
import { orders } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';
import { each, type Swept, sweep } from '../_store/sweep';

/** A placing older than this broke: no function runs so long. */
const BROKEN_AFTER_MS = 5 * 60_000;
const BY_PLACING = [
  ['placedAtMs', 'asc'],
  ['_id', 'asc'],
] as const;

/** Only ids are read: what is due may be long, and there may be much of it. */
const IDS = { _id: true } as const;

/** Gives back what broken placings took. */
export const sweepPlacings = (nowMs: number, hasTime: HasTime): Promise<Swept> => {
  const condition = { isPlaced: false, isSwept: false, placedAtMs: _.lt(nowMs - BROKEN_AFTER_MS) };
  return sweep('the sweep', orders.walk(condition, { keys: BY_PLACING, fields: IDS }), hasTime, async ({ _id }) => {
    const order = await orders.get(_id);
    if (order) await sweepPlacing(order);
    return order !== null;
  });
};

/** Drops the marks that placings left: many orders at once, each row of the shelf once. */
export async function sweepHolds(nowMs: number, hasTime: HasTime): Promise<number> {
  const condition = { hasHolds: true, isPlaced: true, placedAtMs: _.lt(nowMs - BROKEN_AFTER_MS) };
  const drop = async (some: readonly OrderDocument[]): Promise<boolean> => {
    await dropHolds(some);
    return (await orders.changeWhere({ _id: _.in(some.map(({ _id }) => _id)) }, { hasHolds: false })) > 0;
  };
  let count = 0;
  for (let after: Place | undefined; hasTime(); ) {
    const fields = { 'lines.skuId': true, 'lines.offerId': true, 'lines.stay': true } as const;
    const { found, next } = await orders.page(condition, { keys: BY_PLACING, after, fields, limit: 100 });
    try {
      if (found.length > 0) await drop(found);
    } catch {
      await sweep('dropping holds', each(found), hasTime, (one) => drop([one]));
    }
    count += found.length;
    if (!next) break;
    after = next;
  }
  return count;
}
