import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildFunctions } from '../functions/build';
import { type DeployArguments, readArguments, USAGE } from './arguments';
import { check } from './check/check';
import { faultLine } from './check/fault';
import { CONFIG_FILE, type DeployConfig, EXAMPLE_FILE, readConfigFile } from './config';
import { makeDemo } from './demo';
import { askMiniProgram, fillLibraries, loadLibrary } from './libraries';
import { perform, printPlan } from './perform';
import { cloudBase } from './platform/cloudbase';
import type { ManagerNode } from './platform/library';
import { type Clock, type Platform, PlatformRefusal } from './platform/platform';
import { type Deployment, DeployStop } from './steps/step';
import { type Given, readVariables } from './variables';

const realClock: Clock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** The platform by its own library, with the keys of the environment. */
function openPlatform(root: string, config: DeployConfig, environment: NodeJS.ProcessEnv): Platform {
  const { TENCENTCLOUD_SECRETID: secretId, TENCENTCLOUD_SECRETKEY: secretKey } = environment;
  if (!secretId || !secretKey)
    throw new DeployStop(
      'TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY must be set: keys of the account that owns the environment (console.cloud.tencent.com/cam/capi)',
    );
  fillLibraries(root, console.log);
  const Library = loadLibrary(root, '@cloudbase/manager-node') as new (options: object) => ManagerNode;
  const library = new Library({ secretId, secretKey, envId: config.environment, region: config.region });
  return cloudBase(library, config.environment, realClock);
}

/** Builds both, the mini-program for an environment: without one it takes the first of its AppID. */
async function build(root: string, environment: string | undefined): Promise<void> {
  console.log('Building the mini-program and the functions …');
  const done = spawnSync('npm', ['run', '-s', 'build:weapp'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, CLOUD_ENVIRONMENT: environment ?? '' },
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) throw new DeployStop('npm run build:weapp failed');
  await buildFunctions();
}

/** Checks offline; a DeployStop with every fault. Without settings yet, nothing is asked of variables. */
async function checkAll(
  root: string,
  asked: DeployArguments,
  config: DeployConfig | undefined,
  runtime: string,
): Promise<void> {
  const given = config && { values: config.variables, environment: process.env };
  if (asked.isBuilt) await build(root, config?.environment);
  if (asked.isCompiled) fillLibraries(root, console.log);
  const faults = await check({ root, runtime, given, isCompiled: asked.isCompiled, log: console.log });
  if (faults.length > 0)
    throw new DeployStop(`The check found ${faults.length} fault(s):\n${faults.map(faultLine).join('\n')}`);
  console.log('The check found nothing.');
  if (!given) console.log(`${CONFIG_FILE} is not there yet: variables were not looked at.`);
}

function deploymentOf(root: string, config: DeployConfig, given: Given, asked: DeployArguments): Deployment {
  let platform: Platform | undefined;
  return {
    root,
    config,
    given,
    variables: readVariables(root),
    clock: realClock,
    log: console.log,
    hasDemo: asked.hasDemo,
    isAlone: asked.isAlone,
    demo: () => makeDemo(join(root, 'dist/cloudfunctions')),
    // Opened by the first step that needs it: the checklist needs neither keys nor libraries.
    get platform() {
      return (platform ??= openPlatform(root, config, process.env));
    },
    miniProgram: (request) => {
      fillLibraries(root, console.log);
      return askMiniProgram(root, request);
    },
    program: (file, args) =>
      spawnSync(file, args, { stdio: 'inherit', shell: process.platform === 'win32' }).status === 0,
  };
}

async function run(root: string, asked: DeployArguments): Promise<void> {
  const config = readConfigFile(root, asked.configFile);
  const given: Given = { values: config?.variables ?? {}, environment: process.env };
  const isCheck = asked.steps.includes('check');
  const settings = config ?? readConfigFile(root, EXAMPLE_FILE);
  if (!settings) throw new DeployStop(`${EXAMPLE_FILE} is missing`);
  if (isCheck && !asked.isDry) await checkAll(root, asked, config, settings.runtime);
  const rest = asked.steps.filter((name) => name !== 'check');
  if (rest.length === 0) return;
  // What people do by hand needs no settings of an environment.
  if (!config && rest.some((name) => name !== 'checklist'))
    throw new DeployStop(`${CONFIG_FILE} is missing: copy ${EXAMPLE_FILE} and fill it in (docs/deploy.md)`);
  const deployment = deploymentOf(root, settings, given, asked);
  if (!asked.isDry) return perform(rest, deployment);
  if (!existsSync(join(root, 'dist/cloudfunctions'))) await buildFunctions();
  printPlan(rest, deployment);
}

/** `npm run deploy`. @returns the exit code: 0 when all is done, 1 at the first fault, 2 when it was not understood. */
export async function deployCommand(root: string, args: readonly string[]): Promise<number> {
  let asked: DeployArguments | undefined;
  try {
    asked = readArguments(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    return 2;
  }
  if (!asked) {
    console.log(USAGE);
    return 0;
  }
  try {
    await run(root, asked);
    return 0;
  } catch (error) {
    const isExpected = error instanceof DeployStop || error instanceof PlatformRefusal;
    console.error(isExpected ? `\n${error.message}` : `\n${(error as Error).stack ?? String(error)}`);
    return 1;
  }
}
