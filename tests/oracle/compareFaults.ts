// node scripts/run.mjs tests/oracle/compareFaults.ts FROM COUNT: compares what the two take for valid, seed by seed.
import { differences, isValid } from './differences';
import { scenarioOf } from './generate';
import { mutationOf } from './mutate';

const [from = 1, count = 1000] = process.argv.slice(2).map(Number);
let differing = 0;
let valid = 0;
for (let seed = from; seed < from + count; seed += 1) {
  const text = mutationOf(seed, scenarioOf(Math.floor(seed / 20)));
  if (isValid(text)) valid += 1;
  const found = differences(text);
  if (found.length === 0) continue;
  differing += 1;
  console.log(`seed ${seed}: ${found.slice(0, 3).join('\n  ')}`);
}
console.log(`${count} files compared, ${valid} of them valid, ${differing} differ`);
