// A history that a seed makes: a scenario, and how its events are done in the shop.
import { addDays, type BusinessDay } from '@shared/kernel';
import { PLAN_KINDS, type PlanKind } from '@shared/plans';
import { readScenario, runScenario } from '@shared/simulate';
import { type Random, randomOf } from '../../oracle/random';
import { plansOf, republished } from './plans';

/** A scenario as its file says it. */
export interface ScenarioText {
  readonly title: string;
  readonly start: string;
  readonly days: number;
  readonly plan: Readonly<Partial<Record<PlanKind, object>>>;
  readonly members: readonly {
    readonly id: string;
    readonly referrer?: string;
    readonly accepts: readonly PlanKind[];
  }[];
  readonly merchants: readonly { readonly id: string; readonly owner?: string }[];
  readonly events: readonly EventText[];
}

export interface EventText {
  readonly day: number;
  readonly type: string;
  readonly member?: string;
  readonly amount?: string;
  readonly points?: string;
  readonly merchant?: string;
  readonly plans?: readonly PlanKind[];
  readonly plan?: PlanKind | Readonly<Partial<Record<PlanKind, object>>>;
  readonly id?: string;
  readonly purchase?: string;
  readonly asset?: (typeof ASSETS)[number];
  readonly add?: string;
  readonly remove?: string;
}

const ASSETS = ['appreciating', 'stable', 'spendable'] as const;

/** What a scenario does not say, because it changes nothing: how its events are done in the shop. */
export interface Manner {
  readonly settleAfterDays: number;
  /** The day on which each member signs up, at the latest that of their first event. */
  readonly joinDay: ReadonlyMap<string, number>;
  /** Days that are not closed when they end, but together with the first day after them that is not among these. */
  readonly missed: ReadonlySet<number>;
  /** Purchases, by index, that are ordered and paid some days before the goods are received. */
  readonly early: ReadonlyMap<number, number>;
  /** Orders that come to nothing, by day: not paid, given back unsent, given back after they were sent. */
  readonly inVain: readonly { readonly day: number; readonly member: string; readonly ends: (typeof ENDS)[number] }[];
}

const ENDS = ['unpaid', 'unsent', 'sent'] as const;

export interface History {
  readonly seed: number;
  readonly scenario: ScenarioText;
  readonly manner: Manner;
}

/** The first day of the shop. */
export const FIRST_DAY = '2026-03-02' as BusinessDay;

/** The largest purchases, in fen. At the edge the plans multiply them beyond 2^53. */
export const LARGEST = { dust: 300, everyday: 2_000_000, fortune: 10 ** 11, edge: 10 ** 11 } as const;
export type Scale = keyof typeof LARGEST;

const yuan = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

/** The history of a seed. */
export function historyOf(seed: number): History {
  const random = randomOf(seed);
  const scale = random.pick(['dust', 'everyday', 'everyday', 'everyday', 'fortune', 'edge'] as const);
  const plan = plansOf(random, scale);
  const people = peopleOf(random);
  const days = random.integer(2, 6);
  const settleAfterDays = random.pick([0, 0, 0, 0, 1, 2]);
  const missed = missedOf(random, days);
  const scenario: { -readonly [K in keyof ScenarioText]: ScenarioText[K] } = {
    title: `seed ${seed}`,
    start: addDays(FIRST_DAY, settleAfterDays),
    days,
    plan,
    ...people,
    events: [],
  };
  const makes = new Making(random, scale, scenario, { settleAfterDays, missed });
  for (let day = 1; day <= days; day += 1) makes.day(day);
  return { seed, scenario: makes.scenario, manner: mannerOf(random, makes.scenario, settleAfterDays, missed) };
}

/** Up to two spells of days that are closed late, never the last day. */
function missedOf(random: Random, days: number): Set<number> {
  const missed = new Set<number>();
  if (random.chance(0.6)) return missed;
  const from = random.integer(1, days - 1);
  for (let day = from; day < days && missed.size < random.integer(1, 3); day += 1) missed.add(day);
  return missed;
}

function peopleOf(random: Random): Pick<ScenarioText, 'members' | 'merchants'> {
  const shape = random.pick(['chain', 'star', 'bushy', 'bushy', 'strangers'] as const);
  const members: { id: string; referrer?: string; accepts: PlanKind[] }[] = [];
  const count = random.integer(1, 7);
  for (let at = 0; at < count; at += 1) {
    const accepts = random.chance(0.6) ? [...PLAN_KINDS] : PLAN_KINDS.filter(() => random.chance(0.6));
    const earlier = members.map(({ id }) => id);
    const isAlone = at === 0 || shape === 'strangers' || random.chance(0.05);
    const referrer = shape === 'chain' ? earlier.at(-1) : shape === 'star' ? earlier[0] : random.pick(earlier);
    members.push({ id: `m${at}`, ...(isAlone ? {} : { referrer: referrer! }), accepts });
  }
  const owners = members.map(({ id }) => id);
  const merchants = ['s0', 's1'].slice(0, random.integer(0, 2)).map((id) => {
    const owner = random.chance(0.7) ? owners.splice(random.integer(0, owners.length - 1), 1)[0] : undefined;
    return owner === undefined ? { id } : { id, owner };
  });
  return { members, merchants };
}

/** A scenario while it is made: what a day may spend is what the rules made of the days before. */
class Making {
  readonly #events: EventText[] = [];

  constructor(
    readonly random: Random,
    readonly scale: Scale,
    readonly base: ScenarioText,
    readonly manner: Pick<Manner, 'settleAfterDays' | 'missed'>,
  ) {}

  get scenario(): ScenarioText {
    return { ...this.base, events: this.#events };
  }

  day(day: number): void {
    const { random, base } = this;
    // While the day before is not closed, nobody accepts or spends: it would be done on another state.
    const isLate = this.manner.missed.has(day - 1);
    const spendable = isLate || this.manner.settleAfterDays > 0 ? new Map() : this.#spendableOn(day);
    const count = random.integer(0, 4);
    for (let nth = 0; nth < count; nth += 1) {
      if (random.chance(0.12)) {
        const { id } = random.pick(base.members);
        this.#events.push({ day, type: 'accept', member: id, plan: random.pick(PLAN_KINDS) });
      }
      this.#purchase(day, spendable);
      if (!isLate && random.chance(0.2)) this.#byAdministrators(day, spendable);
    }
    if (random.chance(0.2)) this.#publish(day);
  }

  /** What members may spend at the beginning of a day. */
  #spendableOn(day: number): Map<string, number> {
    if (day === 1 || !this.base.plan.release) return new Map();
    const read = readScenario(JSON.stringify({ ...this.scenario, days: day - 1 }));
    if ('faults' in read) throw new Error(JSON.stringify(read.faults));
    return new Map(runScenario(read.scenario).members.map(({ id, spendable }) => [id, spendable]));
  }

  #purchase(day: number, spendable: Map<string, number>): void {
    const { random, base } = this;
    const holders = base.members.filter((one) => spendable.get(one.id));
    const { id } = random.pick(holders.length > 0 && random.chance(0.5) ? holders : base.members);
    const fen = this.#amount();
    const merchant = base.merchants.length > 0 && random.chance(0.25) ? random.pick(base.merchants).id : undefined;
    const plans = random.chance(0.6) ? undefined : PLAN_KINDS.filter(() => random.chance(0.6));
    const held = spendable.get(id) ?? 0;
    if (held > 0 && random.chance(0.8)) {
      const spent = random.pick([held, held, held, Math.ceil(held / 2), 1]);
      spendable.set(id, held - spent);
      this.#events.push({ day, type: 'spend', member: id, amount: yuan(spent) });
    }
    this.#events.push({
      day,
      type: 'purchase',
      id: `p${this.#events.length}`,
      member: id,
      amount: yuan(fen),
      ...(merchant ? { merchant } : {}),
      ...(plans ? { plans } : {}),
    });
  }

  /**
   * A reversal or an adjustment, now and then of more than there is. Nobody spends on that day after it: what is held is
   * then not what it was in the morning.
   */
  #byAdministrators(day: number, spendable: Map<string, number>): void {
    const { random, base } = this;
    spendable.clear();
    if (random.chance(0.6)) {
      const purchases = this.#events.filter(({ type }) => type === 'purchase');
      // Of an early one most was paid out: what it brought is owed then.
      const { id, amount } = random.chance(0.6) ? purchases[0]! : random.pick(purchases);
      const part = random.pick([undefined, undefined, undefined, 0.9, 0.5, 1.1]);
      const fen = part && Math.max(1, Math.floor(Number(amount) * 100 * part));
      this.#events.push({ day, type: 'reverse', purchase: id!, ...(fen ? { amount: yuan(fen) } : {}) });
      return;
    }
    const asset = random.pick(ASSETS);
    const most = random.pick([1, 1000, 100_000]);
    const units = random.integer(asset === 'appreciating' ? 1 : 0, most * (asset === 'appreciating' ? 10_000 : 1));
    const amount = asset === 'appreciating' ? (units / 1_000_000).toFixed(6) : yuan(units);
    const member = random.pick(base.members).id;
    this.#events.push({ day, type: 'adjust', member, asset, [random.chance(0.7) ? 'add' : 'remove']: amount });
  }

  /** Of any size, often right at a bound of the release. */
  #amount(): number {
    const { random, base, scale } = this;
    const release = base.plan.release as { tiers: { from: string }[]; ranks: { from: string }[] } | undefined;
    const bounds = [...(release?.tiers ?? []), ...(release?.ranks ?? [])].map(({ from }) =>
      Math.round(Number(from) * 100),
    );
    if (bounds.length > 0 && random.chance(0.35)) return Math.max(1, random.pick(bounds) + random.integer(-1, 1));
    return random.integer(1, random.chance(0.3) ? LARGEST[scale] : Math.ceil(LARGEST[scale] / 20));
  }

  #publish(day: number): void {
    const { random, base, scale } = this;
    const kinds = PLAN_KINDS.filter((kind) => base.plan[kind] && random.chance(0.6));
    if (kinds.length === 0) return;
    this.#events.push({ day, type: 'publish', plan: republished(random, scale, base.plan, kinds) });
  }
}

function mannerOf(
  random: Random,
  { members, merchants, events, days }: ScenarioText,
  settleAfterDays: number,
  missed: ReadonlySet<number>,
): Manner {
  const joinDay = new Map<string, number>();
  const owned = new Set(merchants.flatMap(({ owner }) => owner ?? []));
  // From the last to the first: whoever referred somebody was there before.
  for (const { id } of members.toReversed()) {
    const own = events.filter(({ member }) => member === id).map(({ day }) => day - settleAfterDays);
    const referred = members.filter(({ referrer }) => referrer === id).map((one) => joinDay.get(one.id)!);
    const needed = owned.has(id) ? [1 - settleAfterDays] : [];
    const latest = Math.min(days, ...own, ...referred, ...needed);
    joinDay.set(id, random.chance(0.5) ? 1 - settleAfterDays : random.integer(1 - settleAfterDays, latest));
  }
  const early = new Map<number, number>();
  events.forEach(({ type, day, member }, index) => {
    const isPaidWithPoints = events[index - 1]?.type === 'spend';
    const most = day - settleAfterDays - joinDay.get(member!)!;
    if (type === 'purchase' && !isPaidWithPoints && most > 0 && random.chance(0.3))
      early.set(index, random.integer(1, most));
  });
  const inVain = Array.from({ length: random.integer(0, 2) }, () => {
    const member = random.pick(members).id;
    return { member, day: random.integer(Math.max(1, joinDay.get(member)!), days), ends: random.pick(ENDS) };
  });
  return { settleAfterDays, joinDay, missed, early, inVain };
}
