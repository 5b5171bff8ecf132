import { Chance } from '../seed/chance';
import type { Open } from './life';

const SEED = 20_320;
/** Parts of a day in which orders are placed. */
export const SLOTS = 3;

/** A product as those who live on see it. */
export interface Ware {
  readonly goodsId: string;
  readonly skuId: string;
  readonly priceFen: number;
  readonly left: number;
}

/** What somebody orders on a day. */
export interface Wish {
  /** Unique: the request id of its placing. */
  readonly key: string;
  readonly slot: number;
  readonly phone: string;
  readonly skuId: string;
  readonly quantity: number;
  /** Whether it is paid at once, and what becomes of it after its shipping; null: it receives itself. */
  readonly isPaid: boolean;
  readonly later: Pick<Open, 'act' | 'afterDays'> | null;
}

/** Prices up to which a basket is an everyday one, or a better one; out of a hundred orders. */
const CLASSES = [
  { fromFen: 0, belowFen: 30_000, share: 74 },
  { fromFen: 30_000, belowFen: 300_000, share: 12 },
  { fromFen: 300_000, belowFen: 2_000_000, share: 14 },
] as const;

/** Of the day's number alone: the same day of the same demo goes the same way. */
export const chanceOf = (dayNumber: number, what: number): Chance => new Chance(SEED + dayNumber * 7_919 + what);

/** As in the history: of everyday orders some are left unpaid, and of some the money is wanted back. */
function courseOf(chance: Chance, isLarge: boolean): Pick<Wish, 'isPaid' | 'later'> {
  const afterDays = chance.between(1, 4);
  const fate = chance.below(100);
  const isConfirmed = chance.happens(isLarge ? 85 : 60);
  if (!isLarge && fate < 4) return { isPaid: false, later: null };
  if (!isLarge && fate < 7) return { isPaid: true, later: { act: 'askRefund', afterDays } };
  return { isPaid: true, later: isConfirmed ? { act: 'confirm', afterDays } : null };
}

/** The orders of a day: as many as in the demo's history, of those who live on, from what is on the shelf. */
export function wishesOf(dayNumber: number, phones: readonly string[], shelf: readonly Ware[]): Wish[] {
  const chance = chanceOf(dayNumber, 1);
  if (phones.length === 0) return [];
  return Array.from({ length: chance.between(6, 10) }, (_, at): Wish | null => {
    const phone = chance.pick(phones);
    const slot = chance.below(SLOTS);
    const { fromFen, belowFen, share } = chance.pickBy(CLASSES, (one) => one.share);
    const wares = shelf.filter(({ priceFen, left }) => priceFen >= fromFen && priceFen < belowFen && left >= 3);
    const course = courseOf(chance, fromFen >= 300_000);
    const quantity = share === 74 ? chance.between(1, 3) : 1;
    if (wares.length === 0) return null;
    const { skuId } = chance.pick(wares);
    return { key: `life-${dayNumber}-${at}`, slot, phone, skuId, quantity, ...course };
  }).filter((wish): wish is Wish => wish !== null);
}
