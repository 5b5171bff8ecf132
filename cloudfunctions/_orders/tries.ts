import { _ } from '../_platform/cloud';
import { orders } from '../_store/collections';
import type { Errand, OrderDocument, Tries } from '../_store/documents';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** After a failure, how long until the next try; then once a day. Timers come each half hour by day: no finer. */
const PAUSES_MS = [0, 10 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS, 3 * HOUR_MS, 6 * HOUR_MS, 12 * HOUR_MS];
/** An errand that failed so often is stuck: an operator is alerted. That is about a day. */
const STUCK_AFTER = PAUSES_MS.length;
/** After so many it is not tried of itself any more. That is about a month. */
const MOST_TRIES = STUCK_AFTER + 30;
/** One that is on its way, by what the other side says, is stuck only when it is so for longer. */
const ON_ITS_WAY_FOR_MS = 7 * DAY_MS;

/** How a try ended. `onItsWay`: the other side has it and has not come to its end. */
export type Tried =
  | { readonly is: 'done' }
  | { readonly is: 'onItsWay' }
  | { readonly is: 'failed'; readonly why: string /** No further try helps. */; readonly isHopeless?: boolean };

/** Whether an errand may be tried now: at first at once, after failures at growing intervals, in the end no more. */
export const mayTry = ({ tries }: Pick<OrderDocument, 'tries'>, errand: Errand, nowMs: number): boolean => {
  const again = tries?.[errand]?.againAtMs;
  return again === undefined || (again !== null && again <= nowMs);
};

function after(before: Tries | undefined, tried: Exclude<Tried, { is: 'done' }>, nowMs: number): Tries {
  const count = (before?.count ?? 0) + 1;
  const sinceMs = before?.sinceMs ?? nowMs;
  const isWaiting = tried.is === 'onItsWay';
  const isStuck = isWaiting
    ? nowMs - sinceMs > ON_ITS_WAY_FOR_MS
    : tried.isHopeless === true || (before?.failed ?? 0) + 1 >= STUCK_AFTER;
  const pauseMs = PAUSES_MS[count - 1] ?? DAY_MS;
  return {
    count,
    failed: (before?.failed ?? 0) + (isWaiting ? 0 : 1),
    sinceMs,
    againAtMs: count >= MOST_TRIES ? null : nowMs + pauseMs,
    stuckSinceMs: before?.stuckSinceMs ?? (isStuck ? nowMs : null),
    why: isWaiting ? 'onItsWay' : tried.why.slice(0, 200),
  };
}

const earliest = (stuck: readonly (Tries | undefined)[]): number | null =>
  stuck.reduce<number | null>((first, one) => {
    const at = one?.stuckSinceMs ?? null;
    return at === null || (first !== null && first <= at) ? first : at;
  }, null);

/** What changes of an order whose errand has come to its end, in the step that says so; nothing where none was noted. */
export function errandEnded(
  { tries }: Pick<OrderDocument, 'tries'>,
  errand: Errand,
): Partial<Pick<OrderDocument, 'tries' | 'stuckSinceMs'>> {
  if (!tries?.[errand]) return {};
  const { [errand]: _ended, ...others } = tries;
  return { tries: others, stuckSinceMs: earliest(Object.values(others)) };
}

/**
 * Writes down how a try of an errand ended. A failure moves the next try away, and alerts in the end: `stuckSinceMs` of
 * the order is when the first of its errands got stuck, null when none is. Told in the log once, as it gets stuck.
 * @returns what is noted of the errand now, null where it has come to its end.
 */
export async function noteTry(
  order: OrderDocument,
  errand: Errand,
  tried: Tried,
  nowMs: number,
): Promise<Tries | null> {
  const before = order.tries?.[errand];
  if (tried.is === 'done' && !before) return null;
  const now = tried.is === 'done' ? undefined : after(before, tried, nowMs);
  const all = { ...order.tries, [errand]: now };
  await orders.change(order._id, {
    [`tries.${errand}`]: now ?? _.remove(),
    stuckSinceMs: earliest(Object.values(all)),
  });
  if (now && now.stuckSinceMs !== null && (before?.stuckSinceMs ?? null) === null)
    console.error(
      `OPERATOR: the ${errand} of order ${order.orderNo} (${order._id}), ${order.cashFen} fen, is stuck after ${now.count} tries: ${now.why}. ` +
        'See to it: what can still come right of itself is tried on, less and less often.',
    );
  return now ?? null;
}

/**
 * Tries an errand of an order, if it is time, and writes down how it ended; what is thrown counts as a failure and is
 * thrown on. @returns whether it came to its end.
 */
export async function tryErrand(
  order: OrderDocument,
  errand: Errand,
  nowMs: number,
  run: () => Promise<Tried>,
): Promise<boolean> {
  if (!mayTry(order, errand, nowMs)) return false;
  let tried: Tried;
  try {
    tried = await run();
  } catch (error) {
    await noteTry(order, errand, { is: 'failed', why: (error as Error)?.message ?? String(error) }, nowMs);
    throw error;
  }
  await noteTry(order, errand, tried, nowMs);
  return tried.is === 'done';
}
