import { addDays, businessDayOf, startOfBusinessDay } from '@shared/kernel';
import type { LocalCloud } from '../../localCloud';
import { makeHistory } from '../history';
import { makePeople } from '../people';
import { issueCollectibles } from './collectibles';
import { giveCoupons } from './coupons';
import { acceptAll, emptyAgenda, joinAll, playDay } from './days';
import { openNights } from './nights';
import { openPlatform, openShops } from './opening';
import { place } from './orders';
import { givePayPasswords } from './payPasswords';
import { Stage } from './stage';
import { arrangeHome, searchAround } from './storefront';
import { drawCash } from './withdrawals';

export interface PlayOptions {
  readonly log: (line: string) => void;
  /** Of everything that looks like chance. */
  readonly seed?: number;
  readonly members?: number;
  readonly days?: number;
  /** Where the history ends; the real time when left out. */
  readonly endAtMs?: number;
}

const OPENING_AT_MS = 7.5 * 3_600_000;
const LOG_EVERY_DAYS = 10;

/** The days of the history by number, from 0. */
function byDay<T>(list: readonly T[], dayOf: (one: T) => number): Map<number, T[]> {
  const days = new Map<number, T[]>();
  for (const one of list) days.set(dayOf(one), [...(days.get(dayOf(one)) ?? []), one]);
  return days;
}

/**
 * Plays the demo's history through an empty cloud: every member signs up, every order is placed, paid, shipped and
 * received by the actions that a client calls, while the clock is moved and the timers do the rest. Nothing is written
 * past the functions. Amounts follow from the seed alone. The clock is left standing at `endAtMs`.
 * Throws DemoRefused when an action is refused.
 */
export async function play(cloud: LocalCloud, options: PlayOptions): Promise<Stage> {
  const { log, seed = 20_320, members = 200, days = 60, endAtMs } = options;
  const stage = new Stage(cloud);
  const people = makePeople({ seed, members, days });
  const orders = makeHistory(people, { seed, days });
  const lastDay = businessDayOf(endAtMs ?? Date.now());
  const midnightOf = (day: number): number => startOfBusinessDay(addDays(lastDay, day - days));

  await cloud.beginAt(midnightOf(0) + OPENING_AT_MS);
  const peopleByDay = byDay(people, ({ joinDay }) => joinDay);
  const first = peopleByDay.get(0) ?? [];
  await joinAll(stage, first);
  await openPlatform(stage);
  await acceptAll(stage, first);
  await openShops(stage);

  const agenda = emptyAgenda();
  const ordersByDay = byDay(orders, ({ day }) => day);
  for (let day = 0; day < days; day += 1) {
    const todays = { people: day === 0 ? [] : (peopleByDay.get(day) ?? []), orders: ordersByDay.get(day) ?? [] };
    await playDay(stage, day, midnightOf(day), todays, agenda);
    if ((day + 1) % LOG_EVERY_DAYS === 0) log(`  ${day + 1} of ${days} days, ${stage.actors.size} members`);
  }
  await searchAround(stage);
  await givePayPasswords(stage);
  // In the evening: by the end of the history what was confirmed is paid.
  await drawCash(stage);
  await issueCollectibles(stage);
  await stage.until(Math.max(endAtMs ?? Date.now(), cloud.now()));
  await openNights(stage);
  await arrangeHome(stage);
  await giveCoupons(stage);
  await leaveOpen(stage);
  return stage;
}

/** What the named members have not finished as the history ends: an order to be paid, things in carts. */
async function leaveOpen(stage: Stage): Promise<void> {
  if (stage.actors.has('buyer')) {
    const unpaid = [{ skuId: 'phone-credit-1', quantity: 1 }];
    await place(stage, {
      key: 'demo-order-unpaid',
      day: 0,
      slot: 0,
      buyer: 'buyer',
      lines: unpaid,
      usesPoints: false,
      course: { kind: 'unpaid' },
    });
    for (const [goodsId, skuId, quantity] of [
      ['gannan-navel', 'gannan-navel-1', 1],
      ['olive-oil', 'olive-oil-1', 2],
      ['mountain-green-tea', 'mountain-green-tea-1', 1],
    ] as const)
      await stage.as('buyer', 'shop.setCartLine', { goodsId, skuId, quantity });
  }
  if (stage.actors.has('leader'))
    await stage.as('leader', 'shop.setCartLine', { goodsId: 'olive-oil', skuId: 'olive-oil-2', quantity: 1 });
}
