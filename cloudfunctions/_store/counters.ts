import { _ } from '../_platform/cloud';
import { counters } from './collections';

/** At most `most` in any stretch of `withinMs`; what lies before `sinceMs`, where that is given, does not count. */
interface Limit {
  readonly most: number;
  readonly withinMs: number;
  readonly sinceMs?: number;
}

/** What is counted: under a key of its own, whose personal parts are keyed hashes, and by which limits. */
export interface Count {
  readonly key: string;
  readonly limits: readonly Limit[];
}

/** Counted, and to be taken back with `giveBack`; or full, and again at a moment. */
export type Counted =
  | { readonly ok: true; readonly giveBack: () => Promise<void> }
  | { readonly ok: false; readonly againAtMs: number; readonly full: Count };

/** A stamp is a moment and a number by chance, so that each can be taken back by itself. Below 2^53 until 2248. */
const BY_CHANCE = 1024;
const TRIES = 20;

export const stampAt = (ms: number): number => ms * BY_CHANCE + Math.floor(Math.random() * BY_CHANCE);
export const momentOf = (stamp: number): number => Math.floor(stamp / BY_CHANCE);

/** The first moment that counts for a limit now. */
const firstMs = ({ withinMs, sinceMs = 0 }: Limit, nowMs: number): number => Math.max(nowMs - withinMs + 1, sinceMs);

/** When a limit lets the next one pass; now or earlier when it does already. */
function opensAtMs(stamps: readonly number[], limit: Limit, nowMs: number): number {
  const stamp = stamps[limit.most - 1];
  return stamp === undefined || momentOf(stamp) < firstMs(limit, nowMs) ? nowMs : momentOf(stamp) + limit.withinMs;
}

/**
 * Counts one, or says from when on it may be. The look and the count are one guarded update: however many come side by
 * side, no more than `most` pass. Stamps stand newest first, so that the one that must be old has a fixed place.
 */
async function countOne(count: Count, nowMs: number): Promise<Counted> {
  const { key, limits } = count;
  const stamp = stampAt(nowMs);
  const guard: Record<string, unknown> = { _id: key };
  // `not`: met as well where there is no stamp at that place yet.
  for (const limit of limits) guard[`stamps.${limit.most - 1}`] = _.not(_.gte(firstMs(limit, nowMs) * BY_CHANCE));
  const expiresAtMs = nowMs + Math.max(...limits.map(({ withinMs }) => withinMs));
  const slice = Math.max(...limits.map(({ most }) => most));
  const giveBack = async () => {
    await counters.changeWhere({ _id: key }, { stamps: _.pull(stamp) });
  };
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const stamps = _.push({ each: [stamp], position: 0, slice });
    if (await counters.changeWhere(guard, { stamps, expiresAtMs })) return { ok: true, giveBack };
    const kept = await counters.get(key);
    if (!kept) {
      if (await counters.add({ _id: key, stamps: [stamp], expiresAtMs })) return { ok: true, giveBack };
      continue;
    }
    const againAtMs = Math.max(...limits.map((limit) => opensAtMs(kept.stamps, limit, nowMs)));
    if (againAtMs > nowMs) return { ok: false, againAtMs, full: count };
    // Between the update and the look somebody gave one back.
  }
  return { ok: false, againAtMs: nowMs + 1000, full: count };
}

/** Counts all, or none: what was counted before one that is full is given back. */
export async function countAll(counts: readonly Count[], nowMs: number): Promise<Counted> {
  const givers: (() => Promise<void>)[] = [];
  const giveBack = async () => {
    for (const give of givers) await give();
  };
  for (const count of counts) {
    const counted = await countOne(count, nowMs);
    if (!counted.ok) {
      await giveBack();
      return counted;
    }
    givers.push(counted.giveBack);
  }
  return { ok: true, giveBack };
}

/** How many more a count's limits let pass now; and from when on again, null where one passes already. */
export async function countState({ key, limits }: Count, nowMs: number) {
  const { stamps } = (await counters.get(key)) ?? { stamps: [] };
  const left = limits.map(
    (limit) => limit.most - stamps.filter((stamp) => momentOf(stamp) >= firstMs(limit, nowMs)).length,
  );
  const againAtMs = Math.max(...limits.map((limit) => opensAtMs(stamps, limit, nowMs)));
  return { left: Math.max(Math.min(...left), 0), untilMs: againAtMs > nowMs ? againAtMs : null };
}

/** How many more a count's limits let pass now. */
export const leftOf = async (count: Count, nowMs: number): Promise<number> => (await countState(count, nowMs)).left;
