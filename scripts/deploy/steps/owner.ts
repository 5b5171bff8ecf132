import { newOwnerCode, ownerVariable } from '../../local/ownerCode';
import { DeployStop, type Step, Tally } from './step';

const VARIABLE = 'OWNER_CODE';
const FUNCTION = 'account';
/** Long enough to publish a first version and open it, short enough to forget. */
const LIFE_MS = 48 * 3_600_000;

const inShanghai = (ms: number): string =>
  `${new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')} (UTC+8)`;

/**
 * Makes the code by which the first member becomes the owner, keeps its digest in a variable of `account`, and prints
 * the code once: it is kept nowhere. As one of all steps it makes none where one was ever made.
 */
export const owner: Step = {
  name: 'owner',
  title: 'One-time code of the owner',
  plan: ({ isAlone }) => [
    isAlone
      ? `a new code, printed once; ${VARIABLE} of the function ${FUNCTION} is replaced`
      : `a code, printed once, unless ${VARIABLE} was ever set (a new one: npm run deploy -- owner)`,
  ],
  run: async ({ platform, clock, log, isAlone }) => {
    const tally = new Tally(log);
    const there = await platform.functionNamed(FUNCTION);
    if (!there) throw new DeployStop(`The function ${FUNCTION} is not there yet: npm run deploy -- functions`);
    if (there.variables[VARIABLE] && !isAlone) {
      const untilMs = Number(there.variables[VARIABLE].split(':')[0]);
      const state = untilMs > clock.now() ? `holds until ${inShanghai(untilMs)}, if it was not used` : 'has run out';
      log(`  The code that was made ${state}. A new one: npm run deploy -- owner`);
      tally.kept();
      return tally.done;
    }
    const code = newOwnerCode();
    const untilMs = clock.now() + LIFE_MS;
    await platform.updateSettings({
      name: FUNCTION,
      timeout: there.timeout,
      memorySize: there.memorySize,
      variables: { ...there.variables, [VARIABLE]: ownerVariable(code, untilMs) },
    });
    tally.created(`code of the owner, until ${inShanghai(untilMs)}`);
    log(`\n    ${code}\n`);
    log('  Sign in to the shop, open 我的 → 商家管理, and enter it. It is printed this once and works once.');
    return tally.done;
  },
};
