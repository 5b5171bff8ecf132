// npm run histories:exits -- [--runs N] [--seed N] [--steps N]: plays ways out by chance through the real functions, one
// history after another in one market. Exit status 1 and what was done when something fails.
import { parseArgs } from 'node:util';
import * as fc from 'fast-check';
import { removeBuilt } from '../world';
import { openMarket } from './market';
import { faultsIn, histories, type Tally } from './play';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    steps: { type: 'string', default: '40' },
  },
});
const [numRuns, seed, steps] = [Number(values.runs), Number(values.seed), Number(values.steps)];
if (![numRuns, seed, steps].every(Number.isInteger) || numRuns < 1 || steps < 1) {
  console.error('usage: npm run histories:exits -- [--runs N] [--seed N] [--steps N]');
  process.exit(2);
}

const tally: Tally = new Map();
const market = await openMarket();
let told: string | null = null;
try {
  const outcome = await fc.check(
    fc.asyncProperty(histories(steps), async (history) => {
      const faults = await faultsIn(market, history, tally);
      if (faults.length > 0) throw new Error(faults.join('\n'));
    }),
    { numRuns, seed, endOnFailure: true },
  );
  if (outcome.failed) told = String(outcome.errorInstance);
} finally {
  await market.world.close();
  removeBuilt();
}
for (const [name, count] of [...tally].sort(([one], [other]) => (one < other ? -1 : 1)))
  console.log(`${String(count).padStart(6)}  ${name}`);
console.log(told ?? `${numRuns} histories of ${steps} from seed ${seed}: everything adds up`);
process.exitCode = told === null ? 0 : 1;
