import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ActionName, InputOf, OutputOf } from '@shared/contract';
import { type LocalCloud, startLocalCloud } from '../../localcloud';
import { projectRoot } from '../../localcloud/host';
import { demoVariables, seedDemo } from '../../localcloud/seed';
import { OWNER_PHONE } from '../../localcloud/seed/owner';
import { ownerVariable } from '../../scripts/local/ownerCode';

const ROOT = projectRoot();
const FUNCTIONS = join(ROOT, 'dist/cloudfunctions');
export const CLIENT = join(ROOT, 'dist/h5');

/** Enough history for prices, dividends and a team; small enough to be played before each run. */
export const MEMBERS = 40;
export const DAYS = 12;
/** What is on its way is asked after again well within this. */
const COMES_WITHIN_MIN = 60;
const YEAR_MS = 365 * 86_400_000;
/** When shops begin: the same for all files that are run together (demoOnce.cjs). */
const startMs = (): number => Number(process.env.DEMO_START_MS) || Date.now();

/** Somebody signed in to the local cloud by its door, beside the browser. */
export interface Person {
  readonly token: string;
  call<Name extends ActionName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>>;
}

/** A running shop with demo data, and what tests ask of it. */
export interface ShopWorld {
  readonly cloud: LocalCloud;
  readonly url: string;
  signIn(phone: string): Promise<Person>;
  owner(): Promise<Person>;
  /** Pays an order in the payment sandbox and waits until the functions know. */
  pay(person: Person, orderId: string): Promise<void>;
  /**
   * Lets minutes pass until something has come that is on its way. What a busy machine did not get done at once (a
   * notice that found its order taken, a cashier that did not answer in time) comes by the settlement's timer, as it does in life.
   */
  until(hasCome: () => Promise<boolean>): Promise<void>;
  /**
   * Lets business days pass, one after the other. Each timer runs once on each, which is enough for all that is due; on the
   * last one it runs as it is deployed, up to the moment that is reached.
   */
  passDays(days: number): Promise<void>;
  close(): Promise<void>;
}

/** Plays a short history through a shop in memory and writes all of it to a file. */
export async function playDemo(file: string): Promise<void> {
  const cloud = await start(demoVariables);
  await cloud.demo.begin();
  await cloud.demo.complete(
    await seedDemo(cloud, { log: () => undefined, members: MEMBERS, days: DAYS, endAtMs: startMs() }),
  );
  await cloud.exportTo(file);
  await cloud.close();
}

/**
 * Starts the local cloud in memory with the demo's history, which was played once for all files, and serves the built
 * client. `lives`: members and staff of the demo live on while the demo bar moves the clock.
 */
export async function openWorld({ lives = false } = {}): Promise<ShopWorld> {
  const file = process.env.DEMO_ONCE;
  if (!file) throw new Error('DEMO_ONCE is missing: run by tests/browser/jest.config.cjs');
  const cloud = await start(demoVariables, lives);
  await cloud.importFrom(file);
  return worldOf(cloud);
}

/** Starts an empty shop without an owner, as `npm start -- --empty` does; the code by which it is claimed is this one. */
export function openEmptyWorld(ownerCode: string): Promise<ShopWorld> {
  return start({ OWNER_CODE: ownerVariable(ownerCode, startMs() + YEAR_MS) }).then(worldOf);
}

/** The built client and functions in the local cloud, in memory. */
function start(variables: Record<string, string>, lives = false): Promise<LocalCloud> {
  for (const folder of [FUNCTIONS, CLIENT]) {
    if (!existsSync(folder)) throw new Error(`${folder} is missing: npm run build:functions && npm run build:h5`);
  }
  return startLocalCloud({
    dataDir: null,
    functionsDir: FUNCTIONS,
    staticDir: CLIENT,
    variables,
    lives,
    clock: { startAtMs: startMs() },
  });
}

function worldOf(cloud: LocalCloud): ShopWorld {
  const ask = async <Name extends ActionName>(
    name: Name,
    input: InputOf<Name>,
    token?: string,
  ): Promise<OutputOf<Name>> => {
    const reply = await cloud.call(name, input as Record<string, unknown>, token);
    if (!reply.ok) throw new Error(`${name} was refused: ${reply.code} ${reply.message}`);
    return reply.value as OutputOf<Name>;
  };
  const signIn = async (phone: string): Promise<Person> => {
    await ask('account.sendCode', { phone });
    const { token = '' } = await ask('account.signIn', { phone, code: codeIn(cloud.inbox(phone)[0]?.text) });
    return { token, call: (name, input) => ask(name, input, token) };
  };
  const pay = async (person: Person, orderId: string): Promise<void> => {
    const { payment } = await person.call('shop.payOrder', { orderId });
    if (payment) await cloud.pay({ prepayId: payment.package.replace('prepay_id=', '') }, 'paid');
    for (;;) {
      const { state } = await person.call('shop.viewOrder', { orderId });
      if (state !== 'awaitingPayment') return;
      if ((await cloud.runDue()) === 0) await cloud.advance({ by: '10s' });
    }
  };
  const until = async (hasCome: () => Promise<boolean>): Promise<void> => {
    for (let minutes = 0; !(await hasCome()); minutes += 1) {
      if (minutes === COMES_WITHIN_MIN) throw new Error(`it has not come within ${minutes} minutes`);
      await cloud.advance({ by: '1m' });
    }
  };
  const passDays = async (days: number): Promise<void> => {
    for (let day = 1; day <= days; day += 1) await cloud.advance({ by: '1d' }, day < days ? 'long' : 'everyTimer');
  };
  const owner = () => signIn(OWNER_PHONE);
  return { cloud, url: cloud.url, signIn, owner, pay, until, passDays, close: () => cloud.close() };
}

/** The six digits of a message. */
export function codeIn(text: string | undefined): string {
  const code = /\d{6}/.exec(text ?? '')?.[0];
  if (!code) throw new Error(`there is no code in "${text}"`);
  return code;
}
