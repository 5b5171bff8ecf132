import { daysOfMember } from '../_books/pages/days';
import type { MemberFigures } from '../_books/pages/read';
import { lines } from '../_store/collections';
import type { LineDocument } from '../_store/documents';
import { type Entry, entriesOfCredit } from './credits';

const entryOfLine = (line: LineDocument): Entry => ({
  entryId: line._id,
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
async function* closeEntries(memberId: string, figures: MemberFigures | null): AsyncGenerator<Entry> {
  if (!figures) return;
  for await (const { day, atMs, credit, close } of daysOfMember(memberId, figures, { withCloses: true }))
    if (credit) yield* entriesOfCredit(memberId, day, atMs, credit, close);
}

/** All of a member's entries, newest first: a day's close stands before the day's events. */
export async function* entriesOf(memberId: string, figures: MemberFigures | null): AsyncGenerator<Entry> {
  const events = eventEntries(memberId);
  const credits = closeEntries(memberId, figures);
  let [event, credit] = await Promise.all([events.next(), credits.next()]);
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
