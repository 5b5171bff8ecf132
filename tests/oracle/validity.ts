import { decimal, type Fraction, isMore, minus, plus, times, whole } from './fraction';
import { PRESETS } from './presets';
import { KINDS, LIMIT, type PlanFile, type ScenarioFile } from './world';

/** Thrown at the first thing that is not valid; names it for whoever reads a difference. */
export class Invalid extends Error {}

type Json = unknown;
type Fields = Record<string, Json>;

const demand = (claim: boolean, what: string): void => {
  if (!claim) throw new Invalid(what);
};

function object(value: Json, required: readonly string[], optional: readonly string[], what: string): Fields {
  demand(typeof value === 'object' && value !== null && !Array.isArray(value), `${what}: no object`);
  const fields = value as Fields;
  for (const key of Object.keys(fields))
    demand(required.includes(key) || optional.includes(key), `${what}: unknown ${key}`);
  for (const key of required) demand(Object.hasOwn(fields, key), `${what}: no ${key}`);
  return fields;
}

function list(value: Json, what: string): readonly Json[] {
  demand(Array.isArray(value), `${what}: no list`);
  return value as readonly Json[];
}

/** A decimal string without sign, exponent or leading zeros, of so many decimals at most, below 2^53 units. */
function figure(value: Json, decimals: number, what: string): Fraction {
  demand(typeof value === 'string' && /^(0|[1-9][0-9]*)(\.[0-9]+)?$(?!\n)/.test(value), `${what}: no decimal`);
  const text = value as string;
  demand((text.split('.')[1] ?? '').length <= decimals, `${what}: too many decimals`);
  const exact = decimal(text);
  demand(!isMore(times(exact, whole(10n ** BigInt(decimals))), whole(LIMIT - 1n)), `${what}: 2^53 or more`);
  return exact;
}

const ONE = whole(1n);

function rate(value: Json, what: string): Fraction {
  const exact = figure(value, 6, what);
  demand(!isMore(exact, ONE), `${what}: above 1`);
  return exact;
}

function aboveZero(value: Json, decimals: number, what: string): void {
  demand(figure(value, decimals, what).over > 0n, `${what}: 0`);
}

function oneOf(value: Json, words: readonly Json[], what: string): void {
  demand(words.includes(value), `${what}: not one of ${words.join(', ')}`);
}

function rising(bounds: readonly Fraction[], what: string): void {
  bounds.forEach((bound, index) => {
    if (index > 0) demand(isMore(bound, bounds[index - 1]!), `${what}: bounds do not rise`);
  });
}

function appreciation(value: Json): void {
  const plan = object(
    value,
    [
      ...['contributionRate', 'giftRate', 'referrerGiftRate', 'issuePrice', 'maxSupply'],
      ...['sellFeeRate', 'redeemFeeRate', 'exitMultiple', 'seedPoints'],
    ],
    [],
    'appreciation',
  );
  rate(plan.contributionRate, 'contributionRate');
  rate(plan.sellFeeRate, 'sellFeeRate');
  rate(plan.redeemFeeRate, 'redeemFeeRate');
  const gifts = plus(rate(plan.giftRate, 'giftRate'), rate(plan.referrerGiftRate, 'referrerGiftRate'));
  demand(!isMore(gifts, ONE), 'the gifts are more than the contribution');
  aboveZero(plan.issuePrice, 6, 'issuePrice');
  if (plan.exitMultiple !== null) aboveZero(plan.exitMultiple, 6, 'exitMultiple');
  const supply = figure(plan.maxSupply, 6, 'maxSupply');
  const seed = figure(plan.seedPoints, 6, 'seedPoints');
  demand(!isMore(seed, supply), 'the seed is more than the supply');
  // The pool that the seed fills is a figure of the file as well.
  const pool = times(seed, decimal(plan.issuePrice as string), whole(100n));
  demand(!isMore(pool, whole(LIMIT - 1n)), 'the pool of the seed: 2^53 or more');
}

function dividend(value: Json): void {
  const plan = object(
    value,
    [
      ...['quotaMultiple', 'weightUnit', 'referralQuotaRate', 'referralWeightRate', 'proportionalRate', 'tierRate'],
      ...['tiers', 'tierRateOf', 'tierSplit', 'weightBase'],
    ],
    [],
    'dividend',
  );
  figure(plan.quotaMultiple, 6, 'quotaMultiple');
  aboveZero(plan.weightUnit, 2, 'weightUnit');
  for (const key of ['referralQuotaRate', 'referralWeightRate', 'proportionalRate']) rate(plan[key], key);
  const tierRate = rate(plan.tierRate, 'tierRate');
  oneOf(plan.tierRateOf, ['pool', 'turnover'], 'tierRateOf');
  oneOf(plan.tierSplit, ['perCapita', 'byWeight'], 'tierSplit');
  oneOf(plan.weightBase, ['active', 'all'], 'weightBase');
  const tiers = list(plan.tiers, 'tiers').map((tier) => object(tier, ['from', 'rate'], [], 'tier'));
  rising(
    tiers.map(({ from }) => figure(from, 6, 'from')),
    'tiers',
  );
  const rates = tiers.map((tier) => rate(tier.rate, 'rate')).reduce(plus, whole(0n));
  demand(!isMore(rates, plan.tierRateOf === 'pool' ? ONE : tierRate), 'the tiers take more than there is');
}

function release(value: Json): void {
  const plan = object(
    value,
    ['tiers', 'dailyRate', 'referralRates', 'ranks', 'sameRankRate', 'teamVolumeIncludesOwn'],
    [],
    'release',
  );
  rate(plan.dailyRate, 'dailyRate');
  rate(plan.sameRankRate, 'sameRankRate');
  demand(typeof plan.teamVolumeIncludesOwn === 'boolean', 'teamVolumeIncludesOwn: no boolean');
  const referral = list(plan.referralRates, 'referralRates');
  demand(referral.length === 2, 'referralRates: not two');
  for (const one of referral) rate(one, 'referralRates');
  const tiers = list(plan.tiers, 'tiers').map((tier) => object(tier, ['from', 'multiple'], [], 'tier'));
  rising(
    tiers.map(({ from }) => figure(from, 2, 'from')),
    'tiers',
  );
  for (const { multiple } of tiers) figure(multiple, 6, 'multiple');
  const ranks = list(plan.ranks, 'ranks').map((rank) => object(rank, ['from', 'rate'], [], 'rank'));
  rising(
    ranks.map(({ from }) => figure(from, 2, 'from')),
    'ranks',
  );
  const rates = ranks.map((rank) => rate(rank.rate, 'rate'));
  rates.forEach((one, index) => {
    if (index > 0) demand(!isMore(rates[index - 1]!, one), 'ranks: the rates fall');
  });
}

const CHECKS = { appreciation, dividend, release };

/** The plan with its presets written out. */
function planOf(value: Json): PlanFile {
  if (typeof value === 'string' || Array.isArray(value)) {
    const names = typeof value === 'string' ? [value] : (value as readonly Json[]);
    const plan: Record<string, unknown> = {};
    for (const name of names) {
      const preset = typeof name === 'string' ? PRESETS.get(name) : undefined;
      demand(preset !== undefined, 'plan: no such preset');
      for (const [kind, block] of Object.entries(preset!)) {
        demand(plan[kind] === undefined, `plan: two of ${kind}`);
        plan[kind] = block;
      }
    }
    return plan as PlanFile;
  }
  const plan = object(value, [], ['appreciation', 'dividend', 'release'], 'plan');
  for (const kind of ['appreciation', 'dividend', 'release'] as const)
    if (Object.hasOwn(plan, kind)) CHECKS[kind](plan[kind]);
  return plan as PlanFile;
}

function id(value: Json, taken: ReadonlySet<string>, what: string): string {
  demand(typeof value === 'string' && value !== '', `${what}: no id`);
  demand(!taken.has(value as string), `${what}: repeated`);
  return value as string;
}

/** Required and optional keys of an event, besides day and type. */
const KEYS: Record<string, readonly [required: readonly string[], optional?: readonly string[]]> = {
  purchase: [
    ['member', 'amount'],
    ['id', 'merchant', 'plans'],
  ],
  sell: [['member', 'points']],
  redeem: [['member', 'points']],
  exchange: [['member', 'points']],
  pay: [['member', 'merchant', 'amount']],
  merchantRedeem: [['merchant', 'amount']],
  merchantSell: [['merchant', 'points']],
  spend: [['member', 'amount']],
  accept: [['member', 'plan']],
  publish: [['plan']],
  reverse: [['purchase'], ['amount']],
  adjust: [
    ['member', 'asset'],
    ['add', 'remove'],
  ],
};

/** What an event of a file may name. */
interface Named {
  readonly days: number;
  readonly plan: PlanFile;
  readonly members: ReadonlySet<string>;
  readonly merchants: ReadonlySet<string>;
  readonly purchases: ReadonlySet<string>;
}

/** Some of the kinds of plan, none twice. */
function kinds(value: Json, what: string): void {
  const named = list(value, what);
  for (const kind of named) oneOf(kind, KINDS, what);
  demand(new Set(named).size === named.length, `${what}: one twice`);
}

/** A published plan: of kinds that are on, what never changes unchanged (rules §5 A plan changed). */
function checkPublished(value: Json, on: PlanFile): void {
  const plan = planOf(value);
  for (const kind of KINDS) demand(plan[kind] === undefined || on[kind] !== undefined, `publish: ${kind} is not on`);
  const [next, now] = [plan.appreciation, on.appreciation];
  if (!next || !now) return;
  for (const key of ['issuePrice', 'seedPoints', 'maxSupply'] as const)
    demand(minus(decimal(next[key]), decimal(now[key])).over === 0n, `publish: another ${key}`);
  demand((next.exitMultiple === null) === (now.exitMultiple === null), 'publish: an exit quota comes or goes');
}

function checkEvent(value: Json, named: Named): void {
  demand(typeof value === 'object' && value !== null, 'event: no object');
  const { type } = value as Fields;
  demand(typeof type === 'string' && Object.hasOwn(KEYS, type), 'event: no such type');
  const [required, optional = []] = KEYS[type as string]!;
  const event = object(value, ['day', 'type', ...required], optional, 'event');
  demand(Number.isInteger(event.day) && (event.day as number) >= 1, 'event: no day');
  demand((event.day as number) <= named.days, 'event: after the last day');
  const has = (key: string): boolean => Object.hasOwn(event, key);
  if (has('member')) demand(named.members.has(event.member as string), 'event: no such member');
  if (has('merchant')) demand(named.merchants.has(event.merchant as string), 'event: no such merchant');
  if (has('purchase')) demand(named.purchases.has(event.purchase as string), 'event: no such purchase');
  if (has('amount')) figure(event.amount, 2, 'amount');
  if (has('points')) figure(event.points, 6, 'points');
  if (has('plans')) kinds(event.plans, 'plans');
  if (type === 'accept') oneOf(event.plan, KINDS, 'accept');
  if (type === 'publish') checkPublished(event.plan, named.plan);
  if (type !== 'adjust') return;
  oneOf(event.asset, ['appreciating', 'stable', 'spendable'], 'asset');
  demand(has('add') !== has('remove'), 'adjust: not one of add and remove');
  figure(has('add') ? event.add : event.remove, event.asset === 'appreciating' ? 6 : 2, 'adjust');
}

/** The ids of the purchases, each of which may stand once. */
function purchasesOf(events: readonly Json[]): Set<string> {
  const purchases = new Set<string>();
  for (const event of events) {
    if (typeof event !== 'object' || event === null || (event as Fields).type !== 'purchase') continue;
    if (Object.hasOwn(event, 'id')) purchases.add(id((event as Fields).id, purchases, 'purchase'));
  }
  return purchases;
}

function checkDate(value: Json): void {
  demand(typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$(?!\n)/.test(value), 'start: no date');
  const date = new Date(`${value}T00:00:00Z`);
  demand(!Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === value, 'start: no such day');
}

/** Reads the text of a scenario file by docs/simulator.md; throws Invalid where it is not valid. */
export function readByTheBook(text: string): ScenarioFile {
  let json: Json;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Invalid('no JSON');
  }
  const file = object(json, ['start', 'days', 'plan', 'members'], ['title', 'merchants', 'events'], 'scenario');
  if (Object.hasOwn(file, 'title')) demand(typeof file.title === 'string', 'title: no text');
  checkDate(file.start);
  const days = file.days as number;
  demand(Number.isInteger(days) && days >= 1 && days <= 3660, 'days: not 1 to 3660');
  const plan = planOf(file.plan);

  const members = new Set<string>();
  for (const one of list(file.members, 'members')) {
    const member = object(one, ['id'], ['referrer', 'accepts'], 'member');
    if (Object.hasOwn(member, 'referrer'))
      demand(members.has(member.referrer as string), 'member: the referrer does not stand earlier');
    if (Object.hasOwn(member, 'accepts')) kinds(member.accepts, 'accepts');
    members.add(id(member.id, members, 'member'));
  }
  const merchants = new Set<string>();
  for (const one of Object.hasOwn(file, 'merchants') ? list(file.merchants, 'merchants') : []) {
    const merchant = typeof one === 'string' ? { id: one } : object(one, ['id'], ['owner'], 'merchant');
    if (Object.hasOwn(merchant, 'owner'))
      demand(members.has((merchant as Fields).owner as string), 'merchant: the owner is no member');
    merchants.add(id(merchant.id, merchants, 'merchant'));
  }
  const events = Object.hasOwn(file, 'events') ? list(file.events, 'events') : [];
  const named = { days, plan, members, merchants, purchases: purchasesOf(events) };
  for (const event of events) checkEvent(event, named);
  return { ...(file as unknown as ScenarioFile), plan };
}
