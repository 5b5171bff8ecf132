import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ActionName, actionNamed, type InputOf, type OutputOf } from '@shared/contract';
import { addDays, businessDayOf } from '@shared/kernel';
import type { OrderDocument } from '../../cloudfunctions/_store/documents';
import { presets } from '../../config/plans';
import { type BeforeRequest, type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../localcloud';
import { buildFunctions } from '../../scripts/functions/build';
import { scratchFolder } from '../scratch';
import { connectionsAlone, entryTier } from './entryTier';

/** 2026-03-02, 09:00 in Shanghai: a Monday. */
export const START_MS = Date.parse('2026-03-02T09:00:00+08:00');
export const ADMIN_PHONES = ['13900000001', '13900000002'];

/** A picture that every test world has stored, as it is called in the local cloud's own environment. */
const PICTURE_PATH = 'goods/test.webp';
export const PICTURE = `cloud://local-env.6c6f-local-env/${PICTURE_PATH}`;

/** A local cloud with the real functions, built once for a test file, and short ways to call it. */
export interface TestWorld {
  readonly cloud: LocalCloud;
  /** Calls an action and answers its value; throws when it was refused. */
  call<Name extends ActionName>(action: Name, input: InputOf<Name>, token?: string): Promise<OutputOf<Name>>;
  /** The code of a refusal; throws when the action was done. */
  refused<Name extends ActionName>(action: Name, input: InputOf<Name>, token?: string): Promise<string>;
  /** Signs in by phone and code from the inbox. */
  signIn(phone: string, invitation?: string): Promise<{ token: string; memberId: string; inviteCode: string }>;
  /** The two administrators' tokens. */
  readonly admins: readonly [string, string];
  /** The file id of a picture that is stored. */
  readonly picture: string;
  advance(by: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Which timers a world has. As they are deployed a day has 56, most of which find nothing to do: a test that lets days go
 * by for what happens in them has a few, and does not wait for each.
 */
export type Timers = 'deployed' | 'few' | 'none';

const FEW: Readonly<Record<string, string>> = {
  settlement: '0 0,30 8,14,20 * * * *',
  dailyClose: '0 6,26,46 0 * * * *',
};

const folders = new Map<Timers, string>();

/**
 * The built functions' folder, a test file's own: a copy of what was built for all of them, where there is that, with
 * the timers that are asked for.
 */
export async function built(timers: Timers = 'deployed'): Promise<string> {
  const known = folders.get(timers);
  if (known) return known;
  const folder = scratchFolder('functions-test');
  folders.set(timers, folder);
  const once = process.env.FUNCTIONS_ONCE;
  if (once) cpSync(once, folder, { recursive: true });
  else await buildFunctions({ outDir: folder });
  if (timers !== 'deployed')
    for (const [name, config] of Object.entries(FEW)) {
      const file = join(folder, name, 'config.json');
      const deployed = JSON.parse(readFileSync(file, 'utf8')) as { triggers: { config: string }[] };
      const triggers = timers === 'none' ? [] : deployed.triggers.map((one) => ({ ...one, config }));
      writeFileSync(file, JSON.stringify({ ...deployed, triggers }));
    }
  return folder;
}

/** To be called after the last test: leaves nothing behind. */
export function removeBuilt(): void {
  for (const folder of folders.values()) rmSync(folder, { recursive: true, force: true });
  folders.clear();
}

/**
 * Starts an empty world at START_MS with a clock that stands still, under the entry tier's connections. Its cap on
 * requests a second holds in a few files, which between them call what members, owners and timers call
 * (docs/decisions.md), and in all of them by ENTRY_TIER=whole: whoever meets it waits some real milliseconds.
 */
export async function startWorld(
  options: {
    dataDir?: string;
    variables?: Record<string, string>;
    envId?: string;
    workers?: number;
    /** As deployed when left out. */
    timers?: Timers;
    beforeRequest?: BeforeRequest;
    onRequest?: LocalCloudOptions['onRequest'];
    conditions?: LocalCloudOptions['conditions'];
  } = {},
): Promise<TestWorld> {
  const cloud = await startLocalCloud({
    dataDir: options.dataDir ?? null,
    clock: { startAtMs: START_MS, isFrozen: true },
    functionsDir: await built(options.timers),
    variables: { OWNER_PHONES: ADMIN_PHONES.join(','), ...options.variables },
    workers: options.workers ?? 4,
    strictTransactions: true,
    ...(options.envId ? { envId: options.envId } : {}),
    conditions: options.conditions ?? (process.env.ENTRY_TIER === 'whole' ? entryTier().conditions : connectionsAlone),
    ...(options.beforeRequest ? { beforeRequest: options.beforeRequest } : {}),
    ...(options.onRequest ? { onRequest: options.onRequest } : {}),
  });
  const reply = (action: string, input: object, token?: string) =>
    cloud.call(action, input as Record<string, unknown>, token);
  const world = {
    cloud,
    async call(action: string, input: object, token?: string) {
      const answer = await reply(action, input, token);
      if (!answer.ok)
        throw new Error(
          `${action}: ${answer.code} ${answer.message} ${JSON.stringify(answer.details)}\n${cloud.logs().slice(-5).join('\n')}`,
        );
      // What is answered is what the contract says, to the last key.
      return actionNamed(action)!.output.parse(answer.value);
    },
    async refused(action: string, input: object, token?: string) {
      const answer = await reply(action, input, token);
      if (answer.ok) throw new Error(`${action} was done: ${JSON.stringify(answer.value)}`);
      return answer.code;
    },
    async signIn(phone: string, invitation?: string) {
      await world.call('account.sendCode', { phone });
      const code = /\d{6}/.exec(cloud.inbox(phone)[0]!.text)![0];
      const entered = (await world.call('account.signIn', {
        phone,
        code,
        ...(invitation ? { invitation } : {}),
      })) as OutputOf<'account.signIn'>;
      return { token: entered.token!, memberId: entered.member.memberId, inviteCode: entered.member.inviteCode };
    },
    advance: async (by: string) => {
      await cloud.advance({ by });
    },
    close: () => cloud.close(),
    admins: ['', ''] as [string, string],
    picture: '',
  };
  world.picture = await cloud.storage.put(PICTURE_PATH, Buffer.from('RIFF0000WEBP'));
  for (const [index, phone] of ADMIN_PHONES.entries()) world.admins[index] = (await world.signIn(phone)).token;
  return world as unknown as TestWorld;
}

export const FEATURES = [
  'appreciation.cashSale',
  'appreciation.referrerGift',
  'dividend.cash',
  'release.aboveOne',
  'referral.secondGeneration',
  'team.bonus',
  'sameRank.bonus',
  'withdrawal',
] as const;

const SHIPPED_PLANS: InputOf<'admin.publishPlans'>['plans'] = {
  appreciation: presets.appreciation.plan,
  dividend: presets.cyclic.plan,
  release: presets.release.plan,
};

interface OpenShop {
  settleAfterDays?: number;
  stock?: number;
  plans?: InputOf<'admin.publishPlans'>['plans'];
}

/** Gives every feature the clearance that it needs. */
export async function clearEverything(world: TestWorld): Promise<void> {
  const [first, second] = world.admins;
  for (const feature of FEATURES) {
    const { clearanceId } = await world.call(
      'admin.proposeClearance',
      {
        feature,
        issuer: '演示',
        documentReference: feature,
        documentSha256: '0'.repeat(64),
        scope: '演示',
        validFromDay: '2026-01-01',
        validToDay: '2027-12-31',
        requestId: `clearance-${feature.replace('.', '-')}`,
      },
      first,
    );
    await world.call('admin.approveClearance', { clearanceId }, second);
  }
}

/** Changes settings by the first administrator; where more money would leave, the second one agrees. */
export async function setTerms(world: TestWorld, input: InputOf<'admin.saveSettings'>): Promise<void> {
  const [first, second] = world.admins;
  const { proposalId } = await world.call('admin.saveSettings', input, first);
  if (proposalId) await world.call('admin.approveProposal', { proposalId }, second);
}

/** Plans published, everything cleared, one shop with goods of all plans; the return window is `settleAfterDays`. */
export async function openShop(
  world: TestWorld,
  { settleAfterDays = 7, stock = 1000, plans = SHIPPED_PLANS }: OpenShop = {},
): Promise<void> {
  await clearEverything(world);
  const [first] = world.admins;
  await world.call('admin.saveSettings', { settleAfterDays }, first);
  await world.call(
    'admin.publishPlans',
    {
      plans,
      requestId: 'publish-all-plans',
    },
    first,
  );
  await world.call(
    'admin.saveShop',
    { shopId: 'own', name: '明禾自营', freightFen: 800, freeFreightFromFen: 9900 },
    first,
  );
  await world.call(
    'admin.saveCategory',
    { categoryId: 'fruit', name: '蔬果', industry: 'grocery', picture: world.picture, ground: 1, order: 1 },
    first,
  );
  const goods = (
    goodsId: string,
    priceFen: number,
    plans: ('appreciation' | 'dividend' | 'release')[],
    weight: number,
  ) => saveGoods(world, goodsId, { priceFen, costFen: Math.floor(priceFen * 0.2), stock }, { plans, weight });
  await goods('apple', 10_000, ['appreciation'], 50);
  await goods('share', 100_000, ['dividend'], 40);
  await goods('bed', 300_000, ['release'], 30);
  await goods('both', 900_000, ['appreciation', 'dividend', 'release'], 20);
  await goods('plain', 1_980, [], 10);
}

type PlansInput = InputOf<'admin.proposePlans'>['plans'];

/**
 * Proposes a change of plans by the first administrator. That it was simulated is written down as a simulation leaves it,
 * since one takes its time: simulation.test.ts makes them.
 */
export async function proposePlans(world: TestWorld, plans: PlansInput, reason = '改方案'): Promise<string> {
  const simulationId = `simulated-${nextRequest()}`;
  await world.cloud.engine.insert('simulations', [{ _id: simulationId, plans: plans as never, done: 4 }]);
  const fromDay = addDays(businessDayOf(world.cloud.now()), 1);
  const input = { plans, fromDay, simulationId, reason, requestId: nextRequest() };
  return (await world.call('admin.proposePlans', input, world.admins[0])).proposalId;
}

/** Changes plans from tomorrow on, by both administrators. */
export async function changePlans(world: TestWorld, plans: PlansInput): Promise<void> {
  const proposalId = await proposePlans(world, plans);
  await world.call('admin.approveProposal', { proposalId }, world.admins[1]);
}

type GoodsInput = InputOf<'admin.saveGoods'>;

/** Goods of the shop of `openShop`, of the one SKU `${goodsId}-1`. */
export const saveGoods = (
  world: TestWorld,
  goodsId: string,
  sku: Pick<GoodsInput['skus'][number], 'priceFen' | 'costFen' | 'grams' | 'stock'>,
  more: Partial<GoodsInput> = {},
) =>
  world.call(
    'admin.saveGoods',
    {
      goodsId,
      title: `商品 ${goodsId}`,
      pictures: [world.picture],
      ground: 1,
      industry: 'grocery',
      kind: 'delivered',
      categoryId: 'fruit',
      shopId: 'own',
      skus: [{ skuId: `${goodsId}-1`, choices: [], ...sku }],
      ...more,
    },
    world.admins[0],
  );

/** A member who has an address and has accepted all rules, or those of the plans named. */
export async function joinMember(world: TestWorld, phone: string, invitation?: string, accepts?: readonly string[]) {
  const member = await world.signIn(phone, invitation);
  const { plansInForce } = await world.call('account.me', {}, member.token);
  const plans = plansInForce.filter(({ plan }) => !accepts || accepts.includes(plan));
  if (plans.length > 0) await world.call('account.acceptRules', { plans }, member.token);
  const { addressId } = await world.call(
    'shop.saveAddress',
    { name: '陈静', phone, region: '山东省青岛市市南区', detail: '香港中路 40 号' },
    member.token,
  );
  return { ...member, addressId };
}

/** The payment password of members of a test. */
export const PAY_PASSWORD = '246810';

/** Gives a member a payment password, by a code to the phone, as members do. */
export async function setPayPassword(
  world: TestWorld,
  { token }: { readonly token: string },
  newPayPassword = PAY_PASSWORD,
): Promise<void> {
  await world.call('account.sendOwnCode', { purpose: 'payPassword' }, token);
  const code = /\d{6}/.exec(world.cloud.inbox()[0]!.text)![0];
  await world.call('account.setPayPassword', { newPayPassword, code, requestId: nextRequest() }, token);
}

export type Joined = Awaited<ReturnType<typeof joinMember>>;

let requests = 0;
export const nextRequest = (): string => `request-${String(++requests).padStart(6, '0')}`;

/** Places, pays, ships and receives one order. */
export async function buy(
  world: TestWorld,
  member: Joined,
  skuId: string,
  { quantity = 1, useSpendableCents = 0 } = {},
): Promise<string> {
  const { orderId } = await world.call(
    'shop.placeOrder',
    { lines: [{ skuId, quantity }], addressId: member.addressId, useSpendableCents, requestId: nextRequest() },
    member.token,
  );
  const { payment } = await world.call('shop.payOrder', { orderId }, member.token);
  if (payment) await world.cloud.pay({ outTradeNo: orderId }, 'paid');
  await world.call('admin.ship', { orderId, carrier: '德邦', trackingNo: `DPK${orderId.slice(-6)}` }, world.admins[0]);
  await world.call('shop.confirmReceipt', { orderId }, member.token);
  return orderId;
}

/** All that is left of an order, asked back as money alone: at once where nothing was sent, else for the shop to answer. */
export const allBack = (
  world: Pick<TestWorld, 'cloud'>,
  orderId: string,
  words = '买错了',
): InputOf<'afterSales.apply'> => {
  const { lines } = world.cloud.engine.get('orders', orderId) as unknown as Pick<OrderDocument, 'lines'>;
  return {
    orderId,
    kind: 'refund',
    lines: lines.map(({ skuId, quantity, backPieces = 0 }) => ({
      skuId,
      quantity: Math.max(quantity - backPieces, 1),
    })),
    reason: 'unwanted',
    words,
    requestId: nextRequest(),
  };
};

/** The newest case of an order. */
export const caseOf = (world: Pick<TestWorld, 'cloud'>, orderId: string): string =>
  String(world.cloud.engine.find('afterSales', { orderId }, { sort: { askedAtMs: -1 } })[0]?._id ?? 'none');

/** The shop's agreement to an order's newest case. */
export const agreeing = (world: Pick<TestWorld, 'cloud'>, orderId: string): InputOf<'admin.answerAfterSales'> => ({
  caseId: caseOf(world, orderId),
  answer: { is: 'agreed', freightFen: freightOf(world, orderId) },
});

/** All freight of an order. */
const freightOf = (world: Pick<TestWorld, 'cloud'>, orderId: string): number =>
  (world.cloud.engine.get('orders', orderId) as unknown as Pick<OrderDocument, 'freightFen'>).freightFen;

/** Gives a member points by an adjustment that the two administrators approve. */
export async function giveBy(
  world: TestWorld,
  { memberId }: Pick<Joined, 'memberId'>,
  asset: InputOf<'admin.proposeAdjustment'>['asset'],
  units: number,
): Promise<void> {
  const { proposalId } = await world.call(
    'admin.proposeAdjustment',
    { memberId, change: 'add', asset, units, reason: '测试', requestId: nextRequest() },
    world.admins[0],
  );
  await world.call('admin.approveProposal', { proposalId }, world.admins[1]);
}

/** Gives a member stable points, in hundredths. */
export const giveStable = (world: TestWorld, member: Pick<Joined, 'memberId'>, cents: number): Promise<void> =>
  giveBy(world, member, 'stable', cents);
