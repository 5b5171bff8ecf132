import { addDays, type BusinessDay } from '@shared/kernel';
import type { ToldNode } from '@shared/proofs';
import { balanceDayOf, KEPT_DAYS, rootOfDay } from '../_books/balanceDays/days';
import type { HasTime } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import { newToken } from '../_platform/ids';
import { transact } from '../_platform/transactions';
import { balanceDays, closes, merchants } from '../_store/collections';
import type { CloseDocument } from '../_store/documents';
import { checkpoint, closeNow, goOn } from './checkpoint';
import { DayOnPages, type HeldOnPage } from './provePages';
import { readDirectory } from './resolve';

/** Pages whose balances are read and written together. */
const PAGES_AT_ONCE = 8;
/** Shops whose balances stand among those of one page; behind the last page all that are left. */
const SHOPS_A_PAGE = 500;
/** Stands behind every id: all shops were met. */
const ALL_SHOPS = '~';

/**
 * What everybody held as the day ended goes into a tree whose root fixes the totals (shared/proofs), page by page: `at`
 * counts the pages, `cursor` is the last shop. Whoever writes a page has seen in the same transaction that the checkpoint
 * stands where the page was read at.
 */
export async function prove(start: CloseDocument, hasTime: HasTime): Promise<boolean> {
  let close = start.proof?.form === 2 ? start : await begin(start);
  const day = new DayOnPages(close._id);
  const directory = (await readDirectory()).pages;
  let coming: Promise<Read> | null = null;
  while (close.at < directory.length) {
    if (!hasTime()) return false;
    const read: Read = await (coming ?? readAhead(day, directory, close));
    // While these pages are hashed and written, the next ones are read.
    coming = read.at < directory.length ? readAhead(day, directory, read) : null;
    close = await keep(close, read);
  }
  await finish(close);
  return true;
}

/** What some pages held, and the checkpoint behind them. */
interface Read {
  readonly held: readonly HeldOnPage[];
  readonly at: number;
  readonly cursor: string;
}

/**
 * Takes the day's secret, and moves the checkpoint with it: who began beside it ends. Leaves of another form, which a
 * version before began to write, go first.
 */
async function begin(close: CloseDocument): Promise<CloseDocument> {
  if (close.proof) await balanceDays.removeWhere({ day: close._id });
  const begun = { at: 0, cursor: '', proof: { form: 2, secret: newToken(), root: null, chainedHash: null } } as const;
  await checkpoint(close, begun);
  return { ...close, ...begun };
}

/** The next shops behind the last one that was met. */
async function nextShops(cursor: string, isLastPage: boolean): Promise<{ ids: string[]; cursor: string }> {
  const ids: string[] = [];
  let after = cursor;
  while (after !== ALL_SHOPS && (isLastPage || ids.length === 0)) {
    const { found, next } = await merchants.page(
      { _id: _.gt(after) },
      { keys: [['_id', 'asc']], fields: { _id: true }, limit: SHOPS_A_PAGE },
    );
    ids.push(...found.map(({ _id }) => _id));
    after = next ? ids.at(-1)! : ALL_SHOPS;
  }
  return { ids, cursor: after };
}

async function readSome(
  day: DayOnPages,
  directory: readonly string[],
  from: { readonly at: number; readonly cursor: string | null },
): Promise<Read> {
  const pageIds = directory.slice(from.at, from.at + PAGES_AT_ONCE);
  const shopsOf: string[][] = [];
  let cursor = from.cursor ?? '';
  for (const nth of pageIds.keys()) {
    const shops = await nextShops(cursor, from.at + nth === directory.length - 1);
    cursor = shops.cursor;
    shopsOf.push(shops.ids);
  }
  return { held: await day.heldOn(pageIds, shopsOf), at: from.at + pageIds.length, cursor };
}

/** What stood there as the day ended stays what it was: it may be read early. A fault is told by whoever waits for it. */
function readAhead(...asked: Parameters<typeof readSome>): Promise<Read> {
  const reading = readSome(...asked);
  reading.catch(() => undefined);
  return reading;
}

async function keep(close: CloseDocument, { held, at, cursor }: Read): Promise<CloseDocument> {
  const found = held.flatMap((one) => balanceDayOf(close._id, one.pageId, one.held, one.own, close.proof!) ?? []);
  await transact(async (transaction) => {
    await closeNow(close, transaction);
    await balanceDays.addAll(found, transaction);
    await closes.change(close._id, { at, cursor }, transaction);
  });
  return { ...close, at, cursor };
}

/** The root over all pages, in the order of their ids; leaves that are older than they are kept go, but those of landmarks. */
async function finish(close: CloseDocument): Promise<void> {
  const nodes: ToldNode[] = [];
  const fields = { sums: true, hash: true };
  const keys = [['_id', 'asc']] as const;
  for await (const one of balanceDays.walk({ day: close._id }, { keys, fields, atOnce: 1_000 })) nodes.push(one);
  const last = addDays(close._id as BusinessDay, -KEPT_DAYS);
  await balanceDays.removeWhere({ day: _.lte(last), isLandmark: _.neq(true) });
  await goOn(close, 'balances.proved', { proof: { ...close.proof!, root: rootOfDay(nodes, close.proof!) } });
}
