import type { GoodsKind, InputOf } from '@shared/contract';
import { Chance } from '../seed/chance';
import type { Open } from './life';

const SEED = 20_320;
/** Parts of a day in which orders are placed. */
export const SLOTS = 3;

/** A product as those who live on see it. */
export interface Ware {
  readonly goodsId: string;
  readonly skuId: string;
  readonly kind: GoodsKind;
  readonly priceFen: number;
  readonly left: number;
  /** What its buyer is to tell. */
  readonly asks: NonNullable<InputOf<'admin.saveGoods'>['asks']>;
}

/** What somebody orders on a day. */
export interface Wish {
  /** Unique: the request id of its placing. */
  readonly key: string;
  readonly slot: number;
  readonly phone: string;
  readonly ware: Ware;
  readonly quantity: number;
  /** Of nights: in how many days one comes at the earliest, and for how long. */
  readonly aheadDays: number;
  readonly nights: number;
  /** Whether it is paid at once, and what becomes of it once it is there or can be used; null: nothing that one does. */
  readonly isPaid: boolean;
  readonly later: Pick<Open, 'act' | 'afterDays'> | null;
}

/** Prices up to which a basket is an everyday one, or a better one; out of a hundred orders. */
const CLASSES = [
  { fromFen: 0, belowFen: 30_000, share: 74 },
  { fromFen: 30_000, belowFen: 300_000, share: 12 },
  { fromFen: 300_000, belowFen: 2_000_000, share: 14 },
] as const;

/** How what is bought reaches its buyer; out of a hundred orders. Of what a class has none, parcels are bought. */
const KINDS = [
  { kind: 'delivered', share: 62 },
  { kind: 'voucher', share: 18 },
  { kind: 'stay', share: 10 },
  { kind: 'topUp', share: 10 },
] as const satisfies readonly { kind: GoodsKind; share: number }[];

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

/** What becomes of what is no parcel: a top-up is done by its provider, who has booked a room comes. */
function courseOfKind(kind: GoodsKind, course: Pick<Wish, 'isPaid' | 'later'>): Pick<Wish, 'isPaid' | 'later'> {
  if (!course.isPaid || kind === 'delivered' || kind === 'voucher') return course;
  if (kind === 'topUp') return { isPaid: true, later: null };
  return { isPaid: true, later: course.later ?? { act: 'confirm', afterDays: 1 } };
}

/** The orders of a day: as many as in the demo's history, of those who live on, from what is on the shelf. */
export function wishesOf(dayNumber: number, phones: readonly string[], shelf: readonly Ware[]): Wish[] {
  const chance = chanceOf(dayNumber, 1);
  if (phones.length === 0) return [];
  return Array.from({ length: chance.between(6, 10) }, (_, at): Wish | null => {
    const phone = chance.pick(phones);
    const slot = chance.below(SLOTS);
    const { fromFen, belowFen, share } = chance.pickBy(CLASSES, (one) => one.share);
    const { kind: wanted } = chance.pickBy(KINDS, (one) => one.share);
    const course = courseOf(chance, fromFen >= 300_000);
    const pieces = share === 74 ? chance.between(1, 3) : 1;
    const [aheadDays, nights] = [chance.between(1, 5), chance.between(1, 2)];
    const fits = shelf.filter(({ priceFen, left }) => priceFen >= fromFen && priceFen < belowFen && left >= 3);
    const ofKind = fits.filter(({ kind }) => kind === wanted);
    const wares = ofKind.length > 0 ? ofKind : fits.filter(({ kind }) => kind === 'delivered');
    if (wares.length === 0) return null;
    const ware = chance.pick(wares);
    // One room, one account.
    const quantity = ware.kind === 'delivered' || ware.kind === 'voucher' ? pieces : 1;
    const key = `life-${dayNumber}-${at}`;
    return { key, slot, phone, ware, quantity, aheadDays, nights, ...courseOfKind(ware.kind, course) };
  }).filter((wish): wish is Wish => wish !== null);
}
