// Histories by chance, played through the real functions and through the simulator: every balance, every line and the
// pool are equal to the unit. More of them: npm run equality -- --runs 500 --seed 1
import { removeBuilt } from '../world';
import { simulated } from './figures';
import { playableFiles } from './files';
import { type History, historyOf } from './generate';
import { differenceOf, playSeeds } from './run';
import { type EmptyShop, openEmptyShop } from './shop';

jest.setTimeout(600_000);

/** Seeds whose histories try, between them, all that there is to try (below); many more by the command. */
const SEEDS = [150, 187, 202, 377];

/** Two: one does its sums while the other waits. */
let shops: EmptyShop[];
beforeAll(async () => {
  shops = [await openEmptyShop(), await openEmptyShop()];
});
afterAll(async () => {
  for (const shop of shops) await shop.close();
  removeBuilt();
});

test('histories by chance end in the shop as in the simulator, to the unit', async () => {
  const differing: string[] = [];
  await playSeeds(shops, SEEDS, (told) => differing.push(told));
  expect(differing).toEqual([]);
});

test.each(playableFiles())('%s: the same', async (_name, history) => {
  expect(await differenceOf(shops[0]!, history)).toBeNull();
});

test('these histories try what there is to try', () => {
  const met = new Map<string, number>();
  const meet = (what: string, isMet: boolean | number = true) => met.set(what, (met.get(what) ?? 0) + Number(isMet));
  for (const history of [...SEEDS.map(historyOf), ...playableFiles().map(([, one]) => one)]) {
    const { days, members, reversals, refused } = simulated(history);
    const { missed, early, inVain, settleAfterDays } = history.manner;
    for (const { type } of history.scenario.events) meet(type);
    for (const line of members.flatMap((member) => member.days))
      for (const [name, amount] of Object.entries(line)) meet(name, amount > 0);
    meet('days closed late', missed.size);
    meet('ordered early', early.size);
    meet('ordered in vain', inVain.length);
    meet('settled days after the receipt', settleAfterDays);
    meet('reversed', reversals.length);
    meet('refused', refused.length);
    meet('2^53 reached', refused.filter(({ reason }) => reason.includes('2^53')).length);
    meet('carried on', days.filter(({ dividend }) => dividend && dividend.carried > 0).length);
    meet('ranks', members.filter(({ rank }) => rank > 0).length);
    for (let day = 1; day <= history.scenario.days; day += 1) meet('debts', hasDebts(upTo(history, day)));
  }
  expect([...met].filter(([, count]) => count === 0)).toEqual([]);
});

/** A history as it is after one of its days. */
const upTo = (history: History, days: number): History => {
  const events = history.scenario.events.filter(({ day }) => day <= days);
  return { ...history, scenario: { ...history.scenario, days, events } };
};
const hasDebts = (history: History): boolean =>
  simulated(history).members.some(({ owed }) => Object.values(owed).some((amount) => amount > 0));
