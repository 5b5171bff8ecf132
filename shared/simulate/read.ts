import type { BusinessDay } from '@shared/kernel';
import { type Fault, faultsOf, type PlanKind, type Plans, placeOf, plansSchema } from '@shared/plans';
import type { PresetName } from '../../config/plans';
import { presets } from '../../config/plans';
import { fitsCalendar, MOST_DAYS, MOST_ROWS, type Scenario, type ScenarioEvent, scenarioSchema } from './scenario';

/** A scenario, or every fault of its file. */
export type ReadScenario = { readonly scenario: Scenario } | { readonly faults: readonly Fault[] };

/**
 * Reads the text of a scenario file. Answers all faults, each with its place, for what is not valid: not JSON,
 * unknown or missing keys, wrong types, figures out of range, unknown or repeated ids, events past the last day.
 */
export function readScenario(text: string): ReadScenario {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { faults: [{ place: 'file', message: `is not JSON: ${oneLine((error as Error).message)}` }] };
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return { faults: [{ place: 'file', message: 'must be a JSON object' }] };
  const long = tooLong(json as Record<string, unknown>);
  if (long.length > 0) return { faults: long };
  const read = scenarioSchema.safeParse(json);
  const plan = readPlan((json as { plan?: unknown }).plan);
  const faults = [...(read.error ? faultsOf(read.error) : []), ...plan.faults, ...referenceFaults(json as RawScenario)];
  if (faults.length > 0 || !read.data) return { faults };
  const { title, start, days, members, merchants, events } = read.data;
  return {
    scenario: {
      title: title ?? '',
      start: start as BusinessDay,
      days,
      plans: plan.plans,
      members,
      merchants: merchants ?? [],
      events: (events ?? []) as readonly ScenarioEvent[],
    },
  };
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ');

function tooLong(json: Record<string, unknown>): Fault[] {
  return ['members', 'merchants', 'events'].flatMap((key) => {
    const rows = json[key];
    return Array.isArray(rows) && rows.length > MOST_ROWS
      ? [{ place: key, message: `has ${rows.length} rows, at most ${MOST_ROWS}` }]
      : [];
  });
}

/** A plan block, the name of a preset, or a list of such names; an absent plan is told by the schema of the file. */
function readPlan(raw: unknown): { plans: Plans; faults: Fault[] } {
  if (raw === undefined) return { plans: {}, faults: [] };
  if (typeof raw === 'string') return readPresets([raw], () => 'plan');
  if (Array.isArray(raw)) return readPresets(raw, (index) => placeOf(['plan', index]));
  if (typeof raw !== 'object' || raw === null)
    return {
      plans: {},
      faults: [{ place: 'plan', message: 'must be plan blocks, the name of a preset or a list of names' }],
    };
  const read = plansSchema.safeParse(raw);
  return read.success
    ? { plans: read.data as Plans, faults: [] }
    : { plans: {}, faults: faultsOf(read.error, ['plan']) };
}

function readPresets(names: readonly unknown[], place: (index: number) => string): { plans: Plans; faults: Fault[] } {
  const blocks: Partial<Record<PlanKind, unknown>> = {};
  const faults: Fault[] = [];
  names.forEach((name, index) => {
    const preset = typeof name === 'string' && Object.hasOwn(presets, name) ? presets[name as PresetName] : undefined;
    if (!preset) {
      faults.push({ place: place(index), message: `must be one of ${Object.keys(presets).join(', ')}` });
    } else if (blocks[preset.kind]) {
      faults.push({ place: place(index), message: `is a second ${preset.kind} plan` });
    } else blocks[preset.kind] = preset.plan;
  });
  return { plans: plansSchema.parse(blocks) as Plans, faults };
}

/** A file of the right shape as far as it goes; anything in it may still be of a wrong type. */
interface RawScenario {
  readonly start?: unknown;
  readonly days?: unknown;
  readonly members?: unknown;
  readonly merchants?: unknown;
  readonly events?: unknown;
}

/** Faults between rows: repeated ids, referrers not named before, events of nobody or after the last day. */
function referenceFaults(raw: RawScenario): Fault[] {
  const faults: Fault[] = [];
  const members = new Set<unknown>();
  rowsOf(raw.members).forEach((row, index) => {
    const { id, referrer } = fieldsOf(row);
    if (typeof referrer === 'string' && !members.has(referrer))
      faults.push({
        place: placeOf(['members', index, 'referrer']),
        message: `${quoted(referrer)} is not named before`,
      });
    if (members.has(id))
      faults.push({ place: placeOf(['members', index, 'id']), message: `${quoted(id)} is named before` });
    if (typeof id === 'string') members.add(id);
  });
  const merchants = new Set<unknown>();
  rowsOf(raw.merchants).forEach((id, index) => {
    if (merchants.has(id))
      faults.push({ place: placeOf(['merchants', index]), message: `${quoted(id)} is named before` });
    if (typeof id === 'string') merchants.add(id);
  });
  // A fault that only follows from another one is not told: events of members that could not be read, and the like.
  const days = isCount(raw.days) ? raw.days : Number.POSITIVE_INFINITY;
  const isMissing = (id: unknown, list: unknown, known: Set<unknown>) => isId(id) && isListed(list) && !known.has(id);
  rowsOf(raw.events).forEach((row, index) => {
    const { day, member, merchant } = fieldsOf(row);
    const tell = (key: string, message: string) => faults.push({ place: placeOf(['events', index, key]), message });
    if (typeof day === 'number' && day > days) tell('day', `is after the last day, ${days}`);
    if (isMissing(member, raw.members, members)) tell('member', `${quoted(member)} is not a member`);
    if (isMissing(merchant, raw.merchants ?? [], merchants)) tell('merchant', `${quoted(merchant)} is not a merchant`);
  });
  if (typeof raw.start === 'string' && isCount(raw.days) && !fitsCalendar(raw.start, raw.days))
    faults.push({ place: 'start', message: 'the run would pass the year 9999' });
  return faults;
}

const isCount = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MOST_DAYS;
const isListed = (value: unknown): boolean => Array.isArray(value);
const rowsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const fieldsOf = (row: unknown): Record<string, unknown> =>
  typeof row === 'object' && row !== null ? (row as Record<string, unknown>) : {};
const isId = (value: unknown): value is string => typeof value === 'string' && value !== '';
const quoted = (id: unknown): string => {
  const text = JSON.stringify(id);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};
