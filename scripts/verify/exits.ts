// The forced exits of a close: who was due, against the one snapshot of the pool, and the sums.
import { exitQuotaFen, fen, microPoints } from '@shared/kernel';
import { type Difference, memberAccount } from '@shared/ledger';
import type { AppreciationPlan } from '@shared/plans';
import {
  applyForcedExits,
  type BackingPool,
  forcedExit,
  type Member,
  NO_FORCED_EXITS,
  newMember,
  withForcedExit,
} from '@shared/rules';
import type { JournalDocument } from '../../cloudfunctions/_store/documents';
import type { Books } from './books';
import { atClose, type ClosedDay } from './closedDay';
import { compare } from './compare';
import { lockedOn } from './holdings';
import { type PoolSoFar, poolFiguresOf } from './poolSoFar';

/** Every member's exit, or that there was none, and what the pool made of them together. */
export function* checkExits(
  { wallets, holdings, pool: kept }: Books,
  { close, entries }: ClosedDay,
  pool: PoolSoFar,
  plan: AppreciationPlan | null,
): Generator<Difference> {
  const where = atClose(close);
  const prefix = `close:${close._id}:exit:`;
  const exits = new Map(
    entries.flatMap((one) => (one.kind === 'close.forcedExit' ? [[one._id.slice(prefix.length), one] as const] : [])),
  );
  const overlap = pool.overlapOf(close);
  const isOverlapped = overlap.size > 0;
  const figures = poolFiguresOf(pool.booked);
  const snapshot = kept && {
    ...kept.state,
    pool: fen(isOverlapped && close.exits ? close.exits.poolFen : Number(figures.poolFen)),
    circulating: microPoints(
      isOverlapped && close.exits ? close.exits.circulatingMicroPoints : Number(figures.circulatingMicroPoints),
    ),
  };
  const locked = lockedOn(holdings, close._id);
  let sums = NO_FORCED_EXITS;
  for (const { _id } of wallets) {
    const entry = exits.get(_id);
    exits.delete(_id);
    if (overlap.has(memberAccount(_id)) || (isOverlapped && !close.exits)) continue;
    const isDue = close.isForcedExitOn && plan !== null && snapshot !== null;
    const exit = isDue
      ? forcedExit({ ...memberSoFar(_id, pool), locked: microPoints(locked.get(_id) ?? 0) }, snapshot, plan)
      : null;
    if (exit) sums = withForcedExit(sums, exit.line);
    yield* compare({ ...where, place: `${prefix}${_id}` }, 'postings', exit?.postings, entry?.postings);
  }
  for (const [memberId, { _id }] of exits)
    yield { ...where, place: _id, what: 'member', expected: 'a member', found: memberId };
  if (isOverlapped || !snapshot) return;
  yield* checkSums(where, close.exits, snapshot, sums, entries);
}

function* checkSums(
  where: ReturnType<typeof atClose>,
  found: ClosedDay['close']['exits'],
  snapshot: BackingPool,
  sums: typeof NO_FORCED_EXITS,
  entries: readonly JournalDocument[],
): Generator<Difference> {
  const members = entries.filter(({ kind }) => kind === 'close.forcedExit').length;
  const expected = members > 0 && {
    poolFen: snapshot.pool,
    circulatingMicroPoints: snapshot.circulating,
    members,
    pointsMicroPoints: sums.points,
    paidFen: sums.paid,
  };
  yield* compare(where, 'exits', expected || null, found);
  const entryId = `close:${where.arises}:exits`;
  const entry = entries.find(({ _id }) => _id === entryId);
  const postings = members > 0 ? applyForcedExits(snapshot, sums).postings : undefined;
  yield* compare({ ...where, place: entryId }, 'postings', postings, entry?.postings);
}

/** What the exit looks at of a member, as it was booked so far. */
function memberSoFar(memberId: string, { booked }: PoolSoFar): Member {
  const units = (asset: 'appreciating' | 'exitQuota' | 'cash') => {
    const booked0 = booked.units(memberAccount(memberId), asset);
    return Number(booked0 < 0n ? 0n : booked0);
  };
  return {
    ...newMember(memberId),
    points: microPoints(units('appreciating')),
    exitQuota: exitQuotaFen(units('exitQuota')),
    cash: fen(units('cash')),
  };
}
