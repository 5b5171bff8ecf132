import type { StepName } from './arguments';
import { faultLine } from './check/fault';
import { checklist, client, database, functions, migrate, owner, permissions, pictures, rekey, storage } from './steps';
import type { Deployment, Step } from './steps/step';
import { checkGiven } from './variables';

/** The steps behind the check. */
const STEPS: Readonly<Record<Exclude<StepName, 'check'>, Step>> = {
  database,
  storage,
  functions,
  migrate,
  permissions,
  pictures,
  client,
  owner,
  checklist,
  rekey,
};

const stepsOf = (names: readonly StepName[]): Step[] =>
  names.flatMap((name) => (name === 'check' ? [] : [STEPS[name]]));

/**
 * Performs steps in their order; the first fault ends the deployment. Cut anywhere and performed again it comes to the
 * same end: every step looks at what is there first. Rejects with a DeployStop or a PlatformRefusal.
 */
export async function perform(names: readonly StepName[], deployment: Deployment): Promise<void> {
  for (const step of stepsOf(names)) {
    deployment.log(`${step.title} (${step.name})`);
    const { created, changed, kept } = await step.run(deployment);
    if (step !== checklist) deployment.log(`  ${created} created, ${changed} changed, ${kept} as they should be`);
  }
}

/** Secrets of the deployment itself, and what needs each. */
const OWN: readonly (readonly [name: string, why: string])[] = [
  ['TENCENTCLOUD_SECRETID', 'keys of the account that owns the environment'],
  ['TENCENTCLOUD_SECRETKEY', 'keys of the account that owns the environment'],
  ['WX_UPLOAD_KEY_FILE', 'file of the upload key, for the step client'],
];

/** What is still missing before the steps can be performed, each by its name; never a value. */
const missingOf = ({ variables, given }: Pick<Deployment, 'variables' | 'given'>): string[] => [
  ...OWN.filter(([name]) => !given.environment[name]).map(
    ([name, why]) => `environment variable ${name}: is missing: ${why}`,
  ),
  ...checkGiven(variables, given).map(faultLine),
];

/** Prints what the steps would make sure of, and what is missing before they can. Asks nobody. */
export function printPlan(names: readonly StepName[], deployment: Omit<Deployment, 'platform'>): void {
  const { config, log } = deployment;
  log(`Plan for ${config.appId}, environment ${config.environment} (${config.region}). What is there already stays.`);
  for (const step of stepsOf(names)) {
    log(`${step.title} (${step.name})`);
    for (const line of step.plan(deployment)) log(`  ${line}`);
  }
  const missing = missingOf(deployment);
  log(missing.length === 0 ? 'Nothing is missing.' : 'Still missing:');
  for (const line of missing) log(`  ${line}`);
}
