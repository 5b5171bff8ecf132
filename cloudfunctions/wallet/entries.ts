import type { Asset } from '@shared/contract';
import { type BusinessDay, readBusinessDay } from '@shared/kernel';
import { CLOSE_KINDS, type CloseKind } from '../_books/closeLines';
import { creditDays } from '../_books/pages/creditDays';
import { daysOfMember, nextDayText } from '../_books/pages/days';
import type { MemberFigures } from '../_books/pages/read';
import { _ } from '../_platform/cloud';
import { lines } from '../_store/collections';
import type { LineDocument } from '../_store/documents';
import { type Entry, entriesOfCredit, moves } from './credits';

/** Events that are read at once, and days of closes at first: a page of a statement is about as much. */
const EVENTS_AT_ONCE = 40;
const DAYS_AT_FIRST = 10;

/** Where a statement goes on: behind the last event and the last line of a close that were passed. */
export interface EntryPlace {
  /** Day, moment, units and id of the last line of an event; null before the first. */
  readonly event: readonly [day: string, atMs: number, units: number, id: string] | null;
  /** Day of the last close's line, and how many lines of that close were passed; null before the first. */
  readonly credit: readonly [day: string, passed: number] | null;
}

export const START: EntryPlace = { event: null, credit: null };

/** Before everything of later days: a statement goes on with this day's own lines. */
export const endOfDay = (day: string): EntryPlace => ({ event: [nextDayText(day), 0, 0, ''], credit: [day, 0] });

/** Stands behind all lines that one close may have. */
const ALL_LINES = 99;

/** One step of a walk: an entry, or null where there was none of what is looked for, and the place behind it. */
export interface Passed {
  readonly day: string;
  readonly entry: Entry | null;
  readonly place: EntryPlace;
  /** Many days of closes were looked through, and nothing more of what is looked for was there. */
  readonly isWideStep: boolean;
}

interface Which {
  /** Only what moved this asset. */
  readonly asset?: Asset | undefined;
  /** Only events of these kinds, and only closes that credited some of them: with all lines of those. */
  readonly kinds?: readonly Entry['kind'][] | undefined;
  /** No line is older: the member's first day, or a later one that is asked for. */
  readonly firstDay: BusinessDay;
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

const isOfCloses = (kind: Entry['kind']): kind is CloseKind => (CLOSE_KINDS as readonly string[]).includes(kind);

/**
 * A member's own events, newest first. Of one moment what came stands before what went, whichever was written first: no
 * balance was below zero before that moment or after it, so that none reads so within it.
 */
async function* eventEntries(memberId: string, { asset, kinds, place }: Which): AsyncGenerator<Entry> {
  const ofEvents = kinds?.filter((kind) => !isOfCloses(kind));
  if (ofEvents?.length === 0) return;
  const keys = [
    ['day', 'desc'],
    ['atMs', 'desc'],
    ['units', 'asc'],
    ['_id', 'desc'],
  ] as const;
  const condition = {
    memberId,
    ...(ofEvents ? { kind: _.in(ofEvents) } : {}),
    ...(asset ? { asset } : {}),
  };
  const after = place.event ? [...place.event] : undefined;
  for await (const line of lines.walk(condition, { keys, after, atOnce: EVENTS_AT_ONCE })) yield entryOfLine(line);
}

/** One line of a close, or null for one of another asset and for a close that credited nothing. */
interface CloseStep {
  readonly day: string;
  readonly entry: Entry | null;
  /** How many lines of the close have been passed with it. */
  readonly passed: number;
  readonly isWideStep?: boolean;
}

/** What the closes credited, newest first: a step for each line and for each close without one, so that steps bound it. */
async function* closeSteps(
  memberId: string,
  figures: MemberFigures | null,
  { asset, kinds, place, firstDay }: Which,
): AsyncGenerator<CloseStep> {
  if (!figures) return;
  if (kinds || asset) {
    const those = CLOSE_KINDS.filter((kind) => (!kinds || kinds.includes(kind)) && (!asset || moves(kind, asset)));
    yield* closeStepsOf(memberId, figures, those, { asset, place, firstDay });
    return;
  }
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

/** The same of closes that credited some of these kinds alone: a step for each line, and one for each long stretch looked through. */
async function* closeStepsOf(
  memberId: string,
  figures: MemberFigures,
  kinds: readonly CloseKind[],
  { asset, place, firstDay }: Omit<Which, 'kinds'>,
): AsyncGenerator<CloseStep> {
  if (kinds.length === 0 || figures.day === '') return;
  const [lastDay, passedBefore] = place.credit ?? ['', 0];
  // A list may be asked for up to the 31st of any month.
  const untilDay = (lastDay < figures.day && readBusinessDay(lastDay)) || (figures.day as BusinessDay);
  for await (const { days, fromDay } of creditDays(memberId, figures, { kinds, untilDay, firstDay })) {
    for (const { day, atMs, credit, close } of days) {
      const entries = credit ? entriesOfCredit(memberId, day, atMs, credit, close) : [];
      for (const [at, entry] of entries.entries())
        if (day !== lastDay || at >= passedBefore)
          yield { day, entry: !asset || entry.asset === asset ? entry : null, passed: at + 1 };
    }
    if (fromDay !== null && fromDay > firstDay)
      yield { day: fromDay, entry: null, passed: ALL_LINES, isWideStep: true };
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
      const { day, entry, passed, isWideStep = false } = credit.value as CloseStep;
      place = { ...place, credit: [day, passed] };
      yield { day, entry, place, isWideStep };
      credit = await credits.next();
    } else {
      const entry = event.value as Entry;
      place = { ...place, event: [entry.day, entry.atMs, entry.units, entry.entryId] };
      yield { day: entry.day, entry, place, isWideStep: false };
      event = await events.next();
    }
  }
}
