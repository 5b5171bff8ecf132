// More histories by chance than equality.test.ts has time for.
import { removeBuilt } from '../world';
import { playSeeds, seedsFrom } from './run';
import { type EmptyShop, openEmptyShop } from './shop';

jest.setTimeout(600_000);

const RUNS = 24;

let shops: EmptyShop[];
beforeAll(async () => {
  shops = [await openEmptyShop(), await openEmptyShop()];
});
afterAll(async () => {
  for (const shop of shops) await shop.close();
  removeBuilt();
});

test(`${RUNS} histories end in the shop as in the simulator, to the unit`, async () => {
  const differing: string[] = [];
  await playSeeds(shops, seedsFrom(1, RUNS), (told) => differing.push(told));
  expect(differing).toEqual([]);
});
