import { daysOfMember } from '../_books/pages/days';
import type { Standing } from '../_books/pages/read';
import { _ } from '../_platform/cloud';
import { closes, lines } from '../_store/collections';
import type { CloseDocument, LineDocument } from '../_store/documents';
import { type Entry, entriesOfCredit } from './credits';

const AT_ONCE = 100;

const entryOfLine = (line: LineDocument): Entry => ({
  entryId: line._id,
  kind: line.kind,
  asset: line.asset,
  units: line.units,
  day: line.day,
  atMs: line.atMs,
  isOfClose: line.journalId.startsWith('close:'),
  plan: line.plan && line.version !== null ? { plan: line.plan, version: line.version } : null,
  note: line.note,
  orderId: line.orderId,
  orderNo: line.orderNo,
  // What a forced exit takes besides the cash it pays, and exit quota, are told under their own asset.
  isOtherSide: line.asset === 'exitQuota' || (line.kind === 'appreciation.forcedExit' && line.asset !== 'cash'),
});

/** A member's own events, newest first. */
async function* eventEntries(memberId: string): AsyncGenerator<Entry> {
  const keys = [
    ['day', 'desc'],
    ['atMs', 'desc'],
    ['_id', 'desc'],
  ] as const;
  for await (const line of lines.walk({ memberId }, { keys })) yield entryOfLine(line);
}

/** What the closes credited, newest first. */
async function* closeEntries(memberId: string, standing: Standing | null): AsyncGenerator<Entry> {
  if (!standing) return;
  let known = new Map<string, CloseDocument>();
  const field = `credits.${memberId}`;
  for await (const pageDay of daysOfMember(standing.page, { fields: { day: true, atMs: true, [field]: true } })) {
    const credit = pageDay.credits?.[memberId];
    if (!credit) continue;
    if (!known.has(pageDay.day)) known = await closesUpTo(pageDay.day);
    yield* entriesOfCredit(memberId, pageDay.day, pageDay.atMs, credit, known.get(pageDay.day));
  }
}

async function closesUpTo(day: string): Promise<Map<string, CloseDocument>> {
  const found = await closes.find(
    { _id: _.lte(day) },
    {
      orderBy: [['_id', 'desc']],
      limit: AT_ONCE,
      fields: { dividend: true, dividendVersion: true, releaseVersion: true },
    },
  );
  return new Map(found.map((close) => [close._id, close]));
}

/** All of a member's entries, newest first: a day's close stands before the day's events. */
export async function* entriesOf(memberId: string, standing: Standing | null): AsyncGenerator<Entry> {
  const events = eventEntries(memberId);
  const credits = closeEntries(memberId, standing);
  let event = await events.next();
  let credit = await credits.next();
  while (!event.done || !credit.done) {
    const isCreditFirst =
      !credit.done &&
      (event.done ||
        credit.value.day > event.value.day ||
        (credit.value.day === event.value.day && !event.value.isOfClose));
    if (isCreditFirst) {
      yield credit.value as Entry;
      credit = await credits.next();
    } else {
      yield event.value as Entry;
      event = await events.next();
    }
  }
}
