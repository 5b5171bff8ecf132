import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { functionNames, readConfig } from '../check/bundles';
import { faultLine } from '../check/fault';
import { filesBelow } from '../check/files';
import type { DeployedFunction, FunctionSettings, Platform, Trigger } from '../platform/platform';
import { checkGiven, variablesOf } from '../variables';
import { type Deployment, DeployStop, type Step, Tally } from './step';

/** Kept among a function's variables: the version and the digest of the code that runs there. */
const DEPLOYED = 'DEPLOYED_CODE';

/** Where the built functions are, one folder each. */
export const functionsFolder = (root: string): string => join(root, 'dist/cloudfunctions');

/** A digest of everything that is uploaded of a function. */
function digestOf(folder: string, name: string): string {
  const hash = createHash('sha256');
  for (const file of filesBelow(join(folder, name)))
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(folder, name, file)))
      .update('\0');
  return hash.digest('hex').slice(0, 16);
}

/** How a function is to run by its config.json and the operator's variables. Throws where the config is not whole. */
function wanted({ root, variables, given }: Omit<Deployment, 'platform'>, name: string): FunctionSettings {
  const { timeout, memorySize, triggers = [] } = readConfig(functionsFolder(root), name);
  if (!Number.isInteger(timeout) || !Number.isInteger(memorySize))
    throw new DeployStop(`cloudfunctions/${name}/config.json lacks "timeout" or "memorySize": run the check`);
  return {
    name,
    timeout: timeout as number,
    memorySize: memorySize as number,
    variables: variablesOf(name, variables, given),
    triggers: triggers.map(({ name: trigger, config }) => ({ name: trigger, config })),
  };
}

const isSame = (one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean =>
  Object.keys(one).length === Object.keys(other).length && Object.keys(one).every((key) => one[key] === other[key]);

function refuseRuntime({ name, runtime }: DeployedFunction, asked: string): never {
  throw new DeployStop(
    `The function ${name} runs on ${runtime}, and ${asked} is asked for. A runtime is fixed when a function is created: remove the function in the console (云开发 → 云函数 → ${name} → 删除; documents stay, its variables go) and run this step again, or set "runtime" to ${runtime} in deploy.config.json if the check passes with it.`,
  );
}

/** Timers as declared: others are removed, changed ones made anew. */
async function alignTriggers(platform: Platform, there: DeployedFunction, triggers: readonly Trigger[], tally: Tally) {
  const isWanted = (one: Trigger): boolean =>
    triggers.some(({ name, config }) => name === one.name && config === one.config);
  for (const trigger of there.triggers.filter((one) => !isWanted(one))) {
    await platform.removeTrigger(there.name, trigger.name);
    tally.changed(`timer ${there.name}.${trigger.name} removed (${trigger.config})`);
  }
  const kept = there.triggers.filter(isWanted).map(({ name }) => name);
  const missing = triggers.filter(({ name }) => !kept.includes(name));
  if (missing.length === 0) return;
  await platform.createTriggers(there.name, missing);
  for (const { name, config } of missing) tally.created(`timer ${there.name}.${name} (${config})`);
}

/** The mark of what is built of a function, as it is kept among its variables. */
const markOf = (deployment: Pick<Deployment, 'root' | 'config'>, name: string): string =>
  `${deployment.config.version}:${digestOf(functionsFolder(deployment.root), name)}`;

/** Whether a function runs the code of this build. */
export const isBuildOf = (deployment: Deployment, { name, variables }: DeployedFunction): boolean =>
  variables[DEPLOYED] === markOf(deployment, name);

/** Those of a function's variables that another step alone changes: they stay, and another value is refused. */
function lasting({ variables }: Deployment, { name, variables: there }: DeployedFunction, given: FunctionSettings) {
  const kept = Object.entries(variables).filter(([one, { changedBy }]) => changedBy && there[one] !== undefined);
  // While the key is being changed the function has two, and the step that changes it says which is which.
  const isUnderWay = kept.some(([, { required }]) => !required);
  for (const [one, { changedBy, required }] of kept)
    if (required && !isUnderWay && given.variables[one] !== there[one])
      throw new DeployStop(
        `The function ${name} has another ${one}, and what is stored rests on it. Give the one that is there, or change it by: npm run deploy -- ${changedBy} (docs/operate.md, Keys).`,
      );
  return Object.fromEntries(kept.map(([one]) => [one, there[one]!]));
}

/** Brings one function to what is wanted. What is there beside it (other variables) stays. */
async function align(deployment: Deployment, name: string, tally: Tally): Promise<void> {
  const { root, platform, config } = deployment;
  const folder = functionsFolder(root);
  const asked = wanted(deployment, name);
  const { timeout, memorySize, variables, triggers } = asked;
  const code = markOf(deployment, name);
  let there = await platform.functionNamed(name);
  if (there && there.runtime !== config.runtime) refuseRuntime(there, config.runtime);
  const settings = {
    name,
    timeout,
    memorySize,
    variables: {
      ...there?.variables,
      ...variables,
      ...(there ? lasting(deployment, there, asked) : {}),
      [DEPLOYED]: code,
    },
  };
  if (!there) {
    await platform.createFunction(settings, config.runtime, folder);
    tally.created(`function ${name} (${config.runtime}, ${timeout} s, ${memorySize} MB)`);
    there = (await platform.functionNamed(name))!;
    // Somebody else's may have come first, or a try whose answer was lost.
    if (there.runtime !== config.runtime) refuseRuntime(there, config.runtime);
  } else if (there.variables[DEPLOYED] !== code) {
    await platform.updateCode(name, config.runtime, folder);
    tally.changed(`code of ${name}`);
  } else tally.kept();
  // The digest is written after the code, so that a deployment cut between the two uploads the code again.
  if (there.timeout !== timeout || there.memorySize !== memorySize || !isSame(there.variables, settings.variables)) {
    await platform.updateSettings(settings);
    tally.changed(`settings of ${name}`);
  }
  await alignTriggers(platform, there, triggers, tally);
}

/** The functions of the build; a stop where there is none. */
export function builtFunctions(root: string): string[] {
  const names = functionNames(functionsFolder(root));
  if (names.length === 0) throw new DeployStop('dist/cloudfunctions holds no function: npm run build:functions');
  return names;
}

/** Creates or updates every function with its runtime, timeout, memory, variables and timers. */
export const functions: Step = {
  name: 'functions',
  title: 'Cloud functions',
  plan: (deployment) =>
    builtFunctions(deployment.root).map((name) => {
      const { timeout, memorySize, variables, triggers } = wanted(deployment, name);
      const timers = triggers.map(({ name: trigger, config }) => `${trigger} "${config}"`).join(', ');
      const names = Object.keys(variables).map((variable) =>
        deployment.variables[variable]!.secret ? `${variable} (secret)` : variable,
      );
      return `function ${name}: ${deployment.config.runtime}, ${timeout} s, ${memorySize} MB; variables: ${names.join(', ') || 'none'}${timers ? `; timer: ${timers}` : ''}`;
    }),
  run: async (deployment) => {
    const faults = checkGiven(deployment.variables, deployment.given);
    if (faults.length > 0)
      throw new DeployStop(`Variables are not as they must be:\n${faults.map(faultLine).join('\n')}`);
    const tally = new Tally(deployment.log);
    for (const name of builtFunctions(deployment.root)) await align(deployment, name, tally);
    return tally.done;
  },
};
