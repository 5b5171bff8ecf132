import { type Explanation, refuse } from '@shared/contract';
import { explainedParts, type Parts } from '@shared/explain';
import { rankName } from '@shared/format';
import { done } from '@shared/kernel';
import { memberAccount, orderAccount, type Posting } from '@shared/ledger';
import { canonical } from '@shared/proofs';
import { joining } from '../../_actions/joins';
import { hiddenEntryId } from '../../_books/journal';
import { daysOfMember, type MemberDay, nextDayText } from '../../_books/pages/days';
import { postingsOfCredit } from '../../_books/pages/postings';
import { figuresJoin, type MemberFigures } from '../../_books/pages/read';
import { readPageDay } from '../../_books/pages/readWhole';
import { publishedPlan, versionOf } from '../../_plans/plans';
import { sha256 } from '../../_platform/ids';
import { closes, journal, lines, orders } from '../../_store/collections';
import type { LineDocument, MemberDocument, PlanVersionDocument } from '../../_store/documents';
import { readSettings } from '../../_store/settings';
import { entriesOfCredit, readCloseEntryId } from '../credits';
import { lineOf } from '../statement';
import { ruleOf } from '../words';
import { inputsOfCredit } from './closes';

type CloseLine = NonNullable<ReturnType<typeof readCloseEntryId>>;

/** Everything that makes up an explanation besides the line itself. */
interface Found {
  readonly line: Explanation['line'];
  readonly inputs: Explanation['inputs'];
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
        journalId: line.journalId,
        kind: line.kind,
        asset,
        units,
        balanceUnits: units,
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
      [],
    ),
    inputs: line.inputs,
    paidFrom: [],
    rank: null,
    sources: line.orderId ? [{ kind: 'order', id: line.orderId, words: line.orderNo ?? '', amount: null }] : [],
    entryId: isOfOthers(line) ? hiddenEntryId(entry._id) : entry._id,
    hash: sha256(canonical(entry)),
    // Of others who are in the same entry nothing is shown.
    postings: entry.postings.filter(({ from, to }) => mine.includes(from) || mine.includes(to)),
  };
}

/** The record of a day that was closed which holds this member. */
async function creditOn(figures: MemberFigures, memberId: string, day: string): Promise<MemberDay | undefined> {
  for await (const record of daysOfMember(memberId, figures, { sinceDay: day, beforeDay: nextDayText(day) }))
    return record;
  return undefined;
}

async function explainCredit(
  member: MemberDocument,
  figures: MemberFigures | null,
  { day, memberId, kind }: CloseLine,
): Promise<Found | null> {
  if (memberId !== member._id || !figures) return null;
  const [close, record] = await Promise.all([closes.get(day), creditOn(figures, memberId, day)]);
  const credit = record?.credit;
  if (!close || !record || !credit) return null;
  const entry = entriesOfCredit(memberId, day, record.atMs, credit, close).find(
    (one) => one.kind === kind && !one.isOtherSide,
  );
  if (!entry) return null;
  const rank = record.rank ?? 0;
  const isRelease = kind.startsWith('release');
  const [{ inputs, sources }, payers, whole] = await Promise.all([
    inputsOfCredit(kind, { close, credit, figures, rank }),
    isRelease ? paidFrom(credit.release!.orders) : [],
    readPageDay(record._id, record._id.slice(day.length + 1)),
  ]);
  return {
    line: lineOf(entry, null, entry.otherSide ? [entry.otherSide] : []),
    inputs,
    paidFrom: payers,
    rank:
      kind === 'release.team' || kind === 'release.sameRank'
        ? { rank, name: rankName(rank) ?? '', teamVolumeFen: figures.teamVolumeFen }
        : null,
    sources: [...sources, { kind: 'close', id: day, words: `${day} 收盘`, amount: null }],
    entryId: record._id,
    hash: whole && sha256(canonical(whole)),
    postings: postingsOfCredit(memberId, isRelease ? { release: credit.release } : { dividend: credit.dividend }),
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

const joins = [figuresJoin()] as const;

/**
 * How a line's figure comes about: the rule in words, the formula with its figures, the raw inputs and the figure made
 * again from them alone, what it was paid from, the plan's version, the entry of the journal (trust §3).
 */
export const explain = joining<'wallet.explain', typeof joins>(
  () => joins,
  async ({ entryId }, { member }, [figures]) => {
    const ofClose = readCloseEntryId(entryId);
    const found = ofClose
      ? await explainCredit(member, await figures(member), ofClose)
      : await explainEvent(member, entryId);
    if (!found) return refuse('entry/unknown');
    const { plan, kind } = found.line;
    const [version, settings] = await Promise.all([
      plan && versionOf(plan.plan, plan.version),
      kind === 'order.pay' ? readSettings() : null,
    ]);
    return done(shown(found, version, settings?.pointsUseRatioMillionths ?? 0));
  },
);

function shown(found: Found, plan: PlanVersionDocument | null, pointsUseRatioMillionths: number): Explanation {
  const { line, inputs } = found;
  const { kind, amount } = line;
  const parts: Parts = explainedParts({ kind, asset: amount.asset, inputs });
  const recomputed = { asset: amount.asset, units: parts.recomputed };
  return {
    line,
    rule: ruleOf(kind, { ...(plan && publishedPlan(plan)), pointsUseRatioMillionths }),
    formula: { lines: [...parts.lines], addsUp: parts.addsUp, sum: recomputed, roundingWords: parts.roundingWords },
    inputs: { ...inputs },
    recomputed,
    agrees: parts.recomputed === amount.units,
    paidFrom: found.paidFrom,
    sources: [...parts.sources, ...found.sources],
    plan: plan && { plan: plan.plan, version: plan.version, name: plan.name, fromDay: plan.fromDay },
    rank: found.rank,
    journal: {
      entryId: found.entryId,
      number: null,
      hash: found.hash,
      postings: found.postings.map(({ asset, from, to, amount: units }) => ({ asset, from, to, units })),
    },
  };
}
