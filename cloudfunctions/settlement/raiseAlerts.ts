import { businessDayOf } from '@shared/kernel';
import { _ } from '../_platform/cloud';
import type { Condition, Stored } from '../_platform/collection';
import { variable } from '../_platform/variables';
import { failuresLately, raise } from '../_store/alerts';
import { orders, pictureChecks } from '../_store/collections';
import type { AlertKind } from '../_store/documents/alerts';

const DAY_MS = 86_400_000;
/** Failed calls in an hour from which on somebody should look. */
const FAILURES_AN_HOUR = 20;

const BY_CHANGE = [
  ['changedAtMs', 'asc'],
  ['_id', 'asc'],
] as const;

/** Raises an alert where orders have waited in a state for a day: how many, and which has waited longest. */
async function raiseWaiting(kind: AlertKind, states: readonly Condition[], nowMs: number): Promise<number> {
  let count = 0;
  let oldest: { readonly _id: string; readonly changedAtMs: number } | null = null;
  for (const state of states) {
    const waiting = { ...state, changedAtMs: _.lt(nowMs - DAY_MS) };
    const [first] = await orders.find(waiting, {
      orderBy: BY_CHANGE,
      limit: 1,
      fields: { _id: true, changedAtMs: true },
    });
    if (!first) continue;
    count += await orders.count(waiting);
    if (!oldest || first.changedAtMs < oldest.changedAtMs) oldest = first;
  }
  return oldest && (await raise(kind, nowMs, { orders: count, oldest: oldest._id })) ? 1 : 0;
}

/** Cash of pieces is on its way back, of orders that have not ended by it. */
const GIVEN_BACK = { isRefundDue: true, state: _.in(['paid', 'shipped', 'received', 'settled']) };

/** What an order has to have done elsewhere, and what is raised where that does not come to an end. */
const ERRANDS: Readonly<Record<string, AlertKind>> = {
  refund: 'refundStuck',
  reversal: 'refundStuck',
  upload: 'shippingStuck',
  closing: 'closingStuck',
};
/** The refunds of pieces have an errand each. */
const kindOf = (errand: string): AlertKind | undefined => (errand.startsWith('back') ? 'refundStuck' : ERRANDS[errand]);
const MOST_STUCK = 100;

/** What is noted of an order's errands: those that are stuck have a moment. */
interface Stuck extends Stored {
  readonly tries?: Readonly<Record<string, { readonly stuckSinceMs?: number | null } | undefined>>;
}

/** Errands that were tried so often that somebody has to look; the hundred that wait longest are counted. */
async function raiseStuck(nowMs: number): Promise<number> {
  const stuck: readonly Stuck[] = await orders.find(
    { stuckSinceMs: _.gt(0) },
    {
      orderBy: [
        ['stuckSinceMs', 'asc'],
        ['_id', 'asc'],
      ],
      limit: MOST_STUCK,
      fields: { tries: true },
    },
  );
  const byKind = new Map<AlertKind, Set<string>>();
  for (const { _id, tries = {} } of stuck)
    for (const [errand, tried] of Object.entries(tries)) {
      const kind = tried?.stuckSinceMs ? kindOf(errand) : undefined;
      if (kind) byKind.set(kind, (byKind.get(kind) ?? new Set<string>()).add(_id));
    }
  let raised = 0;
  for (const [kind, ids] of byKind)
    if (await raise(kind, nowMs, { orders: ids.size, oldest: [...ids][0]! })) raised += 1;
  return raised;
}

/** The day that is open has ended, hours after the close should have ended it. */
async function raiseBehind(openDay: string, nowMs: number): Promise<number> {
  return openDay < businessDayOf(nowMs) && (await raise('closeBehind', nowMs, { openDay })) ? 1 : 0;
}

async function raiseFailures(nowMs: number): Promise<number> {
  const calls = await failuresLately(nowMs);
  const most = Number(variable('ALERT_FAILURES_AN_HOUR') ?? FAILURES_AN_HOUR);
  return calls >= most && (await raise('failures', nowMs, { calls })) ? 1 : 0;
}

/** WeChat's push does not arrive, or could not look: what was uploaded stays unseen. */
async function raiseUnchecked(nowMs: number): Promise<number> {
  if (!variable('PICTURE_CHECKS')) return 0;
  const pictures = await pictureChecks.count({ state: 'pending', askedAtMs: _.lt(nowMs - DAY_MS) });
  return pictures > 0 && (await raise('picturesUnchecked', nowMs, { pictures })) ? 1 : 0;
}

/**
 * Looks for what an operator has to know and no call has raised. Called by the settlement's timer, which begins at eight:
 * the close, begun in the night, is done by then. @returns how many alerts are new.
 */
export async function raiseAlerts(openDay: string, nowMs: number): Promise<number> {
  return (
    (await raiseBehind(openDay, nowMs)) +
    (await raiseWaiting('refundStuck', [{ state: 'refunding' }, GIVEN_BACK, { isReversalDue: true }], nowMs)) +
    (await raiseStuck(nowMs)) +
    (await raiseFailures(nowMs)) +
    (await raiseUnchecked(nowMs))
  );
}
