// npm run build:… ends with this: what was built weighs no more than config/budgets.json allows. Exit status 1 when it does.
import { projectRoot } from '../localcloud/host';
import { type Build, faultOf, tableOf, weigh } from './built/sizes';

const BUILDS: readonly Build[] = ['weapp', 'h5', 'functions'];
const build = BUILDS.find((one) => one === process.argv[2]);

if (!build) {
  console.error(`usage: node scripts/run.mjs scripts/sizes.ts ${BUILDS.join('|')}`);
  process.exitCode = 2;
} else {
  const weights = weigh(projectRoot(), build);
  console.log(tableOf(build, weights));
  if (weights.some(faultOf)) {
    console.error('Make it smaller, or raise its budget in config/budgets.json with the reason in the commit.');
    process.exitCode = 1;
  }
}
