import type { HasTime } from '../_platform/budget';
import { logFault } from '../_platform/log';
import { post } from '../_platform/post';
import { variable } from '../_platform/variables';
import { alerts } from '../_store/collections';
import { bodyOf } from './alertWords';

/** A webhook that is down takes no more than this of the timer's time, once a run. */
const WITHIN_MS = 3_000;
/** An alert that was tried so often is given up: it stays to be read in the database. */
const MOST_TRIES = 20;
const AT_ONCE = 20;

/** A robot of WeCom answers 200 to a message that it does not take, with an errcode. */
function isTaken({ status, text }: { readonly status: number; readonly text: string }): boolean {
  if (status < 200 || status > 299) return false;
  const refusal = /"errcode"\s*:\s*(-?\d+)/.exec(text)?.[1];
  return refusal === undefined || refusal === '0';
}

/**
 * Tells the operators' webhook what was raised and not told yet, oldest first. The first that is not taken ends it: the
 * next timer goes on, as it does when the time is up. Without a webhook nothing is told, and what was raised waits. Never throws because of the webhook.
 * One that was taken while the answer was lost is told again. @returns how many were told.
 */
export async function tellAlerts(hasTime: HasTime): Promise<number> {
  const address = variable('ALERT_WEBHOOK');
  if (!address) return 0;
  const keys = [
    ['atMs', 'asc'],
    ['_id', 'asc'],
  ] as const;
  let told = 0;
  const waiting = await alerts.find({ isTold: false }, { orderBy: keys, limit: AT_ONCE });
  for (const alert of waiting) {
    if (!hasTime()) return told;
    const { _id, tries } = alert;
    const isGivenUp = tries + 1 >= MOST_TRIES;
    try {
      const answer = await post(address, bodyOf(address, alert), { 'content-type': 'application/json' }, WITHIN_MS);
      if (!isTaken(answer)) throw new Error(`the webhook answered ${answer.status}`);
    } catch (error) {
      logFault(`the alert ${_id} was not told`, error);
      await alerts.change(_id, { tries: tries + 1, isTold: isGivenUp });
      return told;
    }
    await alerts.change(_id, { tries: tries + 1, isTold: true });
    told += 1;
  }
  return told;
}
