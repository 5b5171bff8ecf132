// Refusals that no other test meets, each by its code, in a shop as it is deployed: nobody looks at pictures there, and
// nobody pays members.
import type { ActionName } from '@shared/contract';
import { addDays, businessDayOf } from '@shared/kernel';
import { presets } from '../../config/plans';
import { wechat } from './callers';
import {
  ADMIN_PHONES,
  allBack,
  buy,
  changePlans,
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  PAY_PASSWORD,
  removeBuilt,
  setPayPassword,
  startWorld,
  type TestWorld,
} from './world';

jest.setTimeout(180_000);

const VARIABLES = {
  PHONE_KEY: 'k'.repeat(32),
  SUB_MCH_ID: '1900000001',
  SMS_PROVIDER: 'cloudbase',
  SMS_CLOUDBASE_TEMPLATE: 'codes',
  OWNER_PHONES: ADMIN_PHONES.join(','),
};

let world: TestWorld;
let member: Joined;
let owner: Joined;
const admin = () => world.admins[0];

beforeAll(async () => {
  world = await startWorld({ envId: 'shop-1a2b3c', variables: VARIABLES, timers: 'none' });
  member = await joinMember(world, '13700000601');
  owner = await joinMember(world, '13700000602');
  for (const one of [member, owner]) await setPayPassword(world, one);
  await world.call('admin.saveShop', { shopId: 'hers', name: '青岚粮油店', ownerId: owner.memberId }, admin());
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

type Row = readonly [code: string, action: ActionName, input: object, token?: string];

/** Each is refused by its code, and nothing that is kept changes by it but what is counted of tries. */
async function areRefused(rows: readonly Row[]): Promise<void> {
  for (const [code, action, input, token = member.token] of rows)
    expect([action, await world.refused(action, input as never, token)]).toEqual([action, code]);
}
const confirmed = () => ({ payPassword: PAY_PASSWORD, requestId: nextRequest() });

test('without a plan no points leave, none are given, no price is known, and there is no history to play', async () => {
  const add = { memberId: member.memberId, change: 'add', units: 100, reason: '补发' };
  await areRefused([
    ['plan/off', 'wallet.previewSale', {}],
    ['plan/off', 'wallet.sell', { microPoints: 1, quotedFen: 0, ...confirmed() }],
    ['plan/off', 'wallet.previewExchange', {}],
    ['plan/off', 'wallet.exchange', { microPoints: 1, quotedCents: 0, ...confirmed() }],
    ['plan/off', 'merchant.viewPoints', {}, owner.token],
    ['plan/off', 'merchant.previewRedemption', { cents: 100 }, owner.token],
    ['plan/off', 'merchant.redeemStable', { cents: 100, quotedMicroPoints: 0, ...confirmed() }, owner.token],
    ['plan/off', 'admin.proposeAdjustment', { ...add, asset: 'spendable', requestId: nextRequest() }, admin()],
    ['plan/off', 'admin.proposeAdjustment', { ...add, asset: 'stable', requestId: nextRequest() }, admin()],
    ['price/unknown', 'wallet.explainPrice', {}],
    [
      'simulation/noHistory',
      'simulation.start',
      { plans: { release: presets.release.plan }, requestId: nextRequest() },
      admin(),
    ],
  ]);
});

test('what is full takes no more, what is closed is not stopped, what does not fit is not kept', async () => {
  await openShop(world);
  const { memberId } = member;
  const { engine } = world.cloud;
  const many = <T>(count: number, of: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => of(at));
  const at = world.cloud.now();
  await engine.insert(
    'favourites',
    many(500, (nth) => ({ _id: `${memberId}:g${nth}`, memberId, goodsId: `g${nth}`, savedAtMs: at, savedFen: 1 })),
  );
  await engine.insert(
    'restocks',
    many(50, (nth) => ({ _id: `${memberId}:s${nth}`, memberId, goodsId: 'g', skuId: `s${nth}`, state: 'waiting' })),
  );
  await engine.update('stock', { _id: 'apple-1' }, { $set: { left: 0 } });
  const place = { name: '陈静', phone: '13700000601', region: '山东省青岛市市南区', detail: '香港中路 40 号' };
  for (let nth = 1; nth < 20; nth += 1) await world.call('shop.saveAddress', place, member.token);
  const closed = await joinMember(world, '13700000603');
  await engine.update('members', { _id: closed.memberId }, { $set: { isClosed: true } });
  const sku = { priceFen: 1_000, costFen: 100, stock: 1 };
  const goods = { title: '苹果', pictures: [world.picture], ground: 1, industry: 'grocery', kind: 'delivered' };
  const review = { orderId: 'none', skuId: 'none', stars: 5, words: '好', pictures: [world.picture] };
  // Whose words are looked through: only who comes by WeChat can be asked of.
  const onWechat = await wechat(world, 'oMember');
  await world.call('account.signInWithWechatPhone', { code: 'phone-13700000601-a' }, onWechat);
  const own = { memberId: (await world.call('account.me', {}, admin())).memberId, reason: '测试' };
  await areRefused([
    ['favourites/full', 'shop.setFavourite', { goodsId: 'plain', isFavourite: true, requestId: nextRequest() }],
    ['restocks/full', 'shop.awaitRestock', { goodsId: 'apple', skuId: 'apple-1', isAwaited: true }],
    ['address/tooMany', 'shop.saveAddress', place],
    ['rules/otherVersion', 'account.acceptRules', { plans: [{ plan: 'release', version: 9 }] }],
    ['review/noPictures', 'reviews.write', { ...review, requestId: nextRequest() }, onWechat],
    ['withdrawal/notOpen', 'wallet.previewWithdrawal', { amountFen: 1_000 }],
    ['member/closed', 'admin.blockMember', { memberId: closed.memberId, isBlocked: true, reason: '测试' }, admin()],
    ['member/closed', 'admin.viewMemberPhone', { memberId: closed.memberId, reason: '测试' }, admin()],
    ['member/oneself', 'admin.blockWithdrawals', { ...own, isBlocked: true }, admin()],
    [
      'goods/choices',
      'admin.saveGoods',
      { ...goods, categoryId: 'fruit', shopId: 'own', skus: [{ ...sku, choices: ['大', '红'] }] },
      admin(),
    ],
  ]);
});

test('a clearance of no days, of nobody, one that was taken back; a proposal of nobody, one that was decided; a plan under another', async () => {
  const today = businessDayOf(world.cloud.now());
  const record = {
    feature: 'withdrawal',
    issuer: '演示',
    documentReference: '许可 2',
    documentSha256: '0'.repeat(64),
    scope: '演示',
    validFromDay: today,
    validToDay: addDays(today, -1),
  };
  const { clearances } = await world.call('admin.listClearances', {}, admin());
  const { clearanceId } = clearances.find(({ feature }) => feature === 'withdrawal')!;
  await world.call('admin.revokeClearance', { clearanceId }, admin());
  const adding = { memberId: member.memberId, change: 'add', asset: 'spendable', units: 100, reason: '补发' } as const;
  const { proposalId } = await world.call(
    'admin.proposeAdjustment',
    { ...adding, requestId: nextRequest() },
    world.admins[1],
  );
  await world.call('admin.rejectProposal', { proposalId }, world.admins[1]);
  for (const dailyRate of ['0.010', '0.009'])
    await changePlans(world, { release: { ...presets.release.plan, dailyRate } });
  const withdrawal = { plan: 'release', version: 2, reason: '再想想', requestId: nextRequest() };
  await areRefused([
    ['plan/notNewest', 'admin.withdrawPlan', withdrawal, admin()],
    ['clearance/dates', 'admin.proposeClearance', { ...record, requestId: nextRequest() }, admin()],
    ['clearance/unknown', 'admin.approveClearance', { clearanceId: 'none' }, admin()],
    ['clearance/unknown', 'admin.revokeClearance', { clearanceId: 'none' }, admin()],
    ['clearance/notProposed', 'admin.approveClearance', { clearanceId }, world.admins[1]],
    ['proposal/unknown', 'admin.approveProposal', { proposalId: 'none' }, admin()],
    ['proposal/decided', 'admin.approveProposal', { proposalId }, admin()],
  ]);
});

test('a return that comes too late, a case too many; stable points that are worth no millionth of a point', async () => {
  const orderId = await buy(world, member, 'plain-1');
  await world.cloud.engine.update('orders', { _id: orderId }, { $set: { caseCount: 20 } });
  await areRefused([['afterSales/tooOften', 'afterSales.apply', allBack(world, orderId)]]);
  // Its window is over, and no timer has settled it yet.
  await world.advance('8d');
  await areRefused([['refund/tooLate', 'afterSales.apply', allBack(world, orderId)]]);
  // A price that nobody will live to see.
  await world.cloud.engine.update('platform', { _id: 'pool' }, { $set: { 'state.pool': 1_000_000 * 20_000 * 100 } });
  await world.cloud.engine.insert('merchants', [{ _id: 'hers', pointsMicroPoints: 0, stableCents: 100, cashFen: 0 }]);
  await areRefused([['merchantRedemption/worthNothing', 'merchant.previewRedemption', { cents: 1 }, owner.token]]);
});
