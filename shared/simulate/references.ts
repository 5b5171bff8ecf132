import { type Fault, placeOf } from '@shared/plans';
import { fitsCalendar, MOST_DAYS } from './scenario';

/** A file of the right shape as far as it goes; anything in it may still be of a wrong type. */
export interface RawScenario {
  readonly start?: unknown;
  readonly days?: unknown;
  readonly plan?: unknown;
  readonly members?: unknown;
  readonly merchants?: unknown;
  readonly series?: unknown;
  readonly events?: unknown;
}

/**
 * Faults between rows: repeated ids, referrers not named before, owners, members, merchants and purchases that nobody
 * is, events after the last day. A fault that only follows from another one is not told: events of members that could
 * not be read, and the like.
 */
export function referenceFaults(raw: RawScenario): Fault[] {
  const faults: Fault[] = [];
  const tell = (path: readonly PropertyKey[], message: string) => faults.push({ place: placeOf(path), message });
  const members = memberFaults(raw, tell);
  const merchants = merchantFaults(raw, members, tell);
  const series = seriesFaults(raw, merchants, tell);
  eventFaults(raw, { members, merchants, series }, tell);
  if (typeof raw.start === 'string' && isCount(raw.days) && !fitsCalendar(raw.start, raw.days))
    tell(['start'], 'the run would pass the year 9999');
  return faults;
}

type Tell = (path: readonly PropertyKey[], message: string) => void;

function memberFaults(raw: RawScenario, tell: Tell): Set<unknown> {
  const members = new Set<unknown>();
  rowsOf(raw.members).forEach((row, index) => {
    const { id, referrer } = fieldsOf(row);
    if (typeof referrer === 'string' && !members.has(referrer))
      tell(['members', index, 'referrer'], `${quoted(referrer)} is not named before`);
    if (members.has(id)) tell(['members', index, 'id'], `${quoted(id)} is named before`);
    if (typeof id === 'string') members.add(id);
  });
  return members;
}

function merchantFaults(raw: RawScenario, members: Set<unknown>, tell: Tell): Set<unknown> {
  const merchants = new Set<unknown>();
  rowsOf(raw.merchants).forEach((row, index) => {
    const isText = typeof row === 'string';
    const { id, owner } = isText ? { id: row, owner: undefined } : fieldsOf(row);
    if (merchants.has(id))
      tell(isText ? ['merchants', index] : ['merchants', index, 'id'], `${quoted(id)} is named before`);
    if (typeof owner === 'string' && isListed(raw.members) && !members.has(owner))
      tell(['merchants', index, 'owner'], `${quoted(owner)} is not a member`);
    if (typeof id === 'string') merchants.add(id);
  });
  return merchants;
}

function seriesFaults(raw: RawScenario, merchants: Set<unknown>, tell: Tell): Set<unknown> {
  const series = new Set<unknown>();
  rowsOf(raw.series).forEach((row, index) => {
    const { id, merchant } = fieldsOf(row);
    if (series.has(id)) tell(['series', index, 'id'], `${quoted(id)} is named before`);
    if (isId(merchant) && isListed(raw.merchants ?? []) && !merchants.has(merchant))
      tell(['series', index, 'merchant'], `${quoted(merchant)} is not a merchant`);
    if (typeof id === 'string') series.add(id);
  });
  return series;
}

/** Everybody and everything that an event may name. */
interface Named {
  readonly members: Set<unknown>;
  readonly merchants: Set<unknown>;
  readonly series: Set<unknown>;
}

function eventFaults(raw: RawScenario, { members, merchants, series: known }: Named, tell: Tell): void {
  const days = isCount(raw.days) ? raw.days : Number.POSITIVE_INFINITY;
  const events = rowsOf(raw.events).map(fieldsOf);
  const purchases = new Set<unknown>();
  events.forEach(({ type, id }, index) => {
    if (type !== 'purchase' || !isId(id)) return;
    if (purchases.has(id)) tell(['events', index, 'id'], `${quoted(id)} is named before`);
    purchases.add(id);
  });
  const isMissing = (id: unknown, list: unknown, known: Set<unknown>) => isId(id) && isListed(list) && !known.has(id);
  events.forEach(({ type, day, member, to, merchant, series, purchase }, index) => {
    if (typeof day === 'number' && day > days) tell(['events', index, 'day'], `is after the last day, ${days}`);
    if (isMissing(member, raw.members, members)) tell(['events', index, 'member'], `${quoted(member)} is not a member`);
    if (isMissing(merchant, raw.merchants ?? [], merchants))
      tell(['events', index, 'merchant'], `${quoted(merchant)} is not a merchant`);
    if (type === 'give' && isMissing(to, raw.members, members))
      tell(['events', index, 'to'], `${quoted(to)} is not a member`);
    if ((type === 'collect' || type === 'give') && isMissing(series, raw.series ?? [], known))
      tell(['events', index, 'series'], `${quoted(series)} is not a series`);
    if (type === 'reverse' && isMissing(purchase, raw.events, purchases))
      tell(['events', index, 'purchase'], `${quoted(purchase)} is no purchase of the file`);
  });
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
