import { daysAtTheEdge, planAtTheEdge, purchaseAtTheEdge } from './edge';
import { eventOf, purchaseOf, sellEverything, someKinds } from './events';
import { planOf, type Scale } from './plans';
import { writtenOut } from './presets';
import { type Random, randomOf } from './random';
import { after, close } from './reference';
import { type EventFile, newWorld, type PlanFile, type ScenarioFile } from './world';

/** Ids that have tripped programs before stand among plain ones. */
const ODD_IDS = [
  '__proto__',
  'constructor',
  'toString',
  '7',
  '007',
  '会员',
  'a b',
  '"',
  '\\',
  '\u0000',
  'hasOwnProperty',
];

type Shape = 'chain' | 'star' | 'bushy' | 'strangers';

function membersOf(random: Random, count: number): ScenarioFile['members'] {
  const shape: Shape = random.pick(['chain', 'star', 'bushy', 'bushy', 'bushy', 'strangers']);
  const odd = random.chance(0.2);
  const choosy = random.chance(0.4);
  const ids: string[] = [];
  return Array.from({ length: count }, (_, index) => {
    const id = odd && index < ODD_IDS.length ? ODD_IDS[index]! : `m${index}`;
    const earlier = [...ids];
    ids.push(id);
    const own = choosy && random.chance(0.4) ? { id, accepts: someKinds(random) } : { id };
    if (earlier.length === 0 || shape === 'strangers' || random.chance(0.05)) return own;
    if (shape === 'chain') return { ...own, referrer: earlier.at(-1)! };
    if (shape === 'star') return { ...own, referrer: earlier[0]! };
    return { ...own, referrer: random.chance(0.5) ? random.pick(earlier) : earlier.at(-1)! };
  });
}

/** Merchants, some with an owner, some as an object without one. */
const merchantsOf = (random: Random, members: ScenarioFile['members']) =>
  ['M', '__proto__', 'm0'].slice(0, random.integer(0, 3)).map((id) => {
    if (members.length > 0 && random.chance(0.4)) return { id, owner: random.pick(members).id };
    return random.chance(0.2) ? { id } : id;
  });

/** Most purchases have an id, so that they can be reversed. */
const named = (random: Random, events: readonly EventFile[], event: EventFile): EventFile =>
  event.type === 'purchase' && random.chance(0.7) ? { ...event, id: `p${events.length}` } : event;

/** The events in another order, each day's own order kept. */
function scatter(random: Random, events: readonly EventFile[]): EventFile[] {
  const slots = events.map(({ day }) => ({ day, at: random.next() })).sort((a, b) => a.at - b.at);
  const left = [...events];
  return slots.map(
    ({ day }) =>
      left.splice(
        left.findIndex((event) => event.day === day),
        1,
      )[0]!,
  );
}

const SCALES: readonly (Scale | 'brim')[] = ['dust', 'everyday', 'everyday', 'everyday', 'fortune', 'edge', 'brim'];

/** The scenario of a seed. Amounts are chosen while the reference plays along, so that many events are accepted. */
export function scenarioOf(seed: number): Record<string, unknown> {
  const random = randomOf(seed);
  const chosen = random.pick(SCALES);
  const isAtTheBrim = chosen === 'brim';
  const scale = isAtTheBrim ? 'edge' : chosen;
  const members = membersOf(random, random.pick(scale === 'edge' ? [1, 2, 3, 5, 8] : [0, 1, 2, 3, 5, 8, 13, 21, 34]));
  const merchants = merchantsOf(random, members);
  const shortPlan = isAtTheBrim ? planAtTheEdge(random) : planOf(random, scale);
  const plan: PlanFile = writtenOut(shortPlan);
  const days = isAtTheBrim ? daysAtTheEdge(random) : random.integer(1, 9);
  const start = random.pick(['2026-01-01', '2023-12-28', '2024-02-27', '2026-02-27', '2000-02-28']);

  const events: EventFile[] = [];
  const file: ScenarioFile = { title: `seed ${seed}`, start, days, plan, members, merchants };
  let world = newWorld(file);
  const add = (event: EventFile): void => {
    events.push(event);
    world = after(world, event) ?? world;
  };
  for (let day = 1; day <= days; day += 1) {
    const count = members.length === 0 || random.chance(0.1) ? 0 : random.integer(0, isAtTheBrim ? 3 : 12);
    if (isAtTheBrim) add(named(random, events, purchaseAtTheEdge(random, world)));
    for (let index = 0; index < count; index += 1) add(named(random, events, eventOf(random, world, scale, events)));
    if (day === 1 && random.chance(0.6))
      for (const { id } of members) add(named(random, events, { ...purchaseOf(random, world, scale), member: id }));
    if (random.chance(0.08)) for (const event of sellEverything(world)) add(event);
    close(world, start);
  }
  return {
    ...(random.chance(0.9) ? { title: `seed ${seed}` } : {}),
    start,
    days,
    plan: shortPlan,
    members,
    ...(merchants.length > 0 || random.chance(0.5) ? { merchants } : {}),
    ...(events.length > 0 || random.chance(0.5)
      ? { events: random.chance(0.5) ? scatter(random, events) : events }
      : {}),
  };
}
