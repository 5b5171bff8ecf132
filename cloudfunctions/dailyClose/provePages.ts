import { addDays, type BusinessDay, daysBetween, invariant } from '@shared/kernel';
import { PROVED } from '@shared/proofs';
import { figuresOf, type OwnColumns } from '../_books/balanceDays/days';
import { type HeldTogether, noColumns, OF_HOLDERS } from '../_books/balanceDays/held';
import { idsOf, numbersOf } from '../_books/pages/texts';
import { balanceDays, pages } from '../_store/collections';
import type { BalanceDayDocument, PageDocument } from '../_store/documents/pages';
import { movedOn, type Own, ownAtEndOf, shopHolder } from './dayHoldings';

// What the members of some pages, and some shops, held as a day ended. A page stands still; of a wallet that no entry of
// the day moved, the day before tells what it holds, so that only those are read which were.

/** The columns of a page that balances are made of. */
const PAGE_FIELDS = { members: true, held: true, quota: true, weight: true, cash: true, spendable: true } as const;
type PageColumns = Pick<PageDocument, '_id' | keyof typeof PAGE_FIELDS>;

const BEFORE_FIELDS = { holders: true, columns: true, own: true } as const;
type Before = Pick<BalanceDayDocument, '_id' | 'holders' | 'columns' | 'own'>;

/**
 * Each page's wallets are all read once in so many days: should one ever have been written without an entry, a proof goes
 * on showing what the wallet shows.
 */
export const READ_ANEW_DAYS = 30;
const SOME_DAY = '2020-01-01' as BusinessDay;

/** Whether all wallets of a page are read on a day, whatever is known of them: a thirtieth of the pages each day. */
export const isReadAnew = (day: string, pageId: string): boolean =>
  (daysBetween(SOME_DAY, day as BusinessDay) + Number(pageId.slice(1))) % READ_ANEW_DAYS === 0;

/** What was held on one page as a day ended. */
export interface HeldOnPage {
  readonly pageId: string;
  readonly held: HeldTogether;
  readonly own: OwnColumns;
}

/** A page whose holders are looked up: the places of its members in what is known of the day before, -1 for none. */
interface Looking {
  readonly page: PageColumns;
  readonly memberIds: readonly string[];
  readonly before: Before | null;
  readonly places: Int32Array;
}

function lookedUp(day: string, page: PageColumns, before: Before | undefined): Looking {
  const memberIds = idsOf(page.members);
  if (!before?.own || isReadAnew(day, page._id))
    return { page, memberIds, before: null, places: new Int32Array(memberIds.length).fill(-1) };
  return { page, memberIds, before, places: placesIn(idsOf(before.holders), memberIds) };
}

/** Where ids stand in a list of before, -1 for none. As a rule few are new, and the others stand in their order. */
function placesIn(before: readonly string[], ids: readonly string[]): Int32Array {
  const places = new Int32Array(ids.length);
  let all: Map<string, number> | null = null;
  let next = 0;
  for (const [at, id] of ids.entries()) {
    if (before[next] !== id) {
      all ??= new Map(before.map((one, place) => [one, place]));
      places[at] = all.get(id) ?? -1;
      if (places[at]! < 0) continue;
      next = places[at]!;
    }
    places[at] = next;
    next += 1;
  }
  return places;
}

/** The columns of what each of a page's holders has of its own, by `OF_HOLDERS`: read, or as it was the day before. */
function ownColumns(
  { memberIds, before, places }: Looking,
  shopIds: readonly string[],
  read: ReadonlyMap<string, Own>,
): number[][] {
  const size = before ? idsOf(before.holders).length : 0;
  const ofMembers = memberIds.map((memberId) => read.get(memberId));
  return OF_HOLDERS.map((asset, nth) => {
    const known = before && figuresOf(nth < 2 ? before.own![nth] : before.columns[PROVED.indexOf(asset)], size);
    const column = ofMembers.map((one, at) => one?.[asset] ?? known![places[at]!]!);
    for (const shopId of shopIds) column.push(read.get(shopHolder(shopId))![asset]);
    return column;
  });
}

/** What stands on a page and what its holders have of their own, together. */
function heldOnPage(looking: Looking, shopIds: readonly string[], read: ReadonlyMap<string, Own>): HeldOnPage {
  const { page, memberIds } = looking;
  const [cash, spendable, stable, appreciating, exitQuota] = ownColumns(looking, shopIds, read) as [
    number[],
    number[],
    number[],
    number[],
    number[],
  ];
  const [pageCash, pageSpendable] = [numbersOf(page.cash), numbersOf(page.spendable)];
  const columns = {
    ...noColumns(),
    cash: cash.map((own, at) => own + (pageCash[at] ?? 0)),
    spendable: spendable.map((own, at) => own + (pageSpendable[at] ?? 0)),
    remaining: numbersOf(page.held),
    stable,
    appreciating,
    exitQuota,
    quota: numbersOf(page.quota),
    weight: numbersOf(page.weight),
  };
  for (const asset of ['remaining', 'quota', 'weight'] as const) for (const _shop of shopIds) columns[asset].push(0);
  const holders = [...memberIds, ...shopIds.map(shopHolder)];
  return { pageId: page._id, held: { holders, columns }, own: [cash, spendable] };
}

async function byId<T extends { readonly _id: string }>(finding: Promise<readonly T[]>): Promise<Map<string, T>> {
  return new Map((await finding).map((one) => [one._id, one]));
}

/** What is held on the pages of a day: whom the day moved is found out once, when it is first needed. */
export class DayOnPages {
  readonly #day: string;
  #moved: Promise<ReadonlySet<string> | null> | null = null;

  constructor(day: string) {
    this.#day = day;
  }

  /** What was held on some pages, each with some shops beside its members. */
  async heldOn(pageIds: readonly string[], shopsOf: readonly (readonly string[])[]): Promise<HeldOnPage[]> {
    const dayBefore = addDays(this.#day as BusinessDay, -1);
    const idBefore = (pageId: string) => `${dayBefore}:${pageId}`;
    const [found, before] = await Promise.all([
      byId<PageColumns>(pages.getMany(pageIds, PAGE_FIELDS)),
      byId<Before>(balanceDays.getMany(pageIds.map(idBefore), BEFORE_FIELDS)),
    ]);
    const looking = pageIds.map((pageId) => {
      const page = found.get(pageId);
      invariant(page !== undefined, `page ${pageId} is in the directory and nowhere else`);
      return lookedUp(this.#day, page, before.get(idBefore(pageId)));
    });
    const moved = looking.some((one) => one.before) ? await this.#membersMoved() : null;
    const toRead = looking.flatMap(({ memberIds, places }) =>
      memberIds.filter((memberId, at) => places[at]! < 0 || moved === null || moved.has(memberId)),
    );
    const read = await ownAtEndOf(this.#day, toRead, shopsOf.flat());
    return looking.map((one, nth) => heldOnPage(one, shopsOf[nth]!, read));
  }

  #membersMoved(): Promise<ReadonlySet<string> | null> {
    this.#moved ??= movedOn(this.#day);
    return this.#moved;
  }
}
