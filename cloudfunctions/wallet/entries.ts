import type { Asset } from '@shared/contract';
import { daysOfMember, nextDayText } from '../_books/pages/days';
import type { MemberFigures } from '../_books/pages/read';
import { lines } from '../_store/collections';
import type { LineDocument } from '../_store/documents';
import { CREDITED_ASSETS, type Entry, entriesOfCredit } from './credits';

/** Events that are read at once, and days of closes at first: a page of a statement is about as much. */
const EVENTS_AT_ONCE = 40;
const DAYS_AT_FIRST = 10;

/** Where a statement goes on: behind the last event and the last line of a close that were passed. */
export interface EntryPlace {
  /** Day, moment and id of the last event; null before the first. */
  readonly event: readonly [day: string, atMs: number, id: string] | null;
  /** Day of the last close's line, and how many lines of that close were passed; null before the first. */
  readonly credit: readonly [day: string, passed: number] | null;
}

export const START: EntryPlace = { event: null, credit: null };

/** One step of a walk: an entry, or null where there was none of what is looked for, and the place behind it. */
export interface Passed {
  readonly day: string;
  readonly entry: Entry | null;
  readonly place: EntryPlace;
}

interface Which {
  /** Only what moved this asset. */
  readonly asset?: Asset | undefined;
  readonly place: EntryPlace;
}

const entryOfLine = (line: LineDocument): Entry => ({
  entryId: line._id,
  journalId: line.journalId,
  kind: line.kind,
  asset: line.asset,
  units: line.units,
  balanceUnits: line.units,
  day: line.day,
  atMs: line.atMs,
  isOfClose: line.journalId.startsWith('close:'),
  plan: line.plan && line.version !== null ? { plan: line.plan, version: line.version } : null,
  note: line.note,
  orderId: line.orderId,
  orderNo: line.orderNo,
  isOtherSide: isOtherSide(line),
});

/** By which points leave for something else. */
const WAYS_OUT: readonly LineDocument['kind'][] = ['appreciation.forcedExit', 'points.sale', 'points.exchange'];

/** Points that leave are told beside what came for them, exit quota beside what moved it; each under its own asset too. */
export const isOtherSide = ({ kind, asset }: Pick<LineDocument, 'kind' | 'asset'>): boolean =>
  asset === 'exitQuota' || (asset === 'appreciating' && WAYS_OUT.includes(kind));

/** A member's own events, newest first. */
async function* eventEntries(memberId: string, { asset, place }: Which): AsyncGenerator<Entry> {
  const keys = [
    ['day', 'desc'],
    ['atMs', 'desc'],
    ['_id', 'desc'],
  ] as const;
  const condition = asset ? { memberId, asset } : { memberId };
  const after = place.event ? [...place.event] : undefined;
  for await (const line of lines.walk(condition, { keys, after, atOnce: EVENTS_AT_ONCE })) yield entryOfLine(line);
}

/** One line of a close, or null for one of another asset and for a close that credited nothing. */
interface CloseStep {
  readonly day: string;
  readonly entry: Entry | null;
  /** How many lines of the close have been passed with it. */
  readonly passed: number;
}

/** What the closes credited, newest first: a step for each line and for each close without one, so that steps bound it. */
async function* closeSteps(
  memberId: string,
  figures: MemberFigures | null,
  { asset, place }: Which,
): AsyncGenerator<CloseStep> {
  if (!figures || (asset && !CREDITED_ASSETS.includes(asset))) return;
  const [lastDay, passedBefore] = place.credit ?? ['', 0];
  const days = daysOfMember(memberId, figures, {
    withCloses: true,
    first: DAYS_AT_FIRST,
    ...(place.credit ? { beforeDay: nextDayText(lastDay) } : {}),
  });
  for await (const { day, atMs, credit, close } of days) {
    const entries = credit ? entriesOfCredit(memberId, day, atMs, credit, close) : [];
    const from = day === lastDay ? passedBefore : 0;
    if (entries.length === 0 && from === 0) yield { day, entry: null, passed: 1 };
    for (const [at, entry] of entries.entries())
      if (at >= from) yield { day, entry: !asset || entry.asset === asset ? entry : null, passed: at + 1 };
  }
}

/**
 * A member's entries behind a place, newest first: a day's close stands before the day's events. What it costs to go on
 * is the same at every place: both kinds are read from where they ended, however much lies before.
 */
export async function* entriesOf(
  memberId: string,
  figures: MemberFigures | null,
  which: Which,
): AsyncGenerator<Passed> {
  const events = eventEntries(memberId, which);
  const credits = closeSteps(memberId, figures, which);
  let { place } = which;
  let [event, credit] = await Promise.all([events.next(), credits.next()]);
  while (!event.done || !credit.done) {
    const isCreditFirst =
      !credit.done &&
      (event.done ||
        credit.value.day > event.value.day ||
        (credit.value.day === event.value.day && !event.value.isOfClose));
    if (isCreditFirst) {
      const { day, entry, passed } = credit.value as CloseStep;
      place = { ...place, credit: [day, passed] };
      yield { day, entry, place };
      credit = await credits.next();
    } else {
      const entry = event.value as Entry;
      place = { ...place, event: [entry.day, entry.atMs, entry.entryId] };
      yield { day: entry.day, entry, place };
      event = await events.next();
    }
  }
}
