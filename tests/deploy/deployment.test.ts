// The deployment against what the platform answers: whole, again, cut anywhere, and refused.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printPlan } from '../../scripts/deploy/perform';
import { libraryOver } from './library';
import { ALL, deploy, deployable, SECRET, START_MS, staged } from './stage';
import { type Fault, failure, StandIn, THROTTLED, WRONG_SECRET } from './standIn';

let root: string;
beforeAll(() => {
  root = deployable();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const CREATED = [
  'collection orders',
  'index orders.memberId_placedAtMs',
  'index orders.orderNo',
  'function account',
  'function migration',
  'function shop',
  'timer shop.settle',
];

/** A deployment of all steps against a stand-in. */
async function deployTo(standIn: StandIn, changes: Parameters<typeof staged>[2] = {}, names = ALL) {
  const stage = staged(root, libraryOver(standIn), changes);
  return { ...stage, refused: await deploy(stage.deployment, names) };
}

async function whole(): Promise<StandIn> {
  const standIn = new StandIn();
  expect((await deployTo(standIn)).refused).toBeUndefined();
  return standIn;
}

it('creates what is declared, once: the second time nothing is created or changed', async () => {
  const standIn = await whole();
  expect(standIn.created).toEqual(CREATED);
  expect(standIn.collections.get('orders')!.rule).toBe('ADMINONLY');
  expect(standIn.functions.get('shop')).toMatchObject({
    runtime: 'Nodejs18.15',
    timeout: 60,
    memorySize: 256,
    variables: { PHONE_KEY: SECRET },
  });
  expect([...standIn.functions.get('shop')!.triggers]).toEqual([['settle', '0 0,30 8-23 * * * *']]);
  expect(standIn.storageRule).toBe('READONLY');
  const before = standIn.state();
  const code = standIn.functions.get('account')!.variables.OWNER_CODE;
  standIn.calls.length = 0;
  const again = await deployTo(standIn);
  expect(again.refused).toBeUndefined();
  expect(standIn.created).toEqual(CREATED);
  expect(standIn.calls.filter((action) => /^(Create|Update|Modify|Batch|Delete)/.test(action))).toEqual([]);
  expect(standIn.state()).toEqual(before);
  expect(standIn.functions.get('account')!.variables.OWNER_CODE).toBe(code);
  expect(again.uploads.map(({ kind }) => kind)).toEqual(['upload', 'preview']);
});

it('cut at any call, before or after it took effect, comes to the same end when it is repeated', async () => {
  const one = await whole();
  const calls = one.calls.length;
  expect(calls).toBeGreaterThan(20);
  for (const cut of ['cutBefore', 'cutAfter'] as const)
    for (let nth = 1; nth <= calls; nth += 1) {
      const standIn = new StandIn();
      // From this call on the line is dead: nothing that is tried again gets through.
      standIn.fault = (_, at) => (at === nth ? cut : at > nth ? 'cutBefore' : undefined);
      const first = await deployTo(standIn);
      expect(first.refused?.message).toMatch(/socket hang up/);
      standIn.fault = () => undefined;
      expect((await deployTo(standIn)).refused).toBeUndefined();
      expect({ cut, nth, state: standIn.state() }).toEqual({ cut, nth, state: one.state() });
      expect(standIn.created.toSorted()).toEqual(CREATED.toSorted());
    }
});

it('goes on by itself when one answer is lost on the way', async () => {
  const one = await whole();
  for (let nth = 1; nth <= one.calls.length; nth += 1) {
    const standIn = new StandIn();
    standIn.fault = (_, at) => (at === nth ? 'cutAfter' : undefined);
    expect((await deployTo(standIn)).refused).toBeUndefined();
    expect({ nth, state: standIn.state() }).toEqual({ nth, state: one.state() });
  }
});

it('waits longer and longer while the platform is busy, and then goes on', async () => {
  const standIn = new StandIn();
  let left = 4;
  standIn.fault = (action) => (action === 'CreateTable' && left-- > 0 ? THROTTLED : undefined);
  const { refused, waited } = await deployTo(standIn);
  expect(refused).toBeUndefined();
  expect(waited.slice(0, 4)).toEqual([1000, 2000, 4000, 8000]);
  expect(standIn.created).toEqual(CREATED);
});

it('gives up on what stays busy, in words, and goes on from there the next time', async () => {
  const standIn = new StandIn();
  standIn.fault = (action) => (action === 'CreateFunction' ? THROTTLED : undefined);
  const { refused, waited } = await deployTo(standIn);
  expect(refused?.message).toMatch(/^function account: RequestLimitExceeded/);
  expect(waited).toEqual([1000, 2000, 4000, 8000, 16000]);
  standIn.fault = () => undefined;
  expect((await deployTo(standIn)).refused).toBeUndefined();
  expect(standIn.created).toEqual(CREATED);
});

it('takes a collection for there whose look-up failed, and which another made first', async () => {
  const standIn = await whole();
  standIn.calls.length = 0;
  standIn.fault = (action, nth) => (action === 'DescribeTable' && nth === 1 ? THROTTLED : undefined);
  expect((await deployTo(standIn)).refused).toBeUndefined();
  expect(standIn.created).toEqual(CREATED);
});

it.each<[what: string, fault: Fault, words: RegExp]>([
  [
    'wrong keys',
    () => WRONG_SECRET,
    /does not know these keys .* Set TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY/,
  ],
  [
    'keys that may not',
    () => failure('UnauthorizedOperation', 'not allowed'),
    /keys may not do this .* QcloudTCBFullAccess/,
  ],
])('%s end it at once, with what to do', async (_, fault, words) => {
  const standIn = new StandIn();
  standIn.fault = fault;
  const { refused, waited } = await deployTo(standIn);
  expect(refused?.message).toMatch(words);
  expect(waited).toEqual([]);
});

it('refuses a function of another runtime, with what to do, and touches nothing of it', async () => {
  const standIn = await whole();
  standIn.functions.get('shop')!.runtime = 'Nodejs8.9';
  const before = standIn.state();
  const { refused } = await deployTo(standIn);
  expect(refused?.message).toMatch(/shop runs on Nodejs8\.9, and Nodejs18\.15 is asked for.*remove the function/);
  expect(standIn.state()).toEqual(before);
});

it('merges variables with those that are there, and mends what somebody changed by hand', async () => {
  const standIn = new StandIn();
  const given = {
    values: { SHOP_BUDGET_MS: '40000' },
    environment: { PHONE_KEY: SECRET, WX_UPLOAD_KEY_FILE: __filename },
  };
  await deployTo(standIn, { given });
  const before = standIn.state();
  const shop = standIn.functions.get('shop')!;
  Object.assign(shop, {
    timeout: 3,
    memorySize: 128,
    variables: { ...shop.variables, SHOP_BUDGET_MS: '1', OWN: 'kept' },
  });
  shop.triggers.set('settle', '0 0 9 * * * *');
  shop.triggers.set('old', '0 0 9 * * * *');
  expect((await deployTo(standIn, { given })).refused).toBeUndefined();
  expect(shop.variables.OWN).toBe('kept');
  delete shop.variables.OWN;
  expect(standIn.state()).toEqual(before);
});

it('uploads code that changed, and only that', async () => {
  const standIn = await whole();
  standIn.calls.length = 0;
  const file = join(root, 'dist/cloudfunctions/account/index.js');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, `${text}// changed\n`);
  const { said } = await deployTo(standIn);
  writeFileSync(file, text);
  expect(standIn.calls.filter((action) => action === 'UpdateFunctionCode')).toHaveLength(1);
  expect(said).toContain('  ~ code of account');
});

it.each([
  ['PRIVATE', 'READONLY'],
  ['ADMINWRITE', 'READONLY'],
  ['CUSTOM', 'CUSTOM'],
])('the rule of the storage is %s: it becomes %s', async (before, after) => {
  const standIn = new StandIn();
  standIn.storageRule = before;
  const { refused, said } = await deployTo(standIn, {}, ['storage']);
  expect([refused, standIn.storageRule]).toEqual([undefined, after]);
  expect(said.some((line) => line.includes('a rule of its own, which stays'))).toBe(before === 'CUSTOM');
});

it('refuses an index that is there with other fields', async () => {
  const standIn = await whole();
  standIn.collections.get('orders')!.indexes.get('orderNo')!.keys = [{ Name: 'no', Direction: '1' }];
  expect((await deployTo(standIn)).refused?.message).toMatch(
    /orderNo of orders is there with other fields \(no, unique/,
  );
});

it('stops before the functions when a variable is missing, naming it', async () => {
  const standIn = new StandIn();
  const { refused } = await deployTo(standIn, { given: { values: {}, environment: {} } });
  expect(refused?.message).toMatch(/PHONE_KEY: is missing and needed by shop/);
  expect(standIn.functions.size).toBe(0);
});

it('calls the migration until it is done, and waits while another is at work', async () => {
  const standIn = new StandIn();
  let remaining = 3;
  standIn.invoked = (_, event) => {
    if ('probe' in event) return { ok: true, value: { codes: { 'security.msgSecCheck': 47001 } } };
    if (remaining > 0) remaining -= 1;
    return { isDone: remaining === 0, from: 0, to: 1, step: 'waiting', remaining: remaining > 0 ? 5 : 0 };
  };
  const { refused, said, waited } = await deployTo(standIn);
  expect(refused).toBeUndefined();
  expect(said).toContain('  ~ data is at version 1');
  expect(waited).toContain(5000);
  standIn.invoked = () => ({ errorMessage: 'the data has version 3, these functions know 2' });
  expect((await deployTo(standIn)).refused?.message).toMatch(/did not migrate: the data has version 3/);
});

describe('a missing permission', () => {
  const closed = (): StandIn => {
    const standIn = new StandIn();
    standIn.invoked = (_, event) =>
      'probe' in event
        ? { ok: true, value: { codes: { 'security.msgSecCheck': -604101 } } }
        : { isDone: true, from: 1, to: 1, step: null, remaining: 0 };
    return standIn;
  };

  it('is a printed step with the exact list where there is no DevTools', async () => {
    const { refused } = await deployTo(closed());
    expect(refused?.message).toMatch(/deploy --env shop-test --project .* --names shop\n/);
  });

  it('is not asked of a function that does not know the question', async () => {
    const file = join(root, 'dist/cloudfunctions/shop/index.js');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace("'probe'", "'other'"));
    const { refused, said } = await deployTo(closed());
    writeFileSync(file, text);
    expect(refused).toBeUndefined();
    expect(said.join('\n')).toContain('function shop cannot be asked: look for -604101');
  });

  it('is given by DevTools where there is one', async () => {
    const ran: string[][] = [];
    const { refused } = await deployTo(closed(), {
      given: {
        values: {},
        environment: { PHONE_KEY: SECRET, WX_UPLOAD_KEY_FILE: __filename, WX_DEVTOOLS_CLI: __filename },
      },
      program: (_, args) => ran.push([...args]) > 0,
    });
    expect(refused).toBeUndefined();
    expect(ran[0]).toEqual(expect.arrayContaining(['deploy', '--env', 'shop-test', '--names', 'shop']));
  });
});

it('prints the code of the owner once, keeps its digest, and makes another only when it is asked for', async () => {
  const standIn = new StandIn();
  const codeIn = (said: readonly string[]) => /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(said.join('\n'))?.[0];
  const first = await deployTo(standIn);
  expect(codeIn(first.said)).toBeDefined();
  const kept = () => standIn.functions.get('account')!.variables.OWNER_CODE!;
  expect(kept()).toMatch(/^\d+:[0-9a-f]{64}$/);
  expect(Number(kept().split(':')[0])).toBeGreaterThan(START_MS + 47 * 3_600_000);
  const before = kept();
  expect(codeIn((await deployTo(standIn)).said)).toBeUndefined();
  expect(kept()).toBe(before);
  expect(codeIn((await deployTo(standIn, { isAlone: true }, ['owner'])).said)).toBeDefined();
  expect(kept()).not.toBe(before);
});

it('puts the goods of the demo into a trial environment, once', async () => {
  const standIn = new StandIn();
  expect((await deployTo(standIn, { hasDemo: true }, ['pictures'])).refused).toBeUndefined();
  const made = [
    'file goods/demo/1f34e.webp',
    'file deploy/goods.json',
    'import goods',
    'file goods/demo/catalogue.json',
  ];
  expect(standIn.created).toEqual(made);
  expect((await deployTo(standIn, { hasDemo: true }, ['pictures'])).refused).toBeUndefined();
  expect(standIn.created).toEqual(made);
});

it('uploads no mini-program that was built for another environment', async () => {
  const { deployment } = staged(root, libraryOver(new StandIn()));
  const config = { ...deployment.config, environment: 'shop-other' };
  const { refused, uploads } = await deployTo(new StandIn(), { config }, ['client']);
  expect(refused?.message).toMatch(/not built for the environment shop-other/);
  expect(uploads).toEqual([]);
});

it('plans without asking anybody, names what is missing, and shows no secret', () => {
  const standIn = new StandIn();
  const said: string[] = [];
  const { deployment } = staged(root, libraryOver(standIn), {
    log: (line) => said.push(line),
    given: { values: { SMS_PROVIDER: 'https' }, environment: { PHONE_KEY: SECRET } },
  });
  printPlan(ALL, deployment);
  expect(standIn.calls).toEqual([]);
  const text = said.join('\n');
  expect(text).not.toContain(SECRET);
  expect(text).toContain(
    'function shop: Nodejs18.15, 60 s, 256 MB; variables: PHONE_KEY (secret), SMS_PROVIDER; timer: settle',
  );
  expect(text).toContain('READONLY: all may read, only who made a file may write');
  expect(text).toContain('collection orders, closed to clients; indexes: memberId, -placedAtMs | orderNo, unique');
  expect(text.slice(text.indexOf('Still missing'))).toBe(`Still missing:
  environment variable TENCENTCLOUD_SECRETID: is missing: keys of the account that owns the environment
  environment variable TENCENTCLOUD_SECRETKEY: is missing: keys of the account that owns the environment
  environment variable WX_UPLOAD_KEY_FILE: is missing: file of the upload key, for the step client
  deploy.config.json, variables.SMS_URL: is missing and needed by shop since SMS_PROVIDER is https: where codes are posted to`);
});
