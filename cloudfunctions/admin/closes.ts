import { type ClosePage, type CloseWord, refuse } from '@shared/contract';
import { addDays, type BusinessDay, businessDayOf, done, startOfBusinessDay } from '@shared/kernel';
import { closeStages } from '@shared/machines';
import { note } from '../_actions/audit';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { payoutOf, releasedIn } from '../_books/payout';
import { _ } from '../_platform/cloud';
import { closes, journal } from '../_store/collections';
import { readDayState } from '../_store/dayState';
import type { CloseDocument } from '../_store/documents';
import { startClose } from '../_store/handOver';
import { listPage } from '../_store/lists';

type Worded = Pick<CloseDocument, '_id' | 'stage' | 'startedAtMs' | 'finishedAtMs' | 'resumed' | 'balanced'>;

/** How a close went: what is wrong first. A close that began after the day behind it had ended came late. */
function wordOf({ _id, stage, startedAtMs, resumed, balanced }: Worded): CloseWord {
  if (stage !== 'closed') return 'underWay';
  if (balanced === false) return 'unbalanced';
  if (startedAtMs >= startOfBusinessDay(addDays(_id as BusinessDay, 2))) return 'late';
  return resumed > 0 ? 'resumed' : 'inTime';
}

const WORDED = { stage: true, startedAtMs: true, finishedAtMs: true, resumed: true, balanced: true } as const;

export const closeCalendar: Handler<'admin.closeCalendar'> = async ({ month: asked }, { nowMs }) => {
  const { openDay } = await readDayState(nowMs);
  const month = asked ?? openDay.slice(0, 7);
  const [found, [first]] = await Promise.all([
    closes.find(
      { _id: _.gte(`${month}-01`).and(_.lte(`${month}-31`)) },
      { orderBy: [['_id', 'asc']], limit: 31, fields: WORDED },
    ),
    closes.find({}, { orderBy: [['_id', 'asc']], limit: 1, fields: { stage: true } }),
  ]);
  return done({
    openDay,
    isBehind: openDay < businessDayOf(nowMs),
    firstDay: first?._id ?? null,
    days: found.map((close) => ({ day: close._id, word: wordOf(close) })),
  });
};

/** The stages of a close: those before its own have ended. */
function stagesOf({ stage, endedAtMs = {} }: CloseDocument): ClosePage['stages'] {
  const now = closeStages.indexOf(stage);
  return closeStages.flatMap((one, at) =>
    one === 'closed'
      ? []
      : [
          {
            stage: one,
            state: at < now ? ('done' as const) : at === now ? ('underWay' as const) : ('waiting' as const),
            endedAtMs: endedAtMs[one] ?? null,
          },
        ],
  );
}

/** Figures that the close made twice. */
function checksOf(close: CloseDocument): ClosePage['checks'] {
  const { sealed, pool } = close;
  const { dividendFen } = payoutOf(close);
  const releaseCents = releasedIn(close);
  const pair = (what: 'dividend' | 'release' | 'fall', expected: number, found: number) => ({
    what,
    expected,
    found,
    agrees: expected === found,
  });
  const { holdings } = sealed;
  return [
    pair('dividend', dividendFen, sealed.dividendFen),
    pair('release', releaseCents, sealed.releaseCents),
    pair('fall', releaseCents, sealed.fallCents),
    ...(holdings && pool
      ? [
          {
            what: 'holdings' as const,
            expected: pool.circulatingMicroPoints - pool.reserveMicroPoints,
            found: holdings.pointsMicroPoints,
            agrees: holdings.verdict === 'agrees',
          },
        ]
      : []),
  ];
}

function pageOf(close: CloseDocument): ClosePage {
  const { totals, dividend, exits, pool } = close;
  return {
    day: close._id,
    word: wordOf(close),
    startedAtMs: close.startedAtMs,
    finishedAtMs: close.finishedAtMs,
    resumed: close.resumed,
    stages: stagesOf(close),
    orders: totals.orders,
    turnoverFen: totals.turnoverFen,
    byPlan: {
      appreciationFen: totals.appreciationFen,
      dividendFen: totals.dividendFen,
      releaseFen: totals.releaseFen,
    },
    dividend: dividend && {
      carriedInFen: dividend.carriedInFen,
      proportionalPoolFen: dividend.proportionalPoolFen,
      tierPoolFen: dividend.tierPoolFen,
      paidProportionalFen: dividend.paidProportionalFen,
      paidTierFen: dividend.paidTierFen,
      carriedFen: dividend.carriedFen,
      returnedFen: dividend.returnedProportionalFen + dividend.returnedTierFen,
      tierMembers: [...dividend.tierMembers],
    },
    release: { ...close.release },
    exits: exits && { members: exits.members, pointsMicroPoints: exits.pointsMicroPoints, paidFen: exits.paidFen },
    pool: pool && {
      poolFen: pool.poolFen,
      circulatingMicroPoints: pool.circulatingMicroPoints,
      reserveMicroPoints: pool.reserveMicroPoints,
      stableOutstandingCents: pool.stableOutstandingCents,
      priceShown: pool.priceShown,
    },
    versions: {
      appreciation: close.appreciationVersion,
      dividend: close.dividendVersion,
      release: close.releaseVersion,
    },
    paused: [...close.paused],
    checks: close.stage === 'closed' ? checksOf(close) : [],
    entries: close.entries,
    previousHash: close.previousHash,
    dayHash: close.dayHash,
  };
}

export const viewClose: Handler<'admin.viewClose'> = async ({ day }) => {
  const close = await closes.get(day);
  return close ? done(pageOf(close)) : refuse('close/unknown', { day });
};

/**
 * Starts the close where one is owed: it goes on from its checkpoint, and one that is at work stays the only one. The same
 * as its timers do; for an operator who does not want to wait for them.
 */
export const resumeClose: Handler<'admin.resumeClose'> = async (_input, caller) => {
  const { openDay } = await readDayState(caller.nowMs);
  if (openDay >= businessDayOf(caller.nowMs)) return done({ openDay, isStarted: false });
  const noted = await once<{ openDay: string; isStarted: boolean }, never>(caller, async (transaction) => {
    await note(caller, 'admin.resumeClose', { openDay }, transaction);
    return done({ openDay, isStarted: true });
  });
  if (noted.ok) await startClose(0);
  return noted;
};

/** The journal of a day by id, as the seal hashes it. */
export const listJournal: Handler<'admin.listJournal'> = async (input) => {
  const list = await listPage(journal, input, {
    name: 'admin.listJournal',
    condition: { day: input.day },
    keys: [['_id', 'asc']],
    types: ['string'],
  });
  if (!list.ok) return list;
  return done({
    entries: list.value.found.map(({ _id, kind, atMs, orderId, postings }) => ({
      entryId: _id,
      kind,
      atMs,
      orderId,
      postings: postings.map(({ asset, from, to, amount }) => ({ asset, from, to, amount })),
    })),
    next: list.value.next,
  });
};
