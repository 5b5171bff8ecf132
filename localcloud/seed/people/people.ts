import { Chance } from '../chance';
import { type NamedPerson, namedPeople } from './named';
import { mixedNames, someAddress } from './names';
import type { Appetite, Person } from './types';

/** Levels of the referrer tree: the deepest member has eleven others above. */
export const DEEPEST_LEVEL = 12;

/** Who and how many, in whole numbers. */
interface PeopleOptions {
  readonly seed: number;
  /** Members in all, the named ones among them. */
  readonly members: number;
  /** Days of history: the last to join do so some days before its end. */
  readonly days: number;
}

/** 138 0000 0001 for the first, 138 0000 0101 for the first who has no part. */
const phoneOf = (number: number): string => `1380000${String(number).padStart(4, '0')}`;

/** Out of a hundred who have no part. */
const APPETITES: readonly (readonly [Appetite, number])[] = [
  ['none', 12],
  ['light', 54],
  ['regular', 24],
  ['large', 10],
];

/** How near a member's day of joining is to the start: most come early, so that there is something to see. */
const joinDayOf = (chance: Chance, at: number, of: number, days: number): number =>
  Math.min(Math.floor((at * at * (days - 8)) / (of * of)) + chance.below(4), days - 4);

/**
 * The members of the demo in the order of joining, referrers before those whom they invited: the named ones, one chain
 * down to the deepest level below the branch leader, and the rest by chance, nearer to those who have invited before.
 */
export function makePeople({ seed, members, days }: PeopleOptions): Person[] {
  const chance = new Chance(seed);
  const names = mixedNames(chance);
  const people = new Map<string, Person>();
  const invited = new Map<string, number>();

  const add = (one: NamedPerson, number: number): void => {
    const referrer = one.referrer === null ? null : people.get(one.referrer);
    if (referrer === undefined) throw new Error(`${one.key} comes before ${one.referrer}`);
    if (referrer) invited.set(referrer.key, (invited.get(referrer.key) ?? 0) + 1);
    people.set(one.key, {
      key: one.key,
      name: one.name,
      phone: phoneOf(number),
      referrer: one.referrer,
      level: (referrer?.level ?? 0) + 1,
      joinDay: Math.max(Math.min(one.joinDay, days - 1), referrer?.joinDay ?? 0),
      accepts: one.accepts ?? chance.happens(94),
      appetite: one.appetite ?? chance.pickBy(APPETITES, ([, weight]) => weight)[0],
      address: someAddress(chance),
    });
  };

  const named = namedPeople.slice(0, members);
  named.forEach((one, at) => {
    add({ ...one, accepts: one.accepts ?? true }, at + 1);
  });
  let lowest = people.get('branch');
  for (let at = named.length; at < members; at += 1) {
    const key = `member-${at + 1}`;
    const number = 101 + at - named.length;
    const name = names[at]!;
    if (lowest && lowest.level < DEEPEST_LEVEL) {
      const appetite = lowest.level < DEEPEST_LEVEL - 3 ? 'regular' : 'large';
      add({ key, name, referrer: lowest.key, joinDay: at - named.length, accepts: true, appetite }, number);
      lowest = people.get(key);
      continue;
    }
    const joinDay = joinDayOf(chance, at, members, days);
    const comesAlone = chance.happens(8);
    const referrers = [...people.values()].filter(
      (one) => one.level < DEEPEST_LEVEL && one.joinDay <= joinDay && isInviting(one),
    );
    const referrer =
      comesAlone || referrers.length === 0 ? null : chance.pickBy(referrers, (one) => weightOf(one, invited)).key;
    add({ key, name, referrer, joinDay }, number);
  }
  return [...people.values()].sort((a, b) => a.joinDay - b.joinDay || a.level - b.level);
}

/** Administrators and newcomers invite nobody. */
const isInviting = ({ key }: Person): boolean => !['admin', 'second-admin', 'newcomer', 'early'].includes(key);

/** Who has invited many, invites more; the referrer and the leaders most of all. */
function weightOf({ key }: Person, invited: ReadonlyMap<string, number>): number {
  const before = Math.min(invited.get(key) ?? 0, 6);
  const part = { leader: 14, branch: 14, referrer: 16 }[key] ?? 0;
  return 2 + 2 * before + part;
}
