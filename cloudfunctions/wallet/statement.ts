import { type Asset, type AssetAmount, refuse, type StatementLine } from '@shared/contract';
import { done } from '@shared/kernel';
import { joining } from '../_actions/joins';
import { balancesJoined, balancesJoins } from '../_books/balances';
import { _ } from '../_platform/cloud';
import { readCursor, writeCursor } from '../_platform/cursors';
import { lines as lineDocuments } from '../_store/collections';
import { tagOf } from '../_store/lists';
import type { Entry } from './credits';
import { type EntryPlace, entriesOf, isOtherSide, type Passed, START } from './entries';
import { heldOf } from './held';

/** Steps that one page takes, whatever it finds: what is filtered goes on behind them. */
const MOST_LOOKED_AT = 300;
/** Lines of a member that one event writes: a page's events are told with all of theirs. */
const MOST_LINES_OF_EVENT = 12;

/** The assets in the order in which a cursor carries their balances. */
const ASSETS = ['cash', 'appreciating', 'stable', 'quota', 'weight', 'exitQuota', 'remaining', 'spendable'] as const;
type Running = Record<Asset, number>;

/** An entry as a line. */
export const lineOf = (entry: Entry, balanceAfter: number | null, sides: readonly AssetAmount[]): StatementLine => ({
  entryId: entry.entryId,
  kind: entry.kind,
  amount: { asset: entry.asset, units: entry.units },
  sides: [...sides],
  balanceAfter,
  atMs: entry.atMs,
  day: entry.day,
  isOfClose: entry.isOfClose,
  plan: entry.plan && { ...entry.plan },
  note: entry.note,
  orderId: entry.orderId,
  orderNo: entry.orderNo,
});

/** A line that was found, with what was left after it. */
interface Found {
  readonly entry: Entry;
  readonly balanceAfter: number;
}

/** Where a page begins: a place, and the balances there. */
interface Begin {
  readonly place: EntryPlace;
  readonly running: Running;
}

const TYPES = ['string', 'number', 'string', 'string', 'number', ...ASSETS.map(() => 'number' as const)] as const;

const cursorOf = (tag: string, { place: { event, credit }, running }: Begin): string =>
  writeCursor(tag, [...(event ?? ['', 0, '']), ...(credit ?? ['', 0]), ...ASSETS.map((asset) => running[asset])]);

/** What a cursor says; undefined for one of another list. The balances in it are shown to nobody but who sends it. */
function beginOf(cursor: string, tag: string): Begin | undefined {
  const read = readCursor(cursor, tag, TYPES as never) as readonly (string | number)[] | undefined;
  if (!read) return undefined;
  const [eventDay, atMs, id, creditDay, passed, ...balances] = read as [string, number, string, string, number];
  return {
    place: {
      event: eventDay === '' ? null : [eventDay, atMs, id],
      credit: creditDay === '' ? null : [creditDay, passed],
    },
    running: Object.fromEntries(ASSETS.map((asset, at) => [asset, (balances as number[])[at]!])) as Running,
  };
}

interface Asked {
  readonly asset?: Asset | undefined;
  readonly kinds?: readonly string[] | undefined;
  readonly fromDay?: string | undefined;
  readonly toDay?: string | undefined;
  readonly limit: number;
}

/** Whether an entry is one of those that were asked for. Of all assets together, a line stands under one of them. */
const isAsked = (entry: Entry, { asset, kinds, toDay }: Asked): boolean =>
  (asset !== undefined || !entry.isOtherSide) &&
  (!kinds || kinds.includes(entry.kind)) &&
  (toDay === undefined || entry.day <= toDay);

/** One page of a walk that begins with these balances: what was found, and where to go on; null at the end. */
async function pageOf(walk: AsyncIterable<Passed>, begin: Begin, asked: Asked) {
  const running = { ...begin.running };
  const found: Found[] = [];
  let last: Begin = begin;
  let looked = 0;
  let seenToDay: string | null = null;
  for await (const { day, entry, place } of walk) {
    if (asked.fromDay !== undefined && day < asked.fromDay) return { found, next: null, seenToDay };
    const isFound = entry !== null && isAsked(entry, asked);
    if ((isFound && found.length === asked.limit) || looked === MOST_LOOKED_AT) return { found, next: last, seenToDay };
    looked += 1;
    seenToDay = day;
    if (isFound) found.push({ entry, balanceAfter: running[entry.asset] });
    if (entry) running[entry.asset] -= entry.balanceUnits;
    last = { place, running: { ...running } };
  }
  return { found, next: null, seenToDay };
}

/** A walk whose first step is under way. */
function begun<T>(walk: AsyncGenerator<T>): AsyncIterable<T> {
  const first = walk.next();
  first.catch(() => undefined);
  return (async function* () {
    const step = await first;
    if (step.done) return;
    yield step.value;
    yield* walk;
  })();
}

/** What else of the member's moved by the events of these lines, by event: one request, however many they are. */
async function movedBeside(memberId: string, found: readonly Found[]): Promise<(entry: Entry) => AssetAmount[]> {
  const events = found.map(({ entry }) => entry).filter(({ isOfCredit }) => !isOfCredit);
  const ids = [...new Set(events.map(({ journalId }) => journalId))];
  const all =
    ids.length === 0
      ? []
      : await lineDocuments.find(
          // By their days first: an index over events would cost every line that is ever written.
          { memberId, day: _.in([...new Set(events.map(({ day }) => day))]), journalId: _.in(ids) },
          {
            limit: ids.length * MOST_LINES_OF_EVENT,
            fields: { journalId: true, position: true, kind: true, asset: true, units: true },
          },
        );
  all.sort((a, b) => a.position - b.position);
  // Two lines that a list shows each by itself are not told beside each other.
  return (entry) =>
    entry.otherSide
      ? [entry.otherSide]
      : all.flatMap((line) =>
          line.journalId === entry.journalId &&
          line.kind === entry.kind &&
          line._id !== entry.entryId &&
          (isOtherSide(line) || entry.isOtherSide)
            ? [{ asset: line.asset, units: line.units }]
            : [],
        );
}

/**
 * Newest first. Balances run back from what is held now, entry by entry, so that each line's balance is the one before
 * it less what of its amount reached the balance: the list adds up. A cursor carries them on, so that a page far down
 * costs what the first does.
 */
export const statement = joining<'wallet.statement', typeof balancesJoins>(
  () => balancesJoins,
  async (input, { member }, joined) => {
    const tag = tagOf('wallet.statement', input);
    const after = input.cursor === undefined ? undefined : beginOf(input.cursor, tag);
    if (input.cursor !== undefined && !after) return refuse('cursor/invalid');
    const balances = await balancesJoined(member, joined);
    const { place, running } = after ?? { place: START, running: null };
    // What the walk begins with is read while the balances are.
    const walk = begun(entriesOf(member._id, balances.figures, { asset: input.asset, place }));
    const begin = { place, running: running ?? (await heldOf(member._id, balances)).byAsset };
    const { found, next, seenToDay } = await pageOf(walk, begin, input);
    const besideOf = await movedBeside(member._id, found);
    return done({
      lines: found.map(({ entry, balanceAfter }) => lineOf(entry, balanceAfter, besideOf(entry))),
      next: next && cursorOf(tag, next),
      seenToDay,
    });
  },
);
