import type { HasTime } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import { restocks, stock } from '../_store/collections';
import { type Swept, sweep } from '../_store/sweep';

/** Sizes at once: each takes two updates, however many wait for it. */
const AT_ONCE = 50;

/**
 * Notes, for all who wait for a size that can be had again, that it is back. However its pieces came back: from an
 * administrator, an order given up, a return. A size that is gone again by now is left: nobody is sent to an empty shelf.
 * The mark goes last, and only if nobody came meanwhile: a sweep that broke is done again, and changes nothing twice.
 */
export const sweepRestocked = (nowMs: number, hasTime: HasTime): Promise<Swept> => {
  const sizes = stock.walk(
    { awaited: _.gt(''), left: _.gt(0) },
    {
      keys: [
        ['awaited', 'asc'],
        ['_id', 'asc'],
      ],
      fields: { awaited: true },
      atOnce: AT_ONCE,
    },
  );
  return sweep('telling of a restock', sizes, hasTime, async ({ _id: skuId, awaited }) => {
    const told = await restocks.changeWhere({ skuId, state: 'waiting' }, { state: 'back', backAtMs: nowMs });
    await stock.changeWhere({ _id: skuId, awaited }, { awaited: _.remove() });
    return told > 0;
  });
};
