// Histories by chance, played through the real functions and through the simulator: every balance, every line and the
// pool are equal to the unit. More of them: npm run equality -- --runs 500 --seed 1
import { actions } from '@shared/contract';
import { removeBuilt } from '../world';
import { DOINGS } from './play';
import { differenceOf } from './run';
import { type EmptyShop, openEmptyShop } from './shop';

jest.setTimeout(600_000);

const RUNS = 40;

let shop: EmptyShop;
beforeAll(async () => {
  shop = await openEmptyShop();
});
afterAll(async () => {
  await shop.close();
  removeBuilt();
});

test(`${RUNS} histories end in the shop as in the simulator, to the unit`, async () => {
  for (let seed = 1; seed <= RUNS; seed += 1) expect(await differenceOf(shop, seed)).toBeNull();
});

test('not live yet', () => {
  const names = actions.map(({ name }) => name);
  for (const [event, doing] of Object.entries(DOINGS))
    if (doing instanceof RegExp)
      // An action that does it is there: let the histories do it (play.ts, generate.ts).
      expect([event, names.filter((name) => doing.test(name))]).toEqual([event, []]);
});
