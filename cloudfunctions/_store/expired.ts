import type { HasTime } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import type { Condition, Finding, Stored } from '../_platform/collection';
import {
  alerts,
  codes,
  counters,
  importParts,
  messages,
  payees,
  requests,
  restocks,
  searchCounts,
  sessions,
  tillPayments,
  traces,
} from './collections';

interface Sweepable {
  find(condition: Condition, finding: Finding): Promise<readonly Stored[]>;
  removeWhere(condition: Condition): Promise<number>;
}

interface Perishable {
  readonly collection: Sweepable;
  /** The moment from which it is of no use, indexed. */
  readonly field: string;
  /** How long it is kept beyond that moment. */
  readonly keptMs: number;
}

/** What goes by itself. A code is kept for an hour longer, so that who comes late learns that it was the right one. */
const PERISHABLES: readonly Perishable[] = [
  { collection: sessions, field: 'expiresAt', keptMs: 0 },
  { collection: codes, field: 'expiresAtMs', keptMs: 3_600_000 },
  { collection: counters, field: 'expiresAtMs', keptMs: 0 },
  { collection: alerts, field: 'expiresAtMs', keptMs: 0 },
  { collection: searchCounts, field: 'expiresAtMs', keptMs: 0 },
  { collection: requests, field: 'expiresAtMs', keptMs: 0 },
  { collection: restocks, field: 'expiresAtMs', keptMs: 0 },
  { collection: messages, field: 'expiresAtMs', keptMs: 0 },
  { collection: traces, field: 'expiresAtMs', keptMs: 0 },
  { collection: importParts, field: 'expiresAtMs', keptMs: 0 },
  { collection: tillPayments, field: 'expiresAtMs', keptMs: 0 },
  { collection: payees, field: 'expiresAtMs', keptMs: 0 },
];

const AT_ONCE = 200;

/**
 * Removes what has expired, oldest first, some hundred a request, until none is left or the time is up; the first some
 * hundred of each kind in any case, so that a busy worker does not let them grow. @returns how many.
 */
export async function sweepExpired(nowMs: number, hasTime: HasTime): Promise<number> {
  let removed = 0;
  for (const { collection, field, keptMs } of PERISHABLES) {
    const isExpired = { [field]: _.lte(nowMs - keptMs) };
    let isMore = true;
    while (isMore) {
      const some = await collection.find(isExpired, {
        orderBy: [[field, 'asc']],
        limit: AT_ONCE,
        fields: { _id: true },
      });
      // The condition once more: one that was renewed since it was found stays.
      if (some.length > 0)
        removed += await collection.removeWhere({ _id: _.in(some.map(({ _id }) => _id)), ...isExpired });
      isMore = some.length === AT_ONCE && hasTime();
    }
  }
  return removed;
}
