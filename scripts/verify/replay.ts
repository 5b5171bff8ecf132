// The closes again, from the beginning: every day is worked out from what waited for it and from the day before, all
// members on one page, by the function that closes a page. What was stored is held against it (closes, pages).
import { fen, type MicroShares, type QuotaFen } from '@shared/kernel';
import { appreciationSchema, type DividendPlan, dividendSchema, type PlanKind, releaseSchema } from '@shared/plans';
import { createCarry, type DividendDay, finishForest, freezeDividendDay, standingOf } from '@shared/rules';
import { columnsOf, emptyPage, packed } from '../../cloudfunctions/_books/pages/columns';
import { moveLine } from '../../cloudfunctions/_books/pages/line';
import { effectivePlans } from '../../cloudfunctions/_plans/effective';
import type { CloseDocument, InboxDocument } from '../../cloudfunctions/_store/documents';
import type { PageDocument } from '../../cloudfunctions/_store/documents/pages';
import { closeOnePage, type OnePageResult } from '../../cloudfunctions/dailyClose/onePage';
import { type Books, groupedBy } from './books';

/** One close as it follows from what was before it. */
export interface ReplayedDay {
  readonly result: OnePageResult;
  /** The frozen day of the dividends; null where they were off. */
  readonly dividendDay: DividendDay | null;
}

const BOUNDLESS = { members: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY };

/** All members in pre-order on one page, day after day. */
export class Replay {
  /** As the last day that was replayed left it, and as it was before that day. */
  page: PageDocument = emptyPage('all');
  before: PageDocument = this.page;
  readonly #books: Books;
  readonly #items: Map<string, InboxDocument[]>;

  constructor(books: Books) {
    this.#books = books;
    this.#items = groupedBy(
      books.inbox.filter(({ mergeDay }) => mergeDay !== null),
      ({ mergeDay }) => mergeDay!,
    );
  }

  /**
   * Closes a day by the plans that its close began with. Throws where what is stored cannot be closed: a plan's version
   * that is not there, a change that takes more than is held, somebody whose referrer never joined.
   */
  closeDay(close: CloseDocument, carriedInFen: number): ReplayedDay {
    const plans = this.plansOf(close);
    const items = (this.#items.get(close._id) ?? []).sort(inOrder);
    const dividend =
      plans.dividend && close.dividend
        ? { plan: plans.dividend, day: this.#freeze(close, carriedInFen, items, plans.dividend) }
        : null;
    const carry = createCarry();
    const result = closeOnePage({
      page: this.page,
      items,
      day: close._id,
      atMs: 0,
      dividend,
      release: plans.release,
      carry,
      made: 1,
      bounds: BOUNDLESS,
    });
    if (plans.release) finishForest(carry);
    this.before = this.page;
    this.page = this.#withMoves(result.pages[0]!, close._id);
    return { result, dividendDay: dividend?.day ?? null };
  }

  /** Lines that the close of a day moved behind another referrer, once its pages were closed. */
  #withMoves(page: PageDocument, day: string): PageDocument {
    const moves = this.#books.referrerChanges.filter(({ movedDay }) => movedDay === day);
    if (moves.length === 0) return page;
    let columns = columnsOf(page);
    for (const { memberId, toReferrerId } of moves) {
      const moved = moveLine(columns, memberId, toReferrerId);
      if (!moved) throw new Error(`the line of ${memberId} cannot be moved`);
      columns = moved;
    }
    return { ...page, ...packed(columns) };
  }

  /** The plans of a close as they worked: its versions, less what was not cleared. */
  plansOf({ appreciationVersion, dividendVersion, releaseVersion, paused }: CloseDocument) {
    const text = (plan: PlanKind, version: number | null) => {
      if (version === null) return null;
      const kept = this.#books.planVersions.find((one) => one.plan === plan && one.version === version);
      if (!kept) throw new Error(`there is no version ${version} of the ${plan} plan`);
      return kept.text;
    };
    const [appreciation, dividend, release] = [
      text('appreciation', appreciationVersion),
      text('dividend', dividendVersion),
      text('release', releaseVersion),
    ];
    const wanted = {
      appreciation: appreciation && appreciationSchema.parse(appreciation),
      dividend: dividend && dividendSchema.parse(dividend),
      release: release && releaseSchema.parse(release),
    };
    return effectivePlans(wanted, (feature) => !paused.includes(feature));
  }

  /** Who takes part, as they stood at the end of the day before less what was taken back since (rules §3, §5). */
  #freeze(
    { totals }: CloseDocument,
    carriedInFen: number,
    items: readonly InboxDocument[],
    plan: DividendPlan,
  ): DividendDay {
    const { members, quota, weight } = columnsOf(this.page);
    const changes = groupedBy(
      items.filter(({ kind }) => kind === 'change'),
      ({ memberId }) => memberId,
    );
    const taken = (memberId: string, field: 'quotaFen' | 'weightMicroShares') =>
      (changes.get(memberId) ?? []).reduce((sum, change) => sum + change[field], 0);
    const standing = standingOf(
      members.map((memberId, at) => ({
        quota: (quota[at]! + taken(memberId, 'quotaFen')) as QuotaFen,
        weight: (weight[at]! + taken(memberId, 'weightMicroShares')) as MicroShares,
      })),
      plan,
    );
    return freezeDividendDay(fen(totals.dividendFen), fen(carriedInFen), standing, plan);
  }
}

const inOrder = (a: InboxDocument, b: InboxDocument): number => a.sequence - b.sequence || (a._id < b._id ? -1 : 1);
