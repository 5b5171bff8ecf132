import { businessDayOf } from '@shared/kernel';
import { _ } from '../_platform/cloud';
import { logFault } from '../_platform/log';
import { alerts, failureHours } from './collections';
import type { AlertDocument, AlertKind } from './documents/alerts';

const HOUR_MS = 3_600_000;
const KEPT_MS = 30 * 86_400_000;

/**
 * Raises an alert for the operators: once for each kind and business day, whoever finds the reason again. The
 * settlement's timer tells it. `figures` are counts, days and ids of orders; nothing of a person.
 * Never throws: whoever raises one has other work to do. @returns whether it is new.
 */
export async function raise(kind: AlertKind, nowMs: number, figures: AlertDocument['figures']): Promise<boolean> {
  const day = businessDayOf(nowMs);
  const _id = `${kind}:${day}`;
  const alert = { _id, kind, day, atMs: nowMs, figures, isTold: false, tries: 0, expiresAtMs: nowMs + KEPT_MS };
  try {
    return await alerts.add(alert);
  } catch (error) {
    logFault(`the alert ${_id} was not raised`, error);
    return false;
  }
}

const hourId = (ms: number): string => `failures:${new Date(ms).toISOString().slice(0, 13)}`;

/**
 * Counts a call that failed by our own fault, in the hour it failed in. Never throws: the database may be what failed.
 */
export async function countFailure(nowMs: number): Promise<void> {
  const _id = hourId(nowMs);
  const count = () => failureHours.changeWhere({ _id }, { count: _.inc(1) });
  try {
    if ((await count()) > 0) return;
    const isFirst = await failureHours.add({ _id, count: 1, expiresAtMs: nowMs + KEPT_MS });
    if (!isFirst) await count();
  } catch (error) {
    logFault('a failure was not counted', error);
  }
}

/** The calls that failed in the hour of a moment and in the one before it: the larger of the two. */
export async function failuresLately(nowMs: number): Promise<number> {
  const hours = await failureHours.getMany([hourId(nowMs), hourId(nowMs - HOUR_MS)]);
  return Math.max(0, ...hours.map(({ count }) => count));
}
