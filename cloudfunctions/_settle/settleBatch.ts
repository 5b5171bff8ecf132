import { type BusinessDay, invariant } from '@shared/kernel';
import { finish } from '../_books/finish';
import { bookOfWorker } from '../_books/journal';
import { type HeldMember, readMember } from '../_books/member';
import type { PlansAt } from '../_plans/plans';
import { transact } from '../_platform/transactions';
import { batches, dayStates, inbox, pools, shopLines } from '../_store/collections';
import { DAY_STATE_ID } from '../_store/dayState';
import { NotExact, type Worked, workOut } from './batch';
import { type Intake, take } from './intake';
import { addTotals } from './totals';

/**
 * What settling a batch came to: how many orders; 'frozen' where the day is being closed, 'otherPlans' where a plan, a
 * clearance or a shop's owner changed since they were read, 'moved' where another event took the next number first. But
 * for the first nothing has changed, and the orders are due as before.
 */
export type Settled = number | 'frozen' | 'otherPlans' | 'moved';

/**
 * Settles orders into the open day (rules §0, §5): the next numbers of the strict sequence, accrual by the rules for each
 * plan that counts them, balanced postings under the ids `order:{id}:settle`. Books, pool, day and what is left to do are
 * committed in one transaction that holds what was decided on against what is so now; then wallets and orders follow, each
 * once, also when the worker is killed between them (see finish). Repeating it changes nothing.
 */
export async function settleBatch(ids: readonly string[], day: BusinessDay, at: PlansAt): Promise<Settled> {
  const intake = await take(ids);
  if (intake.orders.length === 0) return 0;
  const worked = await workOutExactly(intake, day, at);
  if (worked.entries.length === 0) return 0;
  const outcome = await commit(intake, worked, day, at);
  if (typeof outcome === 'number') await finish(worked.batch);
  return outcome;
}

/**
 * Works a batch out, and once more with whole members where what their wallets say is not enough, as it is near 2^53.
 */
async function workOutExactly(intake: Intake, day: BusinessDay, { plans }: PlansAt): Promise<Worked> {
  const exact = new Map<string, HeldMember>();
  let wanted: readonly string[] = [];
  for (;;) {
    invariant(
      wanted.every((id) => !exact.has(id)),
      `read before: ${wanted.join(', ')}`,
    );
    for (const held of await Promise.all(wanted.map((id) => readMember(id))))
      if (held) exact.set(held.document._id, held);
    try {
      return workOut(intake, day, plans, exact);
    } catch (error) {
      if (!(error instanceof NotExact)) throw error;
      wanted = error.memberIds;
    }
  }
}

const commit = (intake: Intake, worked: Worked, day: BusinessDay, at: PlansAt): Promise<Settled> =>
  transact(async (transaction): Promise<Settled> => {
    const state = (await dayStates.get(DAY_STATE_ID, transaction))!;
    if (state.isClosing || state.openDay !== day) return 'frozen';
    if (state.plansRevision !== at.revision) return 'otherPlans';
    if (state.sequence !== intake.state.sequence) return 'moved';
    await bookOfWorker(worked.entries, day, transaction);
    await shopLines.addAll(worked.shopLines, transaction);
    await inbox.addAll(worked.inbox, transaction);
    await addTotals(day, worked.totals, transaction);
    if (worked.pool && worked.purchases > 0)
      await pools.put(
        { ...intake.pool!, state: worked.pool, purchases: intake.pool!.purchases + worked.purchases },
        transaction,
      );
    await batches.put(worked.batch, transaction);
    await dayStates.change(DAY_STATE_ID, { sequence: worked.sequence }, transaction);
    return worked.entries.length;
  });
