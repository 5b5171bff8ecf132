import { exitQuotaFen, fen, microPoints } from '@shared/kernel';
import type { AppreciationPlan } from '@shared/plans';
import {
  applyForcedExits,
  type BackingPool,
  type ForcedExitSums,
  forcedExit,
  newMember,
  withForcedExit,
} from '@shared/rules';
import { exitPrice } from '../_books/exitThreshold';
import { book } from '../_books/journal';
import { POOL_ID } from '../_books/pool';
import { clearedOn, type PlansInForce } from '../_plans/plans';
import type { HasTime } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import { TransactionsBusy, transact } from '../_platform/transactions';
import { closes, dayStates, pools, wallets } from '../_store/collections';
import { DAY_STATE_ID } from '../_store/dayState';
import type { CloseDocument } from '../_store/documents';
import { checkpoint, closeNow, stageAfter, WorkedOnElsewhere } from './checkpoint';

const AT_ONCE = 100;

const sumsOf = (close: CloseDocument): ForcedExitSums => ({
  points: microPoints(close.exits?.pointsMicroPoints ?? 0),
  paid: fen(close.exits?.paidFen ?? 0),
});

/**
 * The forced exit (rules §1), the last part of a close: against the pool as it stands when this stage begins, the same
 * for all; the pool changes once, by the sums, at its end. Each member's exit is one transaction with the checkpoint.
 */
export async function forcedExits(start: CloseDocument, plans: PlansInForce, hasTime: HasTime): Promise<boolean> {
  const pool = await pools.get(POOL_ID);
  const { appreciation } = plans;
  // Money goes out here: a clearance revoked since the close began counts at once.
  const isOn =
    appreciation?.plan.exitMultiple != null &&
    plans.isCleared('appreciation.cashSale') &&
    (await clearedOn(start._id)).has('appreciation.cashSale');
  if (!pool || !appreciation || !isOn) {
    await finishExits(start, false);
    return true;
  }
  // Nothing settles while the close runs, so the pool is the same for every invocation of this stage.
  const snapshot = pool.state;
  let close = start;
  for (;;) {
    if (!hasTime()) return false;
    const due = await wallets.find(
      { exitAt: _.lte(exitPrice(snapshot.pool, snapshot.circulating)), _id: _.gt(close.cursor ?? '') },
      { orderBy: [['_id', 'asc']], limit: AT_ONCE },
    );
    for (const wallet of due) {
      if (!hasTime()) return false;
      close = await exitOrPass(close, wallet._id, snapshot, appreciation);
    }
    if (due.length < AT_ONCE) break;
  }
  await finishExits(close, true);
  return true;
}

/** One member's exit. One that cannot be worked out is told in the log and passed over: it keeps nobody from his own. */
async function exitOrPass(...[close, memberId, ...rest]: Parameters<typeof exitOne>): Promise<CloseDocument> {
  try {
    return await exitOne(close, memberId, ...rest);
  } catch (error) {
    if (error instanceof WorkedOnElsewhere || error instanceof TransactionsBusy) throw error;
    console.error(`the exit of ${memberId} failed: ${(error as Error)?.stack ?? String(error)}`);
    await checkpoint(close, { cursor: memberId });
    return { ...close, cursor: memberId };
  }
}

const exitOne = (
  close: CloseDocument,
  memberId: string,
  snapshot: BackingPool,
  { plan, version }: { plan: AppreciationPlan; version: number },
): Promise<CloseDocument> =>
  transact(async (transaction) => {
    const now = await closeNow(close, transaction);
    const wallet = (await wallets.get(memberId, transaction))!;
    const exit = forcedExit(
      {
        ...newMember(memberId),
        points: microPoints(wallet.pointsMicroPoints),
        exitQuota: exitQuotaFen(wallet.exitQuotaFen),
        cash: fen(wallet.exitCashFen),
      },
      snapshot,
      plan,
    );
    const changes: Partial<CloseDocument> = { cursor: memberId };
    if (exit) {
      const sums = withForcedExit(sumsOf(now), exit.line);
      Object.assign(changes, {
        exits: {
          poolFen: snapshot.pool,
          circulatingMicroPoints: snapshot.circulating,
          members: (now.exits?.members ?? 0) + 1,
          pointsMicroPoints: sums.points,
          paidFen: sums.paid,
        },
      });
      await wallets.change(
        memberId,
        { pointsMicroPoints: exit.member.points, exitQuotaFen: 0, exitAt: null, exitCashFen: exit.member.cash },
        transaction,
      );
      const inputs = {
        pointsMicroPoints: wallet.pointsMicroPoints,
        exitQuotaFen: wallet.exitQuotaFen,
        poolFen: snapshot.pool,
        circulatingMicroPoints: snapshot.circulating,
        sellFeeRateMillionths: plan.sellFeeRate,
        soldMicroPoints: exit.line.points,
        grossFen: exit.line.gross,
        feeFen: exit.line.fee,
      };
      const line = (asset: 'cash' | 'appreciating' | 'exitQuota', units: number) => ({
        memberId,
        kind: 'appreciation.forcedExit' as const,
        asset,
        units,
        plan: 'appreciation' as const,
        version,
        note: '',
        inputs,
      });
      await book(
        {
          id: `close:${close._id}:exit:${memberId}`,
          kind: 'close.forcedExit',
          atMs: Date.now(),
          day: close._id,
          postings: exit.postings,
          lines: [
            line('cash', exit.line.paid),
            line('appreciating', -exit.line.points),
            line('exitQuota', -wallet.exitQuotaFen),
          ],
        },
        transaction,
      );
    }
    await closes.change(close._id, changes, transaction);
    return { ...now, ...changes };
  });

/** The pool changes once, by the sums of all exits. From here on the day takes no entry any more. */
const finishExits = (close: CloseDocument, isForcedExitOn: boolean): Promise<void> =>
  transact(async (transaction) => {
    const now = await closeNow(close, transaction);
    if (now.exits) {
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
    const stage = stageAfter('forcedExit', 'exits.done');
    await closes.change(close._id, { stage, isForcedExitOn, cursor: null, at: 0 }, transaction);
    await dayStates.change(DAY_STATE_ID, { isSealing: true }, transaction);
  });
