import type { Stored } from '../../_platform/collection';

/**
 * Rooms of one kind that are taken in the nights of one month: `_id` is of both (`nightsIdOf`). How many there are is said
 * by the goods. `holds` names the orders being placed: a repeated take is seen, a broken one is given back.
 */
export interface NightsDocument extends Stored {
  readonly goodsId: string;
  /** By the day of the month, 01 to 31; missing as 0. */
  readonly taken: Readonly<Record<string, number>>;
  readonly holds: Readonly<Record<string, number>>;
}
