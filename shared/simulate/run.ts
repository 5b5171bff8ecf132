import { fen } from '@shared/kernel';
import { closeDay } from './close';
import { DayLines } from './dayLines';
import type { Played } from './played';
import { reasonOf } from './reasons';
import type { DayResult, MemberDay, RefusedEvent, ReversalResult, SimulationResult } from './result';
import type { Scenario, ScenarioEvent } from './scenario';
import { type OnPostings, World } from './world';

/** Who watches a run is told of every set of postings, of every event that was not refused, of every day closed. */
interface Watch {
  readonly onPostings?: OnPostings;
  readonly onPlayed?: (event: ScenarioEvent, played: Played) => void;
  readonly onClosed?: (day: number) => void;
}

/**
 * Plays a scenario through the rules of the live system: the events of each day in the order of the file, then the
 * day's close. What the rules refuse is listed and the run goes on. Deterministic: the same scenario gives the same
 * result.
 */
export function runScenario(scenario: Scenario, { onPostings, onPlayed, onClosed }: Watch = {}): SimulationResult {
  const world = new World(scenario, onPostings);
  const byDay = eventsByDay(scenario);
  const days: DayResult[] = [];
  const refused: RefusedEvent[] = [];
  const reversals: ReversalResult[] = [];
  const memberDays: MemberDay[][] = scenario.members.map(() => []);
  for (let day = 1; day <= scenario.days; day += 1) {
    world.beginDay();
    for (const index of byDay.get(day) ?? []) {
      const event = scenario.events[index]!;
      const outcome = world.apply(event, index);
      if (!outcome.ok) {
        refused.push({ event: index, reason: reasonOf(outcome.refusal) });
        continue;
      }
      const { reversal } = outcome.value;
      if (reversal) reversals.push({ event: index, recovered: reversal.recovered, refundable: reversal.refundable });
      onPlayed?.(event, outcome.value);
    }
    const lines = new DayLines(day);
    days.push(closeDay(world, day, lines));
    for (const [member, line] of lines.entries()) memberDays[member]!.push(line);
    onClosed?.(day);
  }
  return {
    title: scenario.title,
    days,
    members: membersOf(world, memberDays),
    merchants: world.people.merchants.map(({ id, stable, points, cash }) => ({
      id,
      stable,
      appreciating: points,
      cash,
    })),
    series: world.shelf.results(),
    reversals: reversals.sort((a, b) => a.event - b.event),
    refused: refused.sort((a, b) => a.event - b.event),
  };
}

function membersOf({ members, book, plans: { release } }: World, days: readonly MemberDay[][]) {
  return members.map((member, at) => ({
    id: member.id,
    cash: member.cash,
    stable: member.stable,
    appreciating: member.points,
    exitQuota: member.exitQuota,
    quota: member.quota,
    weight: member.weight,
    spendable: member.spendable,
    owed: member.owed,
    level: member.level,
    ...(release ? book.standingOf(at, release.teamVolumeIncludesOwn) : { rank: 0, teamVolume: fen(0) }),
    orders: book.ordersOf(at),
    days: days[at]!,
  }));
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
