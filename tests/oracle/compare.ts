// node scripts/run.mjs tests/oracle/compare.ts FROM COUNT: compares the simulator with the reference, seed by seed.
import { differences } from './differences';
import { scenarioOf } from './generate';

const [from = 1, count = 300] = process.argv.slice(2).map(Number);
let differing = 0;
for (let seed = from; seed < from + count; seed += 1) {
  const found = differences(JSON.stringify(scenarioOf(seed)));
  if (found.length === 0) continue;
  differing += 1;
  console.log(`seed ${seed}: ${found.length} differences\n  ${found.slice(0, 5).join('\n  ')}`);
}
console.log(`${count} scenarios compared, ${differing} differ`);
