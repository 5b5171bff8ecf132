import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../check/bundles';
import { builtFunctions, functionsFolder } from './functions';
import { type Deployment, DeployStop, type Step, Tally } from './step';

/** The platform's answer to a call whose permission is missing. */
const NO_PERMISSION = -604101;

const DEVTOOLS: Readonly<Record<string, string>> = {
  darwin: '/Applications/wechatwebdevtools.app/Contents/MacOS/cli',
  win32: 'C:\\Program Files (x86)\\Tencent\\微信web开发者工具\\cli.bat',
};

/** DevTools' command line, where this machine has one; WX_DEVTOOLS_CLI names another place. */
function devTools({ given }: Pick<Deployment, 'given'>): string | undefined {
  const file = given.environment.WX_DEVTOOLS_CLI ?? DEVTOOLS[process.platform];
  return file !== undefined && existsSync(file) ? file : undefined;
}

/** Functions that call open interfaces, with the list of each. */
const declared = (root: string): [name: string, openapi: readonly string[]][] =>
  builtFunctions(root)
    .map((name): [string, readonly string[]] => [
      name,
      readConfig(functionsFolder(root), name).permissions?.openapi ?? [],
    ])
    .filter(([, openapi]) => openapi.length > 0);

/** Whether a function can be asked: others would take the question for their work. */
const answersProbes = (root: string, name: string): boolean =>
  /\bprobe\b/.test(readFileSync(join(functionsFolder(root), name, 'index.js'), 'utf8'));

/** What of the declared interfaces a deployed function may not call, as it says itself. */
async function missing({ platform }: Deployment, name: string, openapi: readonly string[]): Promise<string[]> {
  const answer = (await platform.invoke(name, { probe: openapi })) as {
    ok?: boolean;
    value?: { codes?: Record<string, number> };
  } | null;
  const codes = answer?.ok ? answer.value?.codes : undefined;
  if (!codes) throw new DeployStop(`The function ${name} did not answer which interfaces it may call: deploy it first`);
  return openapi.filter((one) => codes[one] === NO_PERMISSION);
}

const byHand = (root: string, environment: string, names: readonly string[]): string =>
  [
    'Open interfaces are allowed only by an upload with DevTools, and none is on this machine. On one that has it:',
    `    cli cloud functions deploy --env ${environment} --project ${root} --remote-npm-install --names ${names.join(' ')}`,
    '  or in its window: right-click on each of these folders below dist/cloudfunctions → 上传并部署：云端安装依赖.',
    '  Then wait ten minutes (the platform keeps permissions that long) and run: npm run deploy -- permissions',
  ].join('\n');

/**
 * Permissions of open interfaces. They take effect when DevTools uploads a function; afterwards each function is asked
 * whether it may, with calls that do nothing.
 */
export const permissions: Step = {
  name: 'permissions',
  title: 'Permissions of open interfaces',
  plan: (deployment) => [
    ...declared(deployment.root).map(([name, openapi]) => `function ${name} may call ${openapi.join(', ')}`),
    devTools(deployment) ? 'by DevTools, where one is missing' : 'by hand where one is missing: no DevTools here',
  ],
  run: async (deployment) => {
    const { root, config, log } = deployment;
    const tally = new Tally(log);
    const lacking: string[] = [];
    for (const [name, openapi] of declared(root)) {
      if (!answersProbes(root, name)) {
        log(
          `  function ${name} cannot be asked: look for -604101 in its log after its first call of ${openapi.join(', ')}`,
        );
        continue;
      }
      const names = await missing(deployment, name, openapi);
      if (names.length > 0) {
        lacking.push(name);
        log(`  function ${name} may not call ${names.join(', ')} yet`);
      } else tally.kept();
    }
    if (lacking.length === 0) return tally.done;
    const cli = devTools(deployment);
    const args = ['cloud', 'functions', 'deploy', '--env', config.environment, '--project', root];
    if (!cli || !deployment.program(cli, [...args, '--remote-npm-install', '--names', ...lacking]))
      throw new DeployStop(byHand(root, config.environment, lacking));
    for (const name of lacking) tally.changed(`permissions of ${name}, uploaded by DevTools`);
    log('  They hold in ten minutes at the latest; to see it: npm run deploy -- permissions');
    return tally.done;
  },
};
