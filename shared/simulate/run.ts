import { fen } from '@shared/kernel';
import { closeDay, DayLines } from './close';
import { reasonOf } from './reasons';
import type { DayResult, MemberDay, RefusedEvent, SimulationResult } from './result';
import type { Scenario } from './scenario';
import { type OnPostings, World } from './world';

/**
 * Plays a scenario through the rules of the live system: the events of each day in the order of the file, then the
 * day's close. What the rules refuse is listed and the run goes on. Deterministic: the same scenario gives the same
 * result. `onPostings` is told of every set of postings.
 */
export function runScenario(scenario: Scenario, onPostings?: OnPostings): SimulationResult {
  const world = new World(scenario, onPostings);
  const byDay = eventsByDay(scenario);
  const days: DayResult[] = [];
  const refused: RefusedEvent[] = [];
  const memberDays: MemberDay[][] = scenario.members.map(() => []);
  for (let day = 1; day <= scenario.days; day += 1) {
    for (const index of byDay.get(day) ?? []) {
      const outcome = world.apply(scenario.events[index]!, index);
      if (!outcome.ok) refused.push({ event: index, reason: reasonOf(outcome.refusal) });
    }
    const lines = new DayLines(day);
    days.push(closeDay(world, day, lines));
    for (const [member, line] of lines.entries()) memberDays[member]!.push(line);
  }
  return {
    title: scenario.title,
    days,
    members: world.members.map((member, at) => ({
      id: member.id,
      cash: member.cash,
      stable: member.stable,
      appreciating: member.points,
      exitQuota: member.exitQuota,
      quota: member.quota,
      weight: member.weight,
      spendable: member.spendable,
      level: member.level,
      ...(world.release?.standingOf(at) ?? { rank: 0, teamVolume: fen(0) }),
      orders: world.release?.ordersOf(at) ?? [],
      days: memberDays[at]!,
    })),
    merchants: world.merchants.map(({ id, stable, points, cash }) => ({ id, stable, appreciating: points, cash })),
    refused: refused.sort((a, b) => a.event - b.event),
  };
}

/** Indexes of the events by day, in file order. */
function eventsByDay(scenario: Scenario): Map<number, number[]> {
  const byDay = new Map<number, number[]>();
  scenario.events.forEach(({ day }, index) => {
    const list = byDay.get(day);
    if (list) list.push(index);
    else byDay.set(day, [index]);
  });
  return byDay;
}
