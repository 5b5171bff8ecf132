import type { DeployedFunction } from '../platform/platform';
import { givenValue } from '../variables';
import { isBuildOf } from './functions';
import { type Deployment, DeployStop, type Step, Tally } from './step';

const [KEY, OTHER] = ['PHONE_KEY', 'PHONE_KEY_BEFORE'] as const;
const NAME = 'migration';
const MOST_CALLS = 5_000;
/** Calls that began before a variable changed have ended by then, and the instances that made them. */
const MINUTE_MS = 60_000;

interface Answer {
  readonly isDone: boolean;
  readonly needFormerKey: number;
  readonly remaining: number;
}

/** Has the function write again what another key made, until it is done. @returns how many texts still need one. */
async function rewrite({ platform, log }: Deployment): Promise<number> {
  for (let calls = 0; calls < MOST_CALLS; calls += 1) {
    const answer = (await platform.invoke(NAME, { rekey: true })) as
      | (Partial<Answer> & {
          message?: string;
          errorMessage?: string;
        })
      | null;
    if (typeof answer?.needFormerKey !== 'number')
      throw new DeployStop(
        `The function ${NAME} did not look: ${answer?.message ?? answer?.errorMessage ?? JSON.stringify(answer)}`,
      );
    if (answer.isDone) return answer.needFormerKey;
    log(`  … ${answer.remaining} documents left to look at`);
  }
  throw new DeployStop(`Not done after ${MOST_CALLS} calls of ${NAME}: run this step again, it goes on from there.`);
}

/** The functions that phones pass through. Throws where one is not of this build, whose code may know one key alone. */
async function functionsWithKey(deployment: Deployment): Promise<DeployedFunction[]> {
  const found: DeployedFunction[] = [];
  for (const name of deployment.variables[KEY]!.functions) {
    const there = await deployment.platform.functionNamed(name);
    if (!there?.variables[KEY] || !isBuildOf(deployment, there))
      throw new DeployStop(
        `The function ${name} is not that of this build: npm run deploy -- functions, then this again.`,
      );
    found.push(there);
  }
  // Last the one that tells whether anything needs the other key.
  return found.sort((one, other) => Number(one.name === NAME) - Number(other.name === NAME));
}

type Keys = Readonly<Partial<Record<typeof KEY | typeof OTHER, string>>>;

/** Gives these keys to the functions that have others, one after the other, and waits until all of them work by them. */
async function setKeys(
  { platform, clock, log }: Deployment,
  functions: readonly DeployedFunction[],
  keys: Keys,
  tally: Tally,
): Promise<DeployedFunction[]> {
  const set: DeployedFunction[] = [];
  for (const one of functions) {
    const { [KEY]: _key, [OTHER]: _other, ...rest } = one.variables;
    const variables = { ...rest, ...keys };
    set.push({ ...one, variables });
    if (one.variables[KEY] === keys[KEY] && one.variables[OTHER] === keys[OTHER]) continue;
    await platform.updateSettings({ name: one.name, timeout: one.timeout, memorySize: one.memorySize, variables });
    tally.changed(`keys of ${one.name}`);
  }
  log('  … a minute, until calls that began before have ended');
  await clock.sleep(MINUTE_MS);
  return set;
}

function keysGiven({ variables, given }: Deployment): { now: string; before: string | undefined } {
  const [now, before] = [givenValue(KEY, variables, given), givenValue(OTHER, variables, given)];
  if (!now) throw new DeployStop(`${KEY} must be set to the new key`);
  for (const [name, value] of [
    [KEY, now],
    [OTHER, before],
  ] as const)
    if (value !== undefined && !new RegExp(variables[name]!.pattern ?? '').test(value))
      throw new DeployStop(`${name} is not of the form ${variables[name]!.pattern}: ${variables[name]!.what}`);
  if (now === before) throw new DeployStop(`${KEY} and ${OTHER} are the same: there is nothing to change`);
  return { now, before };
}

/**
 * Changes the key by which phones are kept, under a shop at work: first every function learns to read by both keys, then
 * each writes by the new one, then everything is written again, and then the former key is taken away. Nobody writes by
 * a key that another cannot read. Cut anywhere and run again, with the same two keys, it comes to the same end.
 */
export const rekey: Step = {
  name: 'rekey',
  title: 'Another key for phones',
  plan: ({ variables }) => [
    `functions ${variables[KEY]!.functions.join(', ')}: both keys, then the new one first, a minute each`,
    `function ${NAME}: called until nothing needs the former key`,
    `the same functions: ${OTHER} taken away; ${NAME} looks once more`,
  ],
  run: async (deployment) => {
    const { log } = deployment;
    const tally = new Tally(log);
    const { now, before } = keysGiven(deployment);
    let there = await functionsWithKey(deployment);
    const isWith = (one: DeployedFunction, key: string | undefined): boolean => one.variables[KEY] === key;
    const stranger = there.find((one) => !isWith(one, now) && !isWith(one, before));
    if (stranger)
      throw new DeployStop(
        `The function ${stranger.name} has neither of these keys. Set ${KEY} to the new key and ${OTHER} to the one that is there; nothing was changed.`,
      );
    if (there.every((one) => isWith(one, now) && one.variables[OTHER] === undefined)) {
      const left = await rewrite(deployment);
      if (left === 0) {
        log('  Nothing needs another key.');
        tally.kept();
        return tally.done;
      }
      log(`  ${left} texts need another key.`);
    }
    if (!before) throw new DeployStop(`${OTHER} must be set to the key of before`);
    const former = there.filter((one) => isWith(one, before));
    if (former.length > 0) await setKeys(deployment, former, { [KEY]: before, [OTHER]: now }, tally);
    there = await setKeys(deployment, there, { [KEY]: now, [OTHER]: before }, tally);
    await expectNone(
      deployment,
      `neither key opens them. If ${OTHER} is not the one of before, run this again with it`,
    );
    await setKeys(deployment, there, { [KEY]: now }, tally);
    await expectNone(deployment, 'they came while the key was taken away. Run this again');
    log(`  Nothing needs the former key: take ${OTHER} out of your environment, and destroy that key.`);
    return tally.done;
  },
};

async function expectNone(deployment: Deployment, why: string): Promise<void> {
  const left = await rewrite(deployment);
  if (left > 0)
    throw new DeployStop(
      `${left} texts still need another key: ${why}. Which ones: "OPERATOR:" in the log of ${NAME}.`,
    );
}
