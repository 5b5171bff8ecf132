// Histories by chance through the real functions: many people, held and killed between their steps, a cashier that
// misbehaves. More of them: npm run histories -- --runs 300 --seed 1
import * as fc from 'fast-check';
import { removeBuilt } from '../world';
import { type Bazaar, openBazaar } from './bazaar';
import { faultsOf, histories, newTally } from './play';

jest.setTimeout(600_000);

const RUNS = 4;

let bazaar: Bazaar;
beforeAll(async () => {
  bazaar = await openBazaar();
});
afterAll(async () => {
  await bazaar.close();
  removeBuilt();
});

test(`${RUNS} histories: everything adds up, and comes to an end`, async () => {
  const tally = newTally();
  await fc.assert(
    fc.asyncProperty(histories(60), async (history) => {
      expect(await faultsOf(bazaar, history, tally)).toEqual([]);
    }),
    { numRuns: RUNS, seed: 20260302, endOnFailure: true },
  );
  expect([...tally.ways.keys()].length).toBeGreaterThan(15);
});
