import type { Engine } from '../engine';
import { notInTransaction } from '../engine/errors';
import { transactionOf } from './asked';
import type { Caller, WireRequest } from './request';

/** Does what one request asks of the database. @returns the fields of the reply. Rejects with DatabaseError. */
export type Act = (engine: Engine, request: WireRequest, caller: Caller) => Promise<Record<string, unknown>>;

/** A reply holds only what is in the data folder already, so that nobody acts on what a kill could undo. */
export async function settled<Reply>(engine: Engine, reply: Reply): Promise<Reply> {
  await engine.flush();
  return reply;
}

/**
 * The SDK sends some requests without their transaction, so they run outside it and survive its rollback: on the platform
 * silently, here refused when transactions are strict. @throws DatabaseError
 */
export function throwIfInTransaction(
  what: string,
  engine: Engine,
  request: WireRequest,
  { invocationId }: Caller,
): void {
  const isInside = engine.strictTransactions && invocationId !== null && engine.transactions.isOpenIn(invocationId);
  if (transactionOf(request) !== null || isInside) throw notInTransaction(what);
}
