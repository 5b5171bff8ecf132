import { type ClearedFeature, refuse } from '@shared/contract';
import { addDays, type BusinessDay, businessDayOf, done, type Outcome } from '@shared/kernel';
import { plansSchema } from '@shared/plans';
import { note } from '../_actions/audit';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { lastClose } from '../_books/closesRead';
import { clearedOn } from '../_plans/plans';
import { derivedId, sha256 } from '../_platform/ids';
import { simulations } from '../_store/collections';
import type { SimulationDocument } from '../_store/documents/simulations';
import { candidatesOf, versionsThrough } from './candidates';
import { fits, soldThrough } from './history';
import { simulationShown } from './parts';

/** The first fault of plans, with its place. A seed that is too small for a publication is played all the same (rules §1). */
function faultIn(plans: unknown): Outcome<null, 'plan/faults'> {
  const read = plansSchema.safeParse(plans);
  const [issue] = read.error?.issues ?? [];
  return issue ? refuse('plan/faults', { place: issue.path.map(String).join('.'), why: issue.message }) : done(null);
}

/** Begins a simulation on what there is now: the days that are closed, the plans that run, what is cleared. */
export const start: Handler<'simulation.start'> = async ({ plans }, caller) => {
  const sound = faultIn(plans);
  if (!sound.ok) return sound;
  const [close, small] = await Promise.all([lastClose(), fits()]);
  if (!close) return refuse('simulation/noHistory');
  if (!small.ok) return small;
  const throughDay = close._id as BusinessDay;
  const today = businessDayOf(caller.nowMs);
  const [versions, clearedNow] = await Promise.all([versionsThrough(addDays(today, 1)), clearedOn(today)]);
  const cleared = [...clearedNow].sort() as ClearedFeature[];
  const sold = await soldThrough(throughDay, versions, candidatesOf(versions, plans, cleared), cleared);
  if (!sold) return refuse('simulation/noHistory');
  const _id = caller.request.id
    ? derivedId('S', caller.request.id)
    : derivedId('S', caller.member._id, String(caller.nowMs));
  const kept: SimulationDocument = {
    _id,
    requestedBy: caller.member._id,
    requestedAtMs: caller.nowMs,
    plans,
    throughDay,
    historyDays: sold.history.days,
    orders: sold.history.orders.length,
    members: sold.history.members.length,
    costRateMillionths: sold.costRate,
    cleared,
    // The same history and draft are drawn the same.
    seed: Number.parseInt(sha256(JSON.stringify([throughDay, plans])).slice(0, 8), 16),
    done: 0,
    replay: null,
    years: [],
    weeks: null,
    groups: [],
    courses: [],
  };
  const begun = await once<null, never>(caller, async (transaction) => {
    await simulations.put(kept, transaction);
    await note(caller, 'simulation.start', { simulationId: _id, throughDay }, transaction);
    return done(null);
  });
  if (!begun.ok) return begun;
  return done(simulationShown((await simulations.get(_id)) ?? kept));
};
