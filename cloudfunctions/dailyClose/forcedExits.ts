import { exitQuotaFen, fen, invariant, microPoints } from '@shared/kernel';
import type { AppreciationPlan } from '@shared/plans';
import {
  applyForcedExits,
  type BackingPool,
  type ForcedExit,
  type ForcedExitSums,
  forcedExit,
  newMember,
  withForcedExit,
} from '@shared/rules';
import { exitPrice, exitThreshold } from '../_books/exitThreshold';
import { book, bookOfWorker, type NewEntry } from '../_books/journal';
import { lockedIn } from '../_books/member';
import { POOL_ID } from '../_books/pool';
import { clearedOn, type InForce, type PlansInForce } from '../_plans/plans';
import type { HasTime } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import type { Place } from '../_platform/collection';
import { logFault } from '../_platform/log';
import { type Transaction, TransactionsBusy, transact } from '../_platform/transactions';
import { closes, dayStates, pools, wallets } from '../_store/collections';
import { DAY_STATE_ID } from '../_store/dayState';
import type { CloseDocument, WalletDocument } from '../_store/documents';
import { checkpoint, closeNow, endedNow, stageAfter, WorkedOnElsewhere } from './checkpoint';

/** Members who leave in one transaction: each is read and written in it, so that many take as long as they are. */
const EXITS_AT_ONCE = 50;

/**
 * In the order of the index: whoever has left has no threshold any more and is out of it, but for those who hold locked
 * points; of theirs nothing is free a second time.
 */
const BY_THRESHOLD = [
  ['exitAt', 'asc'],
  ['_id', 'asc'],
] as const;

/** What the exits of a day are worked out by: frozen as the stage begins. */
interface Terms {
  readonly snapshot: BackingPool;
  readonly plan: AppreciationPlan;
  readonly version: number;
}

/**
 * The forced exit (rules §1), the last part of a close: against the pool as it stands when this stage begins, the same
 * for all; the pool changes once, by the sums, at its end. Some members leave in one transaction with the checkpoint.
 */
export async function forcedExits(start: CloseDocument, plans: PlansInForce, hasTime: HasTime): Promise<boolean> {
  const { appreciation } = plans;
  const pool = await pools.get(POOL_ID);
  if (!pool || !appreciation || !(await isExitOn(start, plans))) {
    await finishExits(start, false);
    return true;
  }
  let close = await freeze(start, pool.state);
  const terms = termsOf(close, pool.state, appreciation);
  const due = { exitAt: _.lte(exitPrice(terms.snapshot.pool, terms.snapshot.circulating)) };
  for (let after = placeOf(close); ; ) {
    if (!hasTime()) return false;
    const fields = { exitAt: true };
    const { found, next } = await wallets.page(due, { keys: BY_THRESHOLD, after, fields, limit: EXITS_AT_ONCE });
    const ids = found.map(({ _id }) => _id);
    if (ids.length > 0) close = await exitOrPass(close, ids, JSON.stringify(next ?? 'end'), terms);
    if (!next) break;
    after = next;
  }
  await finishExits(close, true);
  return true;
}

/** Money goes out here: a clearance revoked since the close began counts at once. */
const isExitOn = async ({ _id }: CloseDocument, plans: PlansInForce): Promise<boolean> =>
  plans.appreciation?.plan.exitMultiple != null &&
  plans.isCleared('appreciation.cashSale') &&
  (await clearedOn(_id)).has('appreciation.cashSale');

/** Keeps the pool as the stage begins, for whichever invocation ends it. */
async function freeze(close: CloseDocument, pool: BackingPool): Promise<CloseDocument> {
  if (close.exits) return close;
  const exits = {
    poolFen: pool.pool,
    circulatingMicroPoints: pool.circulating,
    members: 0,
    pointsMicroPoints: 0,
    paidFen: 0,
  };
  await checkpoint(close, { exits });
  return { ...close, exits };
}

const termsOf = ({ exits }: CloseDocument, pool: BackingPool, inForce: InForce<AppreciationPlan>): Terms => ({
  snapshot: { ...pool, pool: fen(exits!.poolFen), circulating: microPoints(exits!.circulatingMicroPoints) },
  plan: inForce.plan,
  version: inForce.version,
});

/** Where the walk goes on. From anywhere else it comes to the same: whoever has left is met no more. */
function placeOf({ cursor }: CloseDocument): Place | undefined {
  return cursor?.startsWith('[') ? (JSON.parse(cursor) as Place) : undefined;
}

/**
 * Some members' exits. Where they fail together each is tried alone; one that cannot be worked out is told in the log
 * and passed over: it keeps nobody from his own.
 */
async function exitOrPass(
  close: CloseDocument,
  memberIds: readonly string[],
  cursor: string,
  terms: Terms,
): Promise<CloseDocument> {
  try {
    return await exitSome(close, memberIds, cursor, terms);
  } catch (error) {
    if (error instanceof WorkedOnElsewhere) throw error;
    if (memberIds.length === 1) return await passOver(close, memberIds[0]!, cursor, error as Error);
  }
  let now = close;
  for (const memberId of memberIds) now = await exitOrPass(now, [memberId], JSON.stringify(memberId), terms);
  return now;
}

async function passOver(close: CloseDocument, memberId: string, cursor: string, error: Error): Promise<CloseDocument> {
  if (error instanceof TransactionsBusy) throw error;
  logFault(`the exit of ${memberId} failed`, error);
  await checkpoint(close, { cursor });
  return { ...close, cursor };
}

const exitSome = (
  close: CloseDocument,
  memberIds: readonly string[],
  cursor: string,
  terms: Terms,
): Promise<CloseDocument> =>
  transact(async (transaction) => {
    const now = await closeNow(close, transaction);
    const exits: { readonly wallet: WalletDocument; readonly exit: ForcedExit }[] = [];
    for (const memberId of memberIds) {
      const wallet = (await wallets.get(memberId, transaction))!;
      const exit = exitOf(wallet, terms);
      if (exit) exits.push({ wallet, exit });
      await keepWallet(wallet, exit, transaction);
    }
    if (exits.length > 0) {
      const state = await dayStates.get(DAY_STATE_ID, transaction);
      const isOpen = state?.openDay === close._id && state.isClosing && !state.isSealing;
      invariant(isOpen, `the exits of ${close._id} are not for the day that is being closed`);
      const entries = exits.map(({ wallet, exit }) => entryOf(close._id, wallet, exit, terms));
      await bookOfWorker(entries, close._id, transaction);
    }
    const sums = exits.reduce((sum, { exit }) => withForcedExit(sum, exit.line), sumsOf(now));
    const after = {
      cursor,
      exits: {
        ...now.exits!,
        members: now.exits!.members + exits.length,
        pointsMicroPoints: sums.points,
        paidFen: sums.paid,
      },
    };
    await closes.change(close._id, exits.length > 0 ? after : { cursor }, transaction);
    return { ...now, ...after };
  });

const sumsOf = ({ exits }: CloseDocument): ForcedExitSums => ({
  points: microPoints(exits?.pointsMicroPoints ?? 0),
  paid: fen(exits?.paidFen ?? 0),
});

const exitOf = (wallet: WalletDocument, { snapshot, plan }: Terms): ForcedExit | null =>
  forcedExit(
    {
      ...newMember(wallet._id),
      points: microPoints(wallet.pointsMicroPoints),
      ...lockedIn(wallet.lockedMicroPoints),
      exitQuota: exitQuotaFen(wallet.exitQuotaFen),
      cash: fen(wallet.exitCashFen),
    },
    snapshot,
    plan,
  );

/** Whoever is only looked at gets the threshold that follows from the figures, and is not looked at in vain again. */
async function keepWallet(wallet: WalletDocument, exit: ForcedExit | null, transaction: Transaction): Promise<void> {
  const points = microPoints(exit?.member.points ?? wallet.pointsMicroPoints);
  const quota = exitQuotaFen(exit?.member.exitQuota ?? wallet.exitQuotaFen);
  const exitAt = exitThreshold(quota, points);
  if (exit)
    await wallets.change(
      wallet._id,
      { pointsMicroPoints: points, exitQuotaFen: quota, exitAt, exitCashFen: exit.member.cash },
      transaction,
    );
  else if (exitAt !== wallet.exitAt) await wallets.change(wallet._id, { exitAt }, transaction);
}

/** One member's exit in the journal: an entry of its own, with what explains it. */
function entryOf(day: string, wallet: WalletDocument, exit: ForcedExit, { snapshot, plan, version }: Terms): NewEntry {
  const inputs = {
    pointsMicroPoints: wallet.pointsMicroPoints,
    exitQuotaFen: wallet.exitQuotaFen,
    poolFen: snapshot.pool,
    circulatingMicroPoints: snapshot.circulating,
    sellFeeRateMillionths: plan.sellFeeRate,
    soldMicroPoints: exit.line.points,
    grossFen: exit.line.gross,
    feeFen: exit.line.fee,
    ...(wallet.lockedMicroPoints ? { lockedMicroPoints: wallet.lockedMicroPoints } : {}),
  };
  const line = (asset: 'cash' | 'appreciating' | 'exitQuota', units: number) => ({
    memberId: wallet._id,
    kind: 'appreciation.forcedExit' as const,
    asset,
    units,
    plan: 'appreciation' as const,
    version,
    note: '',
    inputs,
  });
  return {
    id: `close:${day}:exit:${wallet._id}`,
    kind: 'close.forcedExit',
    atMs: Date.now(),
    day,
    postings: exit.postings,
    lines: [
      line('cash', exit.line.paid),
      line('appreciating', -exit.line.points),
      line('exitQuota', exit.member.exitQuota - wallet.exitQuotaFen),
    ],
  };
}

/** The pool changes once, by the sums of all exits. From here on the day takes no entry any more. */
const finishExits = (close: CloseDocument, isForcedExitOn: boolean): Promise<void> =>
  transact(async (transaction) => {
    const now = await closeNow(close, transaction);
    const hasExits = now.exits !== null && now.exits.members > 0;
    if (hasExits) {
      const pool = (await pools.get(POOL_ID, transaction))!;
      const after = applyForcedExits(pool.state, sumsOf(now));
      await pools.put({ ...pool, state: after.pool }, transaction);
      await book(
        {
          id: `close:${close._id}:exits`,
          kind: 'close.forcedExits',
          atMs: Date.now(),
          day: close._id,
          postings: after.postings,
          lines: [],
        },
        transaction,
      );
    }
    const goesOn = { stage: stageAfter('forcedExit', 'exits.done'), endedAtMs: endedNow(close), cursor: null, at: 0 };
    const exits = hasExits ? now.exits : null;
    await closes.change(close._id, { ...goesOn, isForcedExitOn, exits }, transaction);
    await dayStates.change(DAY_STATE_ID, { isSealing: true }, transaction);
  });
