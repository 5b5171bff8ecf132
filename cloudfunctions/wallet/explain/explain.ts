import type { Explanation } from '@shared/contract';
import { done, refuse } from '@shared/kernel';
import { memberAccount, type Posting } from '@shared/ledger';
import { orderAccount } from '@shared/rules';
import type { Handler } from '../../_actions/outcomes';
import { hiddenEntryId } from '../../_books/journal';
import { daysOfMember } from '../../_books/pages/days';
import { postingsOfCredit } from '../../_books/pages/postings';
import { type Standing, standingOfMember } from '../../_books/pages/read';
import { versionOf } from '../../_plans/plans';
import { rankName } from '../../_plans/ranks';
import { canonical } from '../../_platform/canonical';
import { sha256 } from '../../_platform/ids';
import { closes, journal, lines, orders, pageDays } from '../../_store/collections';
import type { LineDocument, MemberDocument } from '../../_store/documents';
import type { PageDayDocument } from '../../_store/documents/pages';
import { entriesOfCredit, readCloseEntryId } from '../credits';
import { lineOf } from '../statement';
import { RULE_WORDS } from '../words';
import { partsOfCredit } from './closes';
import { partsOfEvent } from './events';
import type { Parts } from './parts';

/** Everything that makes up an explanation besides the line itself. */
interface Found {
  readonly line: Explanation['line'];
  readonly parts: Parts;
  readonly paidFrom: Explanation['paidFrom'];
  readonly rank: Explanation['rank'];
  readonly sources: Explanation['sources'];
  readonly entryId: string;
  readonly hash: string | null;
  readonly postings: readonly Posting[];
}

/**
 * The line of an event: by its own id, by its entry's, or by the entry and a plan (`order:X:settle:release`, as an
 * order's page names what it brought). An order of somebody else finds nothing: whom it credited is not to be tried out.
 */
async function findLine(memberId: string, entryId: string): Promise<LineDocument | undefined> {
  const direct = await lines.get(entryId);
  if (direct) return direct.memberId === memberId ? direct : undefined;
  const [, journalId, plan] = /^(.+):(appreciation|dividend|release)$/.exec(entryId) ?? [];
  const condition = journalId && plan ? { journalId, plan } : { journalId: entryId };
  const [found] = await lines.find({ memberId, ...condition }, { orderBy: [['position', 'asc']], limit: 1 });
  return found && isOfOthers(found) ? undefined : found;
}

/** Whether a line came by an order of somebody else. */
const isOfOthers = ({ journalId, orderId }: LineDocument): boolean =>
  orderId === null && journalId.startsWith('order:');

async function explainEvent(member: MemberDocument, entryId: string): Promise<Found | null> {
  const line = await findLine(member._id, entryId);
  if (!line) return null;
  const entry = (await journal.get(line.journalId))!;
  const mine = [memberAccount(member._id), ...(line.orderId ? [orderAccount(line.orderId)] : [])];
  const { units, asset } = line;
  return {
    line: lineOf(
      {
        entryId: line._id,
        kind: line.kind,
        asset,
        units,
        day: line.day,
        atMs: line.atMs,
        isOfClose: line.journalId.startsWith('close:'),
        plan: line.plan && line.version !== null ? { plan: line.plan, version: line.version } : null,
        note: line.note,
        orderId: line.orderId,
        orderNo: line.orderNo,
        isOtherSide: false,
      },
      null,
    ),
    parts: partsOfEvent(line),
    paidFrom: [],
    rank: null,
    sources: line.orderId ? [{ kind: 'order', id: line.orderId, words: line.orderNo ?? '', amount: null }] : [],
    entryId: isOfOthers(line) ? hiddenEntryId(entry._id) : entry._id,
    hash: sha256(canonical(entry)),
    // Of others who are in the same entry nothing is shown.
    postings: entry.postings.filter(({ from, to }) => mine.includes(from) || mine.includes(to)),
  };
}

async function creditOn(standing: Standing, memberId: string, day: string): Promise<PageDayDocument | undefined> {
  const fields = { day: true, atMs: true, pageId: true, [`credits.${memberId}`]: true, [`ranks.${memberId}`]: true };
  for await (const pageDay of daysOfMember(standing.page, { sinceDay: day, beforeDay: `${day}~`, fields }))
    return pageDay;
  return undefined;
}

async function explainCredit(
  member: MemberDocument,
  { day, memberId, kind }: NonNullable<ReturnType<typeof readCloseEntryId>>,
): Promise<Found | null> {
  if (memberId !== member._id) return null;
  const [standing, close] = await Promise.all([standingOfMember(member), closes.get(day)]);
  const record = standing && (await creditOn(standing, memberId, day));
  const credit = record?.credits?.[memberId];
  if (!standing || !close || !record || !credit) return null;
  const entry = entriesOfCredit(memberId, day, record.atMs, credit, close).find(
    (one) => one.kind === kind && !one.isOtherSide,
  );
  if (!entry) return null;
  const rank = record.ranks?.[memberId] ?? 0;
  const { at } = standing;
  const whole = await pageDays.get(record._id);
  return {
    line: lineOf(entry, null),
    parts: await partsOfCredit(kind, { close, credit, standing, rank }),
    paidFrom: kind.startsWith('release') ? await paidFrom(credit.release!.orders) : [],
    rank:
      kind === 'release.team' || kind === 'release.sameRank'
        ? { rank, name: rankName(rank) ?? '', teamVolumeFen: standing.page.teamVolume[at]! }
        : null,
    sources: [{ kind: 'close', id: day, words: `${day} 收盘`, amount: null }],
    entryId: record._id,
    hash: whole && sha256(canonical(whole)),
    postings: postingsOfCredit(
      memberId,
      kind.startsWith('release') ? { release: credit.release } : { dividend: credit.dividend },
    ),
  };
}

async function paidFrom(
  falls: readonly (readonly [string, number, number, number])[],
): Promise<Explanation['paidFrom']> {
  const found = await orders.getMany(
    falls.map(([orderId]) => orderId),
    { orderNo: true, settleDay: true },
  );
  return falls.flatMap(([orderId, beforeUnits, , afterUnits]) => {
    const order = found.find(({ _id }) => _id === orderId);
    return order ? [{ orderId, orderNo: order.orderNo, day: order.settleDay!, beforeUnits, afterUnits }] : [];
  });
}

/**
 * How a line's figure comes about: the rule in words, the formula with its figures, the raw inputs and the figure made
 * again from them alone, what it was paid from, the plan's version, the entry of the journal (trust §3).
 */
export const explain: Handler<'wallet.explain'> = async ({ entryId }, { member }) => {
  const ofClose = readCloseEntryId(entryId);
  const found = ofClose ? await explainCredit(member, ofClose) : await explainEvent(member, entryId);
  if (!found) return refuse('entry/unknown');
  const { line, parts } = found;
  const plan = line.plan && (await versionOf(line.plan.plan, line.plan.version));
  const recomputed = { asset: line.amount.asset, units: parts.recomputed };
  return done({
    line,
    rule: { ...RULE_WORDS[line.kind] },
    formula: { lines: [...parts.lines], sum: recomputed, roundingWords: parts.roundingWords },
    inputs: { ...parts.inputs },
    recomputed,
    agrees: parts.recomputed === line.amount.units,
    paidFrom: found.paidFrom,
    sources: [...parts.sources, ...found.sources],
    plan: plan && { plan: plan.plan, version: plan.version, name: plan.name, fromDay: plan.fromDay },
    rank: found.rank,
    journal: {
      entryId: found.entryId,
      number: null,
      hash: found.hash,
      postings: found.postings.map(({ asset, from, to, amount }) => ({ asset, from, to, units: amount })),
    },
  });
};
