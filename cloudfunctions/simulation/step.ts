import { refuse } from '@shared/contract';
import { addDays, type BusinessDay, businessDayOf, done, type Outcome, type Rate, rate } from '@shared/kernel';
import type { Candidates, ShopHistory } from '@shared/simulate';
import { scenarioOf, scenarioText } from '@shared/simulate';
import type { Handler } from '../_actions/outcomes';
import { simulations } from '../_store/collections';
import type { SimulationDocument } from '../_store/documents/simulations';
import { candidatesOf, versionsThrough } from './candidates';
import { fits, soldThrough } from './history';
import { nextPart, PARTS, simulationShown } from './parts';

/** What one call works out: parts are taken on while their work stays within it, one at least. */
const WORK_A_CALL = 4_000_000;
/** How much more an event costs than a day of a member. */
const EVENT_WORK = 60;

/** The ground that a simulation rests on, read again as it was when it began. */
async function groundOf(
  kept: SimulationDocument,
): Promise<
  Outcome<{ history: ShopHistory; candidates: Candidates; costRate: Rate; seed: number }, 'simulation/tooLarge'>
> {
  const small = await fits();
  if (!small.ok) return small;
  const versions = await versionsThrough(addDays(businessDayOf(kept.requestedAtMs), 1));
  const candidates = candidatesOf(versions, kept.plans, kept.cleared);
  const sold = await soldThrough(kept.throughDay as BusinessDay, versions, candidates, kept.cleared);
  // It had orders when it began, and none of a closed day goes.
  return done({ history: sold!.history, candidates, costRate: rate(kept.costRateMillionths), seed: kept.seed });
}

/** About what one part costs: both plans over the history and a year. */
function workOf({ members, days, orders }: ShopHistory): number {
  const whole = days + 365;
  return 2 * (members.length * whole + ((orders.length * whole) / days) * EVENT_WORK);
}

export const step: Handler<'simulation.step'> = async ({ simulationId, done: from }) => {
  let kept = await simulations.get(simulationId);
  if (!kept) return refuse('simulation/unknown');
  if (kept.done > from || kept.done === PARTS) return done(simulationShown(kept));
  const ground = await groundOf(kept);
  if (!ground.ok) return ground;
  const parts = Math.max(1, Math.floor(WORK_A_CALL / workOf(ground.value.history)));
  const first = kept.done;
  const until = Math.min(PARTS, first + parts);
  let worked = {};
  while (kept.done < until) {
    const part = nextPart(kept, ground.value);
    worked = { ...worked, ...part, done: kept.done + 1 };
    kept = { ...kept, ...part, done: kept.done + 1 };
  }
  // Somebody else may have worked the same out meanwhile: it is the same then.
  await simulations.changeWhere({ _id: simulationId, done: first }, worked);
  return done(simulationShown((await simulations.get(simulationId))!));
};

export const newest: Handler<'simulation.newest'> = async () => {
  const [found] = await simulations.find(
    {},
    {
      orderBy: [
        ['requestedAtMs', 'desc'],
        ['_id', 'desc'],
      ],
      limit: 1,
    },
  );
  return done({ simulation: found ? simulationShown(found) : null });
};

/** So many characters fit into an answer. */
const PART_LENGTH = 200_000;

export const history: Handler<'simulation.history'> = async ({ simulationId, part }) => {
  const kept = await simulations.get(simulationId);
  if (!kept) return refuse('simulation/unknown');
  const ground = await groundOf(kept);
  if (!ground.ok) return ground;
  const text = scenarioText({ ...scenarioOf(ground.value.history, 'counted'), title: `${kept.throughDay}` });
  return done({
    text: text.slice(part * PART_LENGTH, (part + 1) * PART_LENGTH),
    parts: Math.ceil(text.length / PART_LENGTH),
  });
};
