// npm run histories -- [--runs N] [--seed N] [--steps N] [--shrink]: plays histories by chance through the real functions. Prints
// what was tried and which ways through the machines nobody went; exit status 1 and the history when something fails.
import { parseArgs } from 'node:util';
import * as fc from 'fast-check';
import { removeBuilt } from '../world';
import { openBazaar } from './bazaar';
import { faultsOf, histories, newTally } from './play';
import { allWays } from './wholeness';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    steps: { type: 'string', default: '40' },
    shrink: { type: 'boolean', default: false },
  },
});
const [numRuns, seed, steps] = [Number(values.runs), Number(values.seed), Number(values.steps)];
if (![numRuns, seed, steps].every(Number.isInteger) || numRuns < 1 || steps < 2) {
  console.error('usage: npm run histories -- [--runs N] [--seed N] [--steps N]');
  process.exit(2);
}

const tally = newTally();
const bazaar = await openBazaar();
let told: string | null = null;
try {
  const outcome = await fc.check(
    fc.asyncProperty(histories(steps), async (history) => {
      const faults = await faultsOf(bazaar, history, tally);
      if (faults.length > 0) throw new Error(faults.join('\n'));
    }),
    { numRuns, seed, endOnFailure: !values.shrink },
  );
  if (outcome.failed) told = `${outcome.errorInstance}\n${JSON.stringify(outcome.counterexample?.[0], null, 1)}`;
} finally {
  await bazaar.close();
  removeBuilt();
}
const counted = [...tally.steps].sort(([one], [other]) => (one < other ? -1 : 1));
for (const [name, { done, refused }] of counted)
  console.log(`${String(done).padStart(6)} done ${String(refused).padStart(6)} refused  ${name}`);
console.log(
  `refusals: ${[...tally.refusals]
    .sort((a, b) => b[1] - a[1])
    .map(([code, count]) => `${code} ${count}`)
    .join(', ')}`,
);
const never = allWays().filter((way) => !tally.ways.has(way));
console.log(`${allWays().length - never.length} of ${allWays().length} ways through the machines were gone`);
for (const way of never) console.log(`  never ${way}`);
console.log(told ?? `${numRuns} histories from seed ${seed}: everything adds up, and came to an end`);
process.exitCode = told === null ? 0 : 1;
