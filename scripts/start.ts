// npm start: builds what changed, opens the data folder, makes the demo data once, serves shop and cloud.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type LocalCloud, startLocalCloud } from '../localcloud';
import { projectRoot } from '../localcloud/host';
// Not through the seed's door: its texts are loaded by the first start alone.
import { demoVariables } from '../localcloud/seed/owner';
import { seedDemo } from './functions/demo';
import { clientFolder, prepareClient, prepareFunctions } from './functions/prepare';
import { CONDITION_USAGE, conditionOptions, readConditions } from './local/conditions';
import { newOwnerCode, ownerVariable } from './local/ownerCode';
import { explainStart, readPort } from './local/port';

const USAGE = `usage: npm start -- [--port N] [--data DIR] [--verbose] [--no-client] [--empty | --no-demo] [CONDITIONS]
  --port N      port on 127.0.0.1 (default 4500, or the next free one)
  --data DIR    keep everything in this folder (default .local/data; with --empty .local/empty)
  --verbose     print what the cloud functions print
  --no-client   do not build or serve the H5 client
  --empty       an empty shop without an owner, in a folder of its own; prints the code by which it is claimed
  --no-demo     make no demo data; the demo's owner is the owner
Conditions of the real platform, once the demo data is made:
${CONDITION_USAGE}`;
const DEFAULT_PORT = 4500;
const PORTS_TRIED = 20;

// As in the cloud: functions that show local time by mistake show it here too.
process.env.TZ = 'UTC';

/** Nobody types a code after the year 9999: here it is good as long as the server runs. */
const NEVER_MS = Date.parse('9999-12-31T00:00:00Z');

const options = readOptions();
const ownerCode = newOwnerCode();
let cloud: LocalCloud | undefined;
let isLeaving = false;
process.once('SIGINT', leave);
process.once('SIGTERM', leave);
try {
  await run();
} catch (error) {
  // Closed in the middle of making the demo data: the calls that were on their way fail, as they should.
  if (!isLeaving) {
    console.error(explain(error as Error));
    await cloud?.close();
    process.exit(1);
  }
}

async function run(): Promise<void> {
  const functionsDir = await prepareFunctions(console.log);
  // Beside the demo data, which keeps one core busy at most: together they take what the longer of them takes.
  const building = options.hasClient ? clientOrNothing() : undefined;
  cloud = await open((port) =>
    startLocalCloud({
      dataDir: options.dataDir,
      port,
      functionsDir,
      isPassive: true,
      lives: options.hasDemo,
      variables: options.isEmpty ? { OWNER_CODE: ownerVariable(ownerCode, NEVER_MS) } : demoVariables,
      conditions: options.conditions,
      ...(building ? { staticDir: clientFolder() } : {}),
      ...(options.isVerbose
        ? { log: (name, level, text) => console.log(`[${name}] ${level}: ${text.trimEnd()}`) }
        : {}),
      tell: console.log,
      onReset: makeDemo,
    }),
  );
  await makeDemo(cloud);
  greet(cloud, (await building) !== undefined);
  await cloud.warm();
}

function leave(): void {
  if (!cloud) process.exit(130);
  isLeaving = true;
  process.once('SIGINT', () => process.exit(130)); // a second Ctrl-C waits for nothing
  console.log('\nClosing …');
  void cloud.close().then(() => process.exit(0));
}

async function clientOrNothing(): Promise<string | undefined> {
  if (!existsSync(join(projectRoot(), 'client/app.tsx'))) return undefined;
  try {
    return await prepareClient(console.log);
  } catch (error) {
    console.error(`The client could not be built, so the cloud runs without it:\n${(error as Error).message}\n`);
    return undefined;
  }
}

/** Tries the next ports when the usual one is taken; a port asked for is taken or refused. */
async function open(start: (port: number) => Promise<LocalCloud>): Promise<LocalCloud> {
  const first = options.port ?? DEFAULT_PORT;
  for (let port = first; ; port += 1)
    try {
      return await start(port);
    } catch (error) {
      const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!isTaken || options.port !== undefined || port >= first + PORTS_TRIED) throw error;
    }
}

/** Makes the demo data where it is missing, then lets time run. */
async function makeDemo(fresh: LocalCloud): Promise<void> {
  const started = performance.now();
  if (options.hasDemo && (await seedDemo(fresh, console.log)))
    console.log(`Demo data made in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  await fresh.letTimeRun();
}

function greet({ url, demo, engine }: LocalCloud, hasClient: boolean): void {
  const accounts = demo.accounts();
  const isClaimed = engine.find('members', { roles: 'owner' }).length > 0;
  const folder = options.isEmpty ? ` --data ${options.dataDir}` : '';
  const width = Math.max(0, ...accounts.map(({ name }) => name.length));
  console.log(`
${hasClient ? `The shop is open at   ${url}` : `The local cloud is at ${url} (no client)`}
Messages (codes)      ${url}/local/inbox   or: npm run local -- inbox${folder}
A day later           npm run local -- advance 1d${folder}      Start anew: npm run local -- reset${folder}
${options.isEmpty ? ownerLines(isClaimed) : ''}${accounts.length > 0 ? '\n演示账号（手机号登录，验证码见消息，支付密码都是 246810）\n' : ''}${accounts
  .map(({ name, phone, role = '', shows }) => `  ${name.padEnd(width, '　')}  ${phone}  ${role}：${shows}`)
  .join('\n')}
Everything is kept in ${options.dataDir}. Ctrl-C ends it.`);
}

/** How the shop gets its owner, or that it has one. */
function ownerLines(isClaimed: boolean): string {
  if (isClaimed) return '\nThe shop has its owner: sign in with the phone that claimed it.\n';
  return `
The owner's code      ${ownerCode}
  Sign in with any phone, then 我的 → 显示与账号 → 用开店码开店. It works once.
`;
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        verbose: { type: 'boolean', default: false },
        'no-client': { type: 'boolean', default: false },
        'no-demo': { type: 'boolean', default: false },
        empty: { type: 'boolean', default: false },
        ...conditionOptions,
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    const port = values.port === undefined ? undefined : readPort(values.port);
    return {
      port,
      dataDir: values.data ? resolve(values.data) : join(projectRoot(), values.empty ? '.local/empty' : '.local/data'),
      isVerbose: values.verbose,
      hasClient: !values['no-client'],
      hasDemo: !values['no-demo'] && !values.empty,
      isEmpty: values.empty,
      conditions: readConditions(values),
    };
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    return process.exit(2);
  }
}

function explain(error: Error): string {
  if (options.isVerbose && error.stack) console.error(error.stack);
  return explainStart(error, options.port ?? DEFAULT_PORT, 'npm start');
}
