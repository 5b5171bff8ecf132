import type { ConditionOptions } from '../../localcloud';

const CONNECTIONS = 20;
const PER_SECOND = 30;
/** A request comes so long after the one before: more than twice as many as are taken in a second. */
const REQUEST_MS = 15;

/** What an environment of the entry tier takes at once. Waiting in line costs no time where nobody is far away. */
export const connectionsAlone: ConditionOptions = { connections: CONNECTIONS };

/** The cap on requests a second, switched as a test wants it. */
export interface EntryTier {
  readonly conditions: ConditionOptions;
  /** While it does not hold every request has a second of its own. */
  isCapped: boolean;
  /** The second never ends: nothing more is taken. */
  isShut: boolean;
  /** Requests that were one too many so far. */
  refused: number;
}

/**
 * The whole entry tier: 20 connections, and 30 requests within any second of a clock that the requests themselves move
 * on, so that no test waits for real seconds.
 * @param refusedMs what a request that was refused has lost until it is asked again, by that clock.
 */
export function entryTier({ isCapped = true, refusedMs = 600 } = {}): EntryTier {
  let nowMs = 0;
  let taken: number[] = [];
  const tier = {
    isCapped,
    isShut: false,
    refused: 0,
    conditions: {
      connections: CONNECTIONS,
      requestsPerSecond: PER_SECOND,
      nowMs: () => {
        if (tier.isShut) return nowMs;
        nowMs += tier.isCapped ? REQUEST_MS : 1000;
        taken = taken.filter((at) => nowMs - at < 1000);
        const now = nowMs;
        if (taken.length < PER_SECOND) taken.push(nowMs);
        else {
          tier.refused += 1;
          nowMs += refusedMs;
        }
        return now;
      },
    },
  };
  return tier;
}
