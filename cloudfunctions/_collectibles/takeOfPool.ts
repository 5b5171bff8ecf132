import { type OutputOf, type RefusalOf, refuse } from '@shared/contract';
import { done, microPoints, type Outcome, rate } from '@shared/kernel';
import { isAsQuoted } from '@shared/rules';
import type { Caller } from '../_actions/outcomes';
import { book } from '../_books/journal';
import { Moved, writeMember } from '../_books/member';
import { type Turn, takeNumber } from '../_books/serial';
import { confirmedInTurn } from '../_exits/inTurnOf';
import { type MemberAndPool, readMemberAndPool } from '../_exits/memberExits';
import { inForce } from '../_exits/pool';
import type { Transaction } from '../_platform/transactions';
import { editions, pools } from '../_store/collections';
import type { EditionDocument, SeriesDocument } from '../_store/documents/collectibles';
import { type Claim, editionWords, keepTaken, someFree, takeEntryId, takenBy } from './claim';
import { noteLeft } from './counted';
import { receiptOf } from './takeOfWallet';
import { takenFromPool } from './taking';

type TakeOutput = OutputOf<'collectibles.take'>;
type TakeRefusal = Exclude<
  RefusalOf<'collectibles.take'>,
  'request/reused' | 'close/running' | `payPassword/${string}`
>;

/** What a taking by appreciating points is worked out on, read between two numbers of the day. */
interface Seen extends MemberAndPool {
  /** The edition that is the next; null where none is left. */
  readonly edition: Pick<EditionDocument, '_id' | 'number'> | null;
}

/**
 * Takes an edition for appreciating points, once for each request, in the strict order of the day as every redemption is:
 * the price of points changes with each. Editions of one series are all taken so, one after another.
 */
export async function takeOfPool(
  caller: Caller,
  series: SeriesDocument,
  { payPassword, quotedUnits }: { readonly payPassword: string; readonly quotedUnits: number },
): Promise<Outcome<TakeOutput, RefusalOf<'collectibles.take'>>> {
  const read = async (): Promise<Outcome<Seen, never>> => {
    const [seen, free] = await Promise.all([readMemberAndPool(caller.member._id, caller.nowMs), someFree(series._id)]);
    return seen.ok ? done({ ...seen.value, edition: free[0] ?? null }) : seen;
  };
  const taken = await confirmedInTurn<Seen, TakeOutput, TakeRefusal>(
    caller,
    payPassword,
    read,
    (seen, turn, transaction) => takeNext(series, seen, quotedUnits, turn, transaction),
  );
  if (taken.ok || taken.refusal.code === 'collectible/soldOut') await noteLeft(series._id);
  return taken;
}

/** Reads the edition that is the next, within the transaction. Throws Moved where it is not free any more. */
async function nextClaim({ edition, held }: Seen, transaction: Transaction): Promise<Claim | null> {
  if (!edition) return null;
  const now = await editions.get(edition._id, transaction);
  if (now?.state !== 'free') throw new Moved();
  return { edition: now, takenBefore: await takenBy(held.document._id, now.seriesId, transaction) };
}

async function takeNext(
  series: SeriesDocument,
  seen: Seen,
  quotedUnits: number,
  turn: Turn,
  transaction: Transaction,
): Promise<Outcome<TakeOutput, TakeRefusal>> {
  const { held, read } = seen;
  const { stops = {} } = read.settings;
  // Points leave by no other door while redemptions are stopped.
  if (stops.redemptions) return refuse('platform/stopped', { stop: 'redemptions', told: stops.redemptions.told });
  const works = inForce(read);
  if (!works.ok) return works;
  const { pool, inForce: plan } = works.value;
  const { _id: memberId } = held.document;
  const claimed = await nextClaim(seen, transaction);
  const { taken: takenBefore } = claimed?.takenBefore ?? (await takenBy(memberId, series._id, transaction));
  const met = { series, isLeft: claimed !== null, takenBefore };
  const ruled = takenFromPool(met, held.member, { pool: pool.state, plan: plan.plan });
  if (!ruled.ok) return ruled;
  const { member, paid, postings, pool: after } = ruled.value;
  const tolerance = rate(read.settings.quoteToleranceMillionths);
  // More points than were quoted are worse.
  if (!isAsQuoted(microPoints(paid.units), microPoints(quotedUnits), tolerance))
    return refuse('quote/moved', { quoted: quotedUnits, now: paid.units });
  const { edition } = claimed!;
  const id = takeEntryId(edition._id);
  await writeMember(held, member, { ...turn, id }, transaction);
  await pools.put({ ...pool, state: after! }, transaction);
  await takeNumber(turn, transaction);
  const kept = { memberId, asset: 'appreciating', units: paid.units } as const;
  await keepTaken(claimed!, kept, { fingerprint: series.fingerprint!, ...turn }, transaction);
  const line = {
    memberId,
    kind: 'collectible.take',
    plan: 'appreciation',
    version: plan.version,
    note: editionWords(series, edition.number),
    inputs: {
      outMicroPoints: paid.units,
      metPoolFen: pool.state.pool,
      metCirculatingMicroPoints: pool.state.circulating,
      metExitQuotaFen: held.member.exitQuota,
      exitMultipleMillionths: plan.plan.exitMultiple ?? 0,
      redeemFeeRateMillionths: plan.plan.redeemFeeRate,
    },
  } as const;
  const quotaUsed = held.member.exitQuota - member.exitQuota;
  await book(
    {
      id,
      kind: 'collectible.redemption',
      atMs: turn.atMs,
      day: turn.day,
      postings,
      lines: [
        { ...line, asset: 'appreciating', units: -paid.units },
        ...(quotaUsed > 0 ? [{ ...line, asset: 'exitQuota' as const, units: -quotaUsed }] : []),
      ],
    },
    transaction,
  );
  return done(receiptOf(series, edition, kept, turn.atMs));
}
