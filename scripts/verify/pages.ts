// The pages: that all members stand on them once, in pre-order, and every column as the replayed closes leave it.
import type { Difference } from '@shared/ledger';
import { FIGURES, type PackedColumns, packed } from '../../cloudfunctions/_books/pages/columns';
import type { CloseDocument, MemberDocument } from '../../cloudfunctions/_store/documents';
import { type Books, type ReadPage, readPage } from './books';
import { compare } from './compare';
import type { Replay } from './replay';
import { checkVolumes } from './volumes';

const at = ({ _id, day }: ReadPage) => ({ check: 'pages', place: `page ${_id}`, arises: day || 'its making' });

/** A close that has begun to write pages, or is about to; null when the last one is finished. */
const closeUnderWay = ({ closes }: Books): CloseDocument | null => {
  const last = closes.at(-1);
  return last && last.stage !== 'closed' ? last : null;
};

/** Directory, order, members' documents and columns. `replay` stands at the last finished close. */
export function* checkPages(books: Books, replay: Replay): Generator<Difference> {
  const pages = new Map(books.pages.map((page) => [page._id, page]));
  yield* checkDirectory(books, pages);
  const inOrder = (books.directory?.pages ?? []).flatMap((pageId) => pages.get(pageId) ?? []);
  for (const page of inOrder) yield* checkLengths(page);
  yield* checkMembers(books, pages, inOrder);
  const under = closeUnderWay(books);
  if (under) replayUnderWay(replay, under, books);
  const isMixed = under !== null && replay.page.day === under._id;
  const after = new Standings(readPage(replay.page));
  if (!isMixed) {
    const members = inOrder.flatMap((page) => page.members);
    yield* compare({ check: 'pages', place: 'all pages', arises: replay.page.day }, 'members', after.members, members);
  }
  if (!isMixed) yield* checkVolumes(books, inOrder);
  const before = isMixed ? new Standings(readPage(replay.before)) : after;
  for (const page of inOrder) {
    if (page.members.length > 0)
      yield* compare(at(page), 'day', page.day === before.day ? before.day : after.day, page.day);
    yield* checkColumns(page, page.day === before.day ? before : after);
  }
}

/** The day that is being closed is worked out as far as its dividends are frozen: some pages have it already. */
function replayUnderWay(replay: Replay, close: CloseDocument, { closes }: Books): void {
  if (!['pages', 'forcedExit', 'prove', 'seal'].includes(close.stage)) return;
  replay.closeDay(close, closes.at(-2)?.carriedFen ?? 0);
}

/** The directory names every page, once, and no other. */
function* checkDirectory({ directory, pages }: Books, known: ReadonlyMap<string, ReadPage>): Generator<Difference> {
  const where = { check: 'pages', place: 'directory', arises: pages.at(-1)?.day ?? 'the first close' };
  const named = directory?.pages ?? [];
  if (new Set(named).size !== named.length)
    yield { ...where, what: 'pages', expected: 'each once', found: named.join() };
  for (const pageId of named)
    if (!known.has(pageId)) yield { ...where, what: pageId, expected: 'a page', found: 'none' };
  for (const page of pages)
    if (!named.includes(page._id)) yield { ...at(page), what: 'directory', expected: 'named', found: 'not named' };
}

/** Columns are as long as there are members and orders. */
function* checkLengths(page: ReadPage): Generator<Difference> {
  for (const figure of FIGURES) yield* compare(at(page), `${figure}.length`, page.members.length, page[figure].length);
  const orders = page.orderCount.reduce((sum, count) => sum + count, 0);
  for (const column of ['orders', 'remaining', 'daily'] as const)
    yield* compare(at(page), `${column}.length`, orders, page[column].length);
  // Packed columns say some things twice: whose each order is, and what a member's orders hold together.
  if (page.stored.held === undefined) return;
  for (const [column, text] of Object.entries(packed(page)))
    yield* compare(at(page), column, text, page.stored[column as keyof PackedColumns]);
}

/** Nobody stands twice; each right below the referrer; documents name the page, or one that it split off. */
function* checkMembers(
  books: Books,
  pages: ReadonlyMap<string, ReadPage>,
  inOrder: readonly ReadPage[],
): Generator<Difference> {
  const documents = new Map(books.members.map((member) => [member._id, member]));
  const pageOf = new Map<string, string>();
  const line: string[] = [];
  for (const page of inOrder)
    for (const [nth, memberId] of page.members.entries()) {
      const member = documents.get(memberId);
      const place = `member:${memberId} on ${page._id}`;
      const where = { ...at(page), place };
      if (pageOf.has(memberId)) yield { ...where, what: 'page', expected: pageOf.get(memberId)!, found: page._id };
      pageOf.set(memberId, page._id);
      const depth = page.depth[nth] ?? 0;
      line.length = Math.min(line.length, depth);
      yield* compare(where, 'referrerId', member?.referrerId, depth === 0 ? null : line[depth - 1]);
      line[depth] = memberId;
    }
  const isMoving = movesOf(books);
  for (const member of books.members) yield* checkNamed(member, pageOf.get(member._id) ?? null, pages, isMoving);
}

/** Members whose documents lag behind for a moment: a close under way tells them where they are. */
function movesOf(books: Books): ReadonlySet<string> {
  return new Set(Object.values(closeUnderWay(books)?.moves ?? {}).flat());
}

function* checkNamed(
  { _id, pageId }: MemberDocument,
  actual: string | null,
  pages: ReadonlyMap<string, ReadPage>,
  isMoving: ReadonlySet<string>,
): Generator<Difference> {
  if (pageId === actual || isMoving.has(_id)) return;
  // A page that split names where its members went.
  const reached = pageId === null ? [] : [pageId];
  for (const one of reached) reached.push(...(pages.get(one)?.splits ?? []).map((split) => split.pageId));
  if (actual !== null && reached.includes(actual)) return;
  const arises = (actual !== null && pages.get(actual)?.day) || 'its joining';
  yield* compare({ check: 'pages', place: `member:${_id}`, arises }, 'pageId', actual, pageId);
}

/** The figures of all members as a replayed close left them. */
class Standings {
  readonly day: string;
  readonly members: readonly string[];
  readonly #page: ReadPage;
  readonly #places: Map<string, number>;
  readonly #firstOrder: number[] = [];

  constructor(page: ReadPage) {
    this.day = page.day;
    this.members = page.members;
    this.#page = page;
    this.#places = new Map(page.members.map((memberId, place) => [memberId, place]));
    let order = 0;
    for (const count of page.orderCount) {
      this.#firstOrder.push(order);
      order += count;
    }
  }

  figure(memberId: string, figure: (typeof FIGURES)[number]): number | undefined {
    const place = this.#places.get(memberId);
    return place === undefined ? undefined : this.#page[figure][place];
  }

  /** A member's orders: [order, remaining, daily], oldest first. */
  orders(memberId: string): (readonly [string, number, number])[] {
    const place = this.#places.get(memberId);
    return place === undefined ? [] : ordersOf(this.#page, this.#firstOrder[place]!, this.#page.orderCount[place]!);
  }
}

const ordersOf = ({ orders, remaining, daily }: ReadPage, first: number, count: number) =>
  orders.slice(first, first + count).map((id, nth) => [id, remaining[first + nth]!, daily[first + nth]!] as const);

function* checkColumns(page: ReadPage, expected: Standings): Generator<Difference> {
  let order = 0;
  for (const [nth, memberId] of page.members.entries()) {
    const where = { ...at(page), place: `member:${memberId} on ${page._id}` };
    for (const figure of FIGURES) yield* compare(where, figure, expected.figure(memberId, figure), page[figure][nth]);
    const count = page.orderCount[nth]!;
    yield* compare(where, 'orders', expected.orders(memberId), ordersOf(page, order, count));
    order += count;
  }
}
