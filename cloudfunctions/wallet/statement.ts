import { type Asset, type AssetAmount, refuse, type StatementLine } from '@shared/contract';
import { type BusinessDay, done, readBusinessDay } from '@shared/kernel';
import { joining } from '../_actions/joins';
import { balancesJoined, balancesJoins } from '../_books/balances';
import { heldOnDay } from '../_books/heldOnDay';
import { landmarkFrom } from '../_books/landmarks';
import { pagesSince } from '../_books/pages/creditDays';
import type { MemberFigures } from '../_books/pages/read';
import { _ } from '../_platform/cloud';
import { readCursor, writeCursor } from '../_platform/cursors';
import { lines as lineDocuments } from '../_store/collections';
import { tagOf } from '../_store/lists';
import type { Entry } from './credits';
import { type EntryPlace, endOfDay, entriesOf, isOtherSide, type Passed, START } from './entries';
import { heldOf } from './held';

/** Steps that one page takes, whatever it finds: what is filtered goes on behind them. */
const MOST_LOOKED_AT = 300;
/** A stretch of half a year without a line counts as so many steps: some are looked through by one request. */
const STEPS_OF_STRETCH = 120;
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

/** A line that was found, with what was left after it; null where that is not known from where it was found. */
interface Found {
  readonly entry: Entry;
  readonly balanceAfter: number | null;
}

/** Where a page begins: a place, and the balances there. */
interface Begin {
  readonly place: EntryPlace;
  readonly running: Running;
  /** The day at whose end it is begun, where it is begun in the middle: what lies before the asked days is passed over. */
  readonly landmark?: string;
}

const TYPES = [
  'string',
  'number',
  'number',
  'string',
  'string',
  'number',
  ...ASSETS.map(() => 'number' as const),
] as const;

const cursorOf = (tag: string, { place: { event, credit }, running }: Begin): string =>
  writeCursor(tag, [...(event ?? ['', 0, 0, '']), ...(credit ?? ['', 0]), ...ASSETS.map((asset) => running[asset])]);

/** What a cursor says; undefined for one of another list. The balances in it are shown to nobody but who sends it. */
function beginOf(cursor: string, tag: string): Begin | undefined {
  const read = readCursor(cursor, tag, TYPES as never) as readonly (string | number)[] | undefined;
  if (!read) return undefined;
  const [eventDay, atMs, units, id, creditDay, passed, ...balances] = read as [
    string,
    number,
    number,
    string,
    string,
    number,
  ];
  return {
    place: {
      event: eventDay === '' ? null : [eventDay, atMs, units, id],
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
  const windows = new Set<string>();
  for await (const { day, entry, place, isWideStep } of walk) {
    if (asked.fromDay !== undefined && day < asked.fromDay) return { found, next: null, seenToDay };
    const isFound = entry !== null && isAsked(entry, asked);
    if (isFound && asked.kinds) windows.add(landmarkFrom(day));
    if ((isFound && found.length === asked.limit) || looked >= MOST_LOOKED_AT || windows.size > MOST_WINDOWS)
      return { found, next: last, seenToDay };
    // From a landmark to the asked days are few, and they are no page's.
    const isBeforeAsked = begin.landmark !== undefined && asked.toDay !== undefined && day > asked.toDay;
    looked += isBeforeAsked ? 0 : isWideStep ? STEPS_OF_STRETCH : 1;
    seenToDay = day;
    if (isFound) found.push({ entry, balanceAfter: asked.kinds ? null : running[entry.asset] });
    if (entry) running[entry.asset] -= entry.balanceUnits;
    last = { place, running: { ...running } };
  }
  return { found, next: null, seenToDay };
}

/** Of a list of some kinds, stretches between landmarks in which the lines of one page stand: each is read for balances. */
const MOST_WINDOWS = 4;

/** Whose statement it is, and what it is read by. */
interface Whose {
  readonly memberId: string;
  readonly firstDay: BusinessDay;
  readonly figures: MemberFigures | null;
}

/**
 * Where a walk may begin for lines of a day and before, with the balances there: at the end of the first landmark behind
 * it. Null where there is none (yet), or the member's figures are not kept: it begins with what is held now.
 */
async function landmarkBegin(day: string, { memberId, figures }: Whose): Promise<Begin | null> {
  const landmark = landmarkFrom(day);
  if (!figures || landmark > figures.day) return null;
  const running = await heldOnDay(landmark, memberId, await pagesSince(figures, landmark));
  return running && { place: endOfDay(landmark), running, landmark };
}

/** What was left after each of some lines of one stretch: its walk from the landmark, as far as the last of them. */
async function balancesOf(
  found: readonly Found[],
  whose: Whose,
  asset: Asset | undefined,
  now: Running,
): Promise<Map<string, number>> {
  const { memberId, figures, firstDay } = whose;
  const { entry: first } = found[0]!;
  const isNow = !figures || landmarkFrom(first.day) > figures.day;
  const begin = isNow ? { place: START, running: now } : await landmarkBegin(first.day, whose);
  const balances = new Map<string, number>();
  if (!begin) return balances;
  const wanted = new Set(found.map(({ entry }) => keyOf(entry)));
  const running = { ...begin.running };
  for await (const { day, entry } of entriesOf(memberId, figures, { asset, place: begin.place, firstDay })) {
    if (day < found.at(-1)!.entry.day) break;
    if (!entry) continue;
    if (wanted.has(keyOf(entry))) balances.set(keyOf(entry), running[entry.asset]);
    if (balances.size === wanted.size) break;
    running[entry.asset] -= entry.balanceUnits;
  }
  return balances;
}

const keyOf = ({ entryId, asset }: Entry): string => `${entryId} ${asset}`;

/** Lines of some kinds with what was left after each: they stand apart, so each stretch is gone through by itself. */
async function withBalances(
  found: readonly Found[],
  whose: Whose,
  asset: Asset | undefined,
  now: () => Promise<Running>,
): Promise<readonly Found[]> {
  if (found.length === 0) return found;
  const stretches = new Map<string, Found[]>();
  for (const one of found) {
    const landmark = landmarkFrom(one.entry.day);
    stretches.set(landmark, [...(stretches.get(landmark) ?? []), one]);
  }
  const held = await now();
  const all = await Promise.all([...stretches.values()].map((some) => balancesOf(some, whose, asset, held)));
  const balances = new Map(all.flatMap((some) => [...some]));
  return found.map(({ entry }) => ({ entry, balanceAfter: balances.get(keyOf(entry)) ?? null }));
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

const NOTHING = Object.fromEntries(ASSETS.map((asset) => [asset, 0])) as Running;

/** Where a list that ends in the past begins: there, where its lines stand apart, else now, since balances run back. */
const startOf = ({ kinds, toDay }: Asked): EntryPlace => (kinds && toDay !== undefined ? endOfDay(toDay) : START);

/** Where a list of days long ago begins. */
const jumpTo = ({ toDay }: Asked, whose: Whose): Promise<Begin | null> | null =>
  toDay === undefined ? null : landmarkBegin(toDay, whose);

/**
 * Newest first. Balances run back from what is held now, or was held at the end of a landmark behind the asked days, entry
 * by entry, so that each line's balance is the one before it less what of its amount reached the balance: the list adds
 * up. A cursor carries them on, so that a page far down costs what the first does. Lines of some kinds are found by
 * their kinds, and each has its balance from the next landmark.
 */
export const statement = joining<'wallet.statement', typeof balancesJoins>(
  () => balancesJoins,
  async (input, { member }, joined) => {
    const tag = tagOf('wallet.statement', input);
    const after = input.cursor === undefined ? undefined : beginOf(input.cursor, tag);
    if (input.cursor !== undefined && !after) return refuse('cursor/invalid');
    const balances = await balancesJoined(member, joined);
    const { figures } = balances;
    const whose = { memberId: member._id, figures, firstDay: member.joinDay as BusinessDay };
    const now = async (): Promise<Running> => (await heldOf(member._id, balances)).byAsset;
    const jumped = after || input.kinds ? null : await jumpTo(input, whose);
    const { place, running } = after ?? jumped ?? { place: startOf(input), running: null };
    // What the walk begins with is read while the balances are.
    const { asset, kinds } = input;
    const asked = readBusinessDay(input.fromDay ?? '');
    const firstDay = asked && asked > whose.firstDay ? asked : whose.firstDay;
    const walk = begun(entriesOf(member._id, figures, { asset, kinds, place, firstDay }));
    // Lines of some kinds stand apart: nothing runs from one to the next.
    const begin = { ...jumped, place, running: running ?? (kinds ? NOTHING : await now()) };
    const page = await pageOf(walk, begin, input);
    const { next, seenToDay } = page;
    const found = kinds ? await withBalances(page.found, whose, asset, now) : page.found;
    const besideOf = await movedBeside(member._id, found);
    return done({
      lines: found.map(({ entry, balanceAfter }) => lineOf(entry, balanceAfter, besideOf(entry))),
      next: next && cursorOf(tag, next),
      seenToDay,
    });
  },
);
