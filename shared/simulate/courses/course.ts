import { type Fen, fen, RATE_ONE, type Rate } from '@shared/kernel';
import { MOST_DAYS, MOST_ROWS, type Scenario, type ScenarioEvent } from '../scenario';
import { chanceOf } from './chance';

/** How sales go on after what happened. */
export interface CourseTerms {
  /** Days behind those of the scenario. */
  readonly days: number;
  /** What the number of events is multiplied by, every thirty days anew: 1,020,000 grows by 2 % a month. */
  readonly trend: Rate;
  /** Which of the random courses; null: the own weeks in their order, again and again. */
  readonly draw: { readonly seed: number; readonly number: number } | null;
  /**
   * Whose weeks are drawn, in the place of the scenario's own: its events as other plans would count them. Of the same
   * length and people.
   */
  readonly weeks?: Scenario | undefined;
}

/** A course that can't be made, in English for the command, with the figures. */
export class CourseFault extends Error {}

const WEEK = 7;
const MONTH = 30;

/** Happens again when its week does; what was accepted, published, adjusted or taken back happens once. */
type Repeated = Exclude<ScenarioEvent, { type: 'accept' | 'publish' | 'adjust' | 'reverse' }>;

/** What of each purchase was not taken back within the scenario, by its id. */
function leftOf({ events }: Scenario): ReadonlyMap<string, Fen> {
  const left = new Map<string, number>();
  for (const event of events) if (event.type === 'purchase' && event.id !== undefined) left.set(event.id, event.amount);
  for (const event of events)
    if (event.type === 'reverse')
      left.set(event.purchase, Math.max(0, left.get(event.purchase)! - (event.amount ?? Number.MAX_SAFE_INTEGER)));
  return new Map([...left].map(([id, amount]) => [id, fen(amount)]));
}

/** What may happen again of each day, purchases by what was left of them. */
function repeatedByDay(scenario: Scenario): readonly (readonly Repeated[])[] {
  const left = leftOf(scenario);
  const days: Repeated[][] = Array.from({ length: scenario.days }, () => []);
  for (const event of scenario.events) {
    if (event.type === 'accept' || event.type === 'publish' || event.type === 'adjust' || event.type === 'reverse')
      continue;
    if (event.type !== 'purchase') days[event.day - 1]!.push(event);
    else {
      const { id, ...rest } = event;
      const amount = id === undefined ? event.amount : left.get(id)!;
      if (amount > 0) days[event.day - 1]!.push({ ...rest, amount });
    }
  }
  return days;
}

/** The own weeks, the last of them ending with the last day; what is shorter than one is one itself. */
function weeksOf<T>(days: readonly T[]): readonly (readonly T[])[] {
  const whole = Math.floor(days.length / WEEK);
  if (whole === 0) return [days];
  const from = days.length - whole * WEEK;
  return Array.from({ length: whole }, (_none, at) => days.slice(from + at * WEEK, from + (at + 1) * WEEK));
}

/** Lets a share of events happen, once each at 1,000,000: spread evenly over them, without chance. */
class Thinning {
  private sum = RATE_ONE / 2;

  /** How often the next event happens. */
  next(share: number): number {
    this.sum += share;
    const times = Math.floor(this.sum / RATE_ONE);
    this.sum -= times * RATE_ONE;
    return times;
  }
}

/**
 * A scenario with days behind its own: weeks of what happened are drawn anew, by chance or in their order, from the same
 * members, their number of events by the trend. The first days are the scenario's own, so that what is owed at its end is
 * owed when the course begins. Deterministic. Throws CourseFault past the most days or events of a scenario.
 */
export function courseOf(scenario: Scenario, { days, trend, draw, weeks: drawn = scenario }: CourseTerms): Scenario {
  if (scenario.days + days > MOST_DAYS)
    throw new CourseFault(`${scenario.days} days and ${days} more are above ${MOST_DAYS}`);
  const weeks = weeksOf(repeatedByDay(drawn));
  const chance = draw && chanceOf(draw.seed, draw.number);
  const events: ScenarioEvent[] = [...scenario.events];
  const thinning = new Thinning();
  let share = RATE_ONE;
  let week = weeks[0]!;
  for (let ahead = 0, within = 0, next = 0; ahead < days; ahead += 1, within += 1) {
    if (ahead > 0 && ahead % MONTH === 0) share = Math.floor((share * trend) / RATE_ONE);
    if (ahead === 0 || within === week.length) {
      week = weeks[chance ? chance(weeks.length) : next % weeks.length]!;
      next += 1;
      within = 0;
    }
    for (const event of week[within]!)
      for (let times = thinning.next(share); times > 0; times -= 1)
        events.push({ ...event, day: scenario.days + ahead + 1 });
    if (events.length > MOST_ROWS) throw new CourseFault(`more than ${MOST_ROWS} events`);
  }
  return { ...scenario, days: scenario.days + days, events };
}
