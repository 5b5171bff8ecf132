// npm run equality -- [--runs N] [--seed N]: plays histories through the shop and through the simulator; exit status 1
// and the history when a figure differs.
import { parseArgs } from 'node:util';
import { removeBuilt } from '../world';
import { playSeeds, seedsFrom } from './run';
import { openEmptyShop } from './shop';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '500' }, seed: { type: 'string', default: '1' } },
});
const [runs, from] = [Number(values.runs), Number(values.seed)];
if (!Number.isInteger(runs) || !Number.isInteger(from) || runs < 1) {
  console.error('usage: npm run equality -- [--runs N] [--seed N]');
  process.exit(2);
}

// One does its sums while the other waits.
const shops = [await openEmptyShop(), await openEmptyShop()];
let differing: number;
try {
  differing = await playSeeds(shops, seedsFrom(from, runs), (told) => console.log(`${told}\n`));
} finally {
  for (const shop of shops) await shop.close();
  removeBuilt();
}
console.log(`${runs} histories from seed ${from}: ${differing === 0 ? 'equal to the unit' : `${differing} differ`}`);
process.exitCode = differing === 0 ? 0 : 1;
