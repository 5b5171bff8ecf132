// The command itself, with the libraries of deploy/ and the built project, against answers of the platform: killed in
// the middle, repeated, and once more.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../../localcloud/host';
import { readVariables } from '../../../scripts/deploy/variables';
import { buildFunctions } from '../../../scripts/functions/build';
import { StandIn, THROTTLED } from '../standIn';
import { PlatformServer } from './server';

const root = projectRoot();
const ENVIRONMENT = 'shop-test';
const folder = mkdtempSync(join(tmpdir(), 'deploy-recorded-'));
const configFile = join(folder, 'deploy.json');
const keyFile = join(folder, 'upload.key');
/** Values of variables that functions cannot do without, as their patterns want them. */
const VALUES: Readonly<Record<string, string>> = { PHONE_KEY: 'k'.repeat(40), SUB_MCH_ID: '1230000109' };

const standIn = new StandIn();
const server = new PlatformServer(standIn);
let port: number;
const secrets: Record<string, string> = {};

beforeAll(async () => {
  // Who runs it behind such a build says so (.ci/run).
  if (process.env.WEAPP_BUILT_FOR !== ENVIRONMENT) {
    const built = spawnSync('npm', ['run', '-s', 'build:weapp'], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production', CLOUD_ENVIRONMENT: ENVIRONMENT },
    });
    if (built.status !== 0) throw new Error(built.stderr.toString());
  }
  await buildFunctions();
  const needed = Object.entries(readVariables(root)).filter(([, { required }]) => required);
  const values: Record<string, string> = {};
  for (const [name, { secret }] of needed) (secret ? secrets : values)[name] = VALUES[name] ?? 'x'.repeat(40);
  const example = JSON.parse(readFileSync(join(root, 'deploy.config.example.json'), 'utf8'));
  writeFileSync(configFile, JSON.stringify({ ...example, environment: ENVIRONMENT, variables: values }));
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs1', format: 'pem' }));
  port = await server.start();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs `npm run deploy` as its script does; `onStart` may kill it. */
async function deploy(args: readonly string[], onStart: (child: ChildProcess) => void = () => {}) {
  const child = spawn(
    process.execPath,
    [join(root, 'scripts/run.mjs'), 'scripts/deploy.ts', '--config', configFile, ...args],
    {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        ...secrets,
        TENCENTCLOUD_SECRETID: 'AKIDtest',
        TENCENTCLOUD_SECRETKEY: 'secret',
        WX_UPLOAD_KEY_FILE: keyFile,
        STAND_IN_PORT: String(port),
        NODE_OPTIONS: `--require ${join(__dirname, 'redirect.cjs')}`,
      } as object as NodeJS.ProcessEnv,
    },
  );
  onStart(child);
  let said = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk) => (said += chunk));
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, said };
}

/** Deploys to the end; what was said. Throws with it when it was refused. */
async function wholly(): Promise<string> {
  const { code, said } = await deploy(['--skip-check', '--with-demo']);
  if (code !== 0) throw new Error(`ended with ${code}:\n${said.slice(-3000)}`);
  return said;
}

/** Kills the deployment when an action is asked for the nth time, before or after it took effect. */
async function killedAt(action: string, nth: number, when: 'cutBefore' | 'cutAfter') {
  let seen = 0;
  const { code } = await deploy(['--no-build', '--no-compiler', '--with-demo', '--skip-check'], (child) => {
    standIn.fault = (asked) => {
      if (asked !== action || (seen += 1) !== nth) return undefined;
      child.kill('SIGKILL');
      return when;
    };
  });
  standIn.fault = () => undefined;
  expect({ action, seen, code }).toEqual({ action, seen: nth, code: null });
}

test('a deployment that is killed three times is whole in the end, each thing made once; repeated it makes nothing', async () => {
  await killedAt('CreateTable', 10, 'cutAfter');
  await killedAt('CreateFunction', 2, 'cutAfter');
  await killedAt('GetFunction', 12, 'cutBefore');
  let throttled = 2;
  standIn.fault = (action) => (action === 'UpdateTable' && (throttled -= 1) >= 0 ? THROTTLED : undefined);
  const said = await wholly();
  expect(server.uploads).toEqual(expect.arrayContaining(['upload', 'testSourceURL']));
  expect(existsSync(join(root, 'dist/preview.png'))).toBe(true);
  expect(said).toMatch(/[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/);
  expect(new Set(standIn.created).size).toBe(standIn.created.length);
  const { collections } = JSON.parse(readFileSync(join(root, 'cloudfunctions/database.json'), 'utf8'));
  expect([...standIn.collections.keys()].sort()).toEqual(Object.keys(collections).sort());
  expect([...standIn.collections.values()].every(({ rule }) => rule === 'ADMINONLY')).toBe(true);
  const [before, created] = [standIn.state(), standIn.created.length];
  standIn.calls.length = 0;
  await wholly();
  expect(standIn.created.length).toBe(created);
  expect(standIn.state()).toEqual(before);
  console.log(`${created} things created; repeated: ${standIn.calls.length} calls of the platform`);
});
