// Points that leave: sold, exchanged, redeemed by a shop. In the strict order of the day, exactly by the rules, once.
import type { ActionName, Details, InputOf } from '@shared/contract';
import { showPlain } from '@shared/format';
import { type Fen, fen, type MicroPoints, microPoints } from '@shared/kernel';
import { refusalWords } from '../../client/copy/refusals';
import type { Reply } from '../../localcloud';
import { all, differences } from './books';
import { atEverySeam, killedAtEverySeam } from './interleave';
import { Seam } from './seam';
import {
  allBack,
  buy,
  giveBy,
  giveStable,
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

jest.setTimeout(600_000);

const POINT = 1_000_000;
const payPassword = PAY_PASSWORD;
const seam = new Seam();
let world: TestWorld;
let owner: Joined;
let seller: Joined;
let other: Joined;
/** Paid by points that were redeemed for it, and settled. */
let redeemedOrder = '';

beforeAll(async () => {
  world = await startWorld({ timers: 'none', workers: 3, beforeRequest: seam.beforeRequest });
  await openShop(world, { settleAfterDays: 0 });
  owner = await joinMember(world, '13800000401');
  seller = await joinMember(world, '13800000402');
  other = await joinMember(world, '13800000403');
  for (const member of [owner, seller, other]) await setPayPassword(world, member);
  const shop = { shopId: 'hers', name: '青岚粮油店', ownerId: owner.memberId, takesStable: true };
  await world.call('admin.saveShop', shop, world.admins[0]);
  for (const member of [seller, other]) await buy(world, member, 'apple-1', { quantity: 20 });
  await world.advance('1m');
  await world.cloud.trigger('settlement');
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});
afterEach(() => expect(differences(world)).toEqual([]));

interface PoolState {
  readonly pool: Fen;
  readonly circulating: MicroPoints;
  readonly reservePoints: MicroPoints;
  readonly stableOutstanding: number;
}
const pool = (): PoolState => (world.cloud.engine.get('platform', 'pool') as unknown as { state: PoolState }).state;
const walletOf = ({ memberId }: Joined) =>
  world.cloud.engine.get('wallets', memberId) as unknown as {
    pointsMicroPoints: number;
    exitQuotaFen: number;
    exitCashFen: number;
    stableCents: number;
  };
/** Whether a price is at least another: by cross products, exactly. */
const isAtLeast = (now: PoolState, before: PoolState): boolean =>
  BigInt(now.pool) * BigInt(before.circulating) >= BigInt(before.pool) * BigInt(now.circulating);
const codeOf = (reply: Reply) => (reply.ok ? 'ok' : reply.code);
const asking = (reply: Reply): string => (reply.ok ? 'ok' : reply.code);

/** A sale as it is quoted now. */
async function quoted(points: number, by = seller): Promise<InputOf<'wallet.sell'>> {
  const { figures } = await world.call('wallet.previewSale', { microPoints: points }, by.token);
  return { microPoints: points, quotedFen: figures!.payoutFen, payPassword, requestId: nextRequest() };
}
const sell = (input: InputOf<'wallet.sell'>, by = seller): Promise<Reply> =>
  world.cloud.call('wallet.sell', { ...input }, by.token);
const refusal = (input: Partial<InputOf<'wallet.sell'>>) =>
  world.refused(
    'wallet.sell',
    { microPoints: POINT, quotedFen: 0, payPassword, requestId: nextRequest(), ...input },
    seller.token,
  );

test('a sale pays what its preview said, burns the points, uses the quota, and is explained line by line', async () => {
  const before = [pool(), walletOf(seller)] as const;
  const preview = await world.call('wallet.previewSale', { microPoints: 5 * POINT }, seller.token);
  expect(preview).toMatchObject({ heldMicroPoints: before[1].pointsMicroPoints, hasExitQuota: true, paused: null });
  const input = await quoted(5 * POINT);
  const sold = await world.call('wallet.sell', input, seller.token);
  expect(sold).toMatchObject({ ...preview.figures, priceShown: preview.quote.priceShown });
  const after = walletOf(seller);
  expect(after.pointsMicroPoints).toBe(before[1].pointsMicroPoints - 5 * POINT);
  expect(after.exitQuotaFen).toBe(before[1].exitQuotaFen - sold.grossFen);
  expect(after.exitCashFen).toBe(before[1].exitCashFen + sold.payoutFen);
  expect(pool()).toMatchObject({
    pool: before[0].pool - sold.payoutFen,
    circulating: before[0].circulating - 5 * POINT,
  });
  expect(isAtLeast(pool(), before[0])).toBe(true);
  // Sent again, it is the same sale.
  expect(await world.call('wallet.sell', input, seller.token)).toEqual(sold);
  const { lines } = await world.call('wallet.statement', { limit: 3 }, seller.token);
  // One entry: the cash that came, and beside it the points and the quota that went.
  expect(lines[0]).toMatchObject({
    kind: 'points.sale',
    amount: { asset: 'cash', units: sold.payoutFen },
    sides: [
      { asset: 'appreciating', units: -5 * POINT },
      { asset: 'exitQuota', units: -sold.grossFen },
    ],
  });
  for (const { _id } of all<{ _id: string; kind: string }>(world, 'lines').filter(({ kind }) => kind === 'points.sale'))
    expect(await world.call('wallet.explain', { entryId: _id }, seller.token)).toMatchObject({ agrees: true });
});

test('an exchange issues stable points of the value, behind which the points lie; pool and price stay', async () => {
  const before = pool();
  const { figures } = await world.call('wallet.previewExchange', { microPoints: 4 * POINT }, seller.token);
  const input = { microPoints: 4 * POINT, quotedCents: figures!.issuedCents, payPassword, requestId: nextRequest() };
  const exchanged = await world.call('wallet.exchange', input, seller.token);
  expect(exchanged).toMatchObject(figures!);
  expect(pool()).toMatchObject({
    pool: before.pool,
    circulating: before.circulating,
    reservePoints: before.reservePoints + 4 * POINT,
    stableOutstanding: before.stableOutstanding + figures!.issuedCents,
  });
  for (const { _id } of all<{ _id: string; kind: string }>(world, 'lines').filter(
    ({ kind }) => kind === 'points.exchange',
  ))
    expect(await world.call('wallet.explain', { entryId: _id }, seller.token)).toMatchObject({ agrees: true });
});

test('a shop redeems what it was paid and sells the points; the platform owes it the payout', async () => {
  await giveStable(world, other, 30_000);
  const paying = { payee: { shopId: 'hers' }, amountCents: 20_000, payPassword, requestId: nextRequest() };
  await world.call('wallet.payMerchant', paying, other.token);
  const before = pool();
  const { figures } = await world.call('merchant.previewRedemption', { cents: 15_000 }, owner.token);
  const redeeming = { cents: 15_000, quotedMicroPoints: figures.microPoints, payPassword, requestId: nextRequest() };
  const redeemed = await world.call('merchant.redeemStable', redeeming, owner.token);
  expect(redeemed).toMatchObject({ leftCents: 5_000, leftMicroPoints: figures.microPoints });
  expect(pool()).toMatchObject({ pool: before.pool, circulating: before.circulating });
  const sale = await world.call('merchant.previewSale', { microPoints: figures.microPoints }, owner.token);
  const selling = { quotedFen: sale.figures.payoutFen, payPassword, requestId: nextRequest() };
  await world.call('merchant.sellPoints', { microPoints: figures.microPoints, ...selling }, owner.token);
  expect(await world.call('merchant.viewOwed', {}, owner.token)).toMatchObject({
    soldFen: sale.figures.payoutFen,
    owedFen: sale.figures.payoutFen,
    stableCents: 5_000,
  });
  const { lines } = await world.call('merchant.statement', { asset: 'appreciating' }, owner.token);
  expect(lines.map(({ kind, units }) => [kind, units]).toSorted()).toEqual([
    ['redemption', figures.microPoints],
    ['sale', -figures.microPoints],
  ]);
  expect(isAtLeast(pool(), before)).toBe(true);
  // The price rose since it was quoted: fewer points for the same.
  const quotedMicroPoints = figures.microPoints + Math.ceil(figures.microPoints / 50);
  const moved = { cents: 5_000, quotedMicroPoints, payPassword, requestId: nextRequest() };
  expect(await world.refused('merchant.redeemStable', moved, owner.token)).toBe('quote/moved');
});

test('points redeemed for an order pay for it, no plan counts it, and what goes back is stable points', async () => {
  const place = async (quantity: number) => {
    const lines = [{ skuId: 'apple-1', quantity }];
    const input = { lines, addressId: other.addressId, requestId: nextRequest() };
    return (await world.call('shop.placeOrder', input, other.token)).orderId;
  };
  const orderOf = (orderId: string) =>
    world.cloud.engine.get('orders', orderId) as unknown as { state: string; cashFen: number; grants: object[] };
  const redeem = async (orderId: string) => {
    const { figures, priceFen } = await world.call('wallet.previewRedemption', { orderId }, other.token);
    expect(figures.payoutFen).toBe(priceFen);
    const quotedMicroPoints = figures.microPoints;
    const input = { orderId, quotedMicroPoints, payPassword, requestId: nextRequest() };
    const answers = await Promise.all([1, 2].map(() => world.call('wallet.redeem', input, other.token)));
    expect(answers[0]).toEqual(answers[1]);
    return answers[0]!;
  };
  const before = [pool(), walletOf(other)] as const;
  const orderId = await place(2);
  const redeemed = await redeem(orderId);
  expect(orderOf(orderId)).toMatchObject({ state: 'paid', redeemed: { payoutFen: orderOf(orderId).cashFen } });
  expect(pool()).toMatchObject({
    pool: before[0].pool - redeemed.payoutFen,
    circulating: before[0].circulating - redeemed.microPoints,
  });
  expect(walletOf(other).exitQuotaFen).toBe(before[1].exitQuotaFen - redeemed.grossFen);
  // One of two pieces goes back before it was sent: half of its goods in stable points, and no money.
  const { lines, ...asked } = allBack(world, orderId);
  const held = walletOf(other).stableCents;
  await world.call(
    'afterSales.apply',
    { ...asked, lines: lines.map((line) => ({ ...line, quantity: 1 })) },
    other.token,
  );
  expect(walletOf(other).stableCents).toBe(held + 10_000);
  expect(isAtLeast(pool(), before[0])).toBe(true);
  await world.call('admin.ship', { orderId, carrier: '德邦', trackingNo: `R${orderId.slice(-6)}` }, world.admins[0]);
  await world.call('shop.confirmReceipt', { orderId }, other.token);
  await world.advance('1m');
  await world.cloud.trigger('settlement');
  expect(orderOf(orderId)).toMatchObject({ state: 'settled', grants: [] });
  redeemedOrder = orderId;
  // All of another goes back: it ends, its whole worth in stable points.
  const second = await place(1);
  const { payoutFen } = await redeem(second);
  const heldThen = walletOf(other).stableCents;
  await world.call('afterSales.apply', allBack(world, second), other.token);
  expect(orderOf(second)).toMatchObject({ state: 'refunded' });
  expect(walletOf(other).stableCents).toBe(heldThen + payoutFen);
  for (const { _id } of all<{ _id: string; kind: string }>(world, 'lines').filter(({ kind }) =>
    kind.startsWith('points.redemption'),
  ))
    expect(await world.call('wallet.explain', { entryId: _id }, other.token)).toMatchObject({ agrees: true });
  // An order that was begun to be paid with money, and one that was paid.
  const third = await place(1);
  await world.call('shop.payOrder', { orderId: third }, other.token);
  expect(await world.refused('wallet.previewRedemption', { orderId: third }, other.token)).toBe('redemption/notFor');
  expect(await world.refused('wallet.previewRedemption', { orderId }, other.token)).toBe('order/notInState');
  expect(await world.refused('wallet.previewRedemption', { orderId: third }, seller.token)).toBe('order/unknown');
});

test('killed anywhere, a late return of what points were redeemed for brings stable points once, and money never', async () => {
  const killed = await killedAtEverySeam(seam, {
    prepare: async () => {
      const asked = { orderId: redeemedOrder, cashFen: 100, reason: '过后退回', requestId: nextRequest() };
      const { proposalId } = await world.call('admin.proposeReversal', asked, world.admins[0]);
      return { proposalId, stable: walletOf(other).stableCents, cash: walletOf(other).exitCashFen, price: pool() };
    },
    act: ({ proposalId }) => world.cloud.call('admin.approveProposal', { proposalId }, world.admins[1]),
    kill: () => world.cloud.killWorker(),
    check: async ({ stable, cash, price }, answer, step) => {
      expect([step, answer]).toMatchObject([step, { value: { reversal: { refundableFen: 100, isInStable: true } } }]);
      // What is not given back by who approves is given back by the timer.
      if (walletOf(other).stableCents === stable) await world.cloud.trigger('settlement');
      expect([step, walletOf(other).stableCents - stable, walletOf(other).exitCashFen - cash]).toEqual([step, 100, 0]);
      expect([step, isAtLeast(pool(), price)]).toEqual([step, true]);
    },
  });
  expect(killed).toBeGreaterThan(5);
  // The timer finds nothing left to give back.
  const stable = walletOf(other).stableCents;
  await world.cloud.trigger('settlement');
  expect(walletOf(other).stableCents).toBe(stable);
  const line = all<{ _id: string }>(world, 'lines').find(({ _id }) => _id.includes('reversePaid'))!;
  const told = await world.call('wallet.explain', { entryId: line._id }, other.token);
  expect(told).toMatchObject({ agrees: true, inputs: { reversedFen: 100 } });
});

test('refused, and nothing moved: more than held, past the quota, nothing, worth nothing, a worse price, a wrong password', async () => {
  const before = [pool(), walletOf(seller)];
  const { heldMicroPoints } = await world.call('wallet.previewSale', {}, seller.token);
  expect(await refusal({ microPoints: heldMicroPoints + 1 })).toBe('sale/exceedsHolding');
  expect(await refusal({ microPoints: 0 })).toBe('sale/nothing');
  expect(await refusal({ microPoints: 1 })).toBe('sale/worthNothing');
  expect(await refusal({ payPassword: '111112' })).toBe('payPassword/wrong');
  const { quotedFen } = await quoted(POINT);
  expect(await refusal({ quotedFen: quotedFen * 2 })).toBe('quote/moved');
  expect([pool(), walletOf(seller)]).toEqual(before);
  // Points that an administrator added have no quota: they are held.
  const newcomer = await joinMember(world, '13800000404');
  await setPayPassword(world, newcomer);
  await giveBy(world, newcomer, 'appreciating', 5 * POINT);
  expect(await world.call('wallet.previewSale', {}, newcomer.token)).toMatchObject({ mostMicroPoints: 0 });
  const input = { microPoints: POINT, quotedFen: 0, payPassword, requestId: nextRequest() };
  expect(await world.refused('wallet.sell', input, newcomer.token)).toBe('sale/exceedsExitQuota');
});

test('each refusal of each way out reads what is, what was not done and what next; nothing moved', async () => {
  const [poor, rich, bare] = [
    await joinMember(world, '13800000405'),
    await joinMember(world, '13800000406'),
    await joinMember(world, '13800000407'),
  ];
  for (const member of [poor, rich]) await setPayPassword(world, member);
  await giveBy(world, poor, 'appreciating', 2 * POINT);
  await giveBy(world, rich, 'appreciating', 900 * POINT);
  const [poorOrder, richOrder] = await Promise.all(
    [poor, rich].map(async ({ addressId, token }) => {
      const input = { lines: [{ skuId: 'apple-1', quantity: 1 }], addressId, requestId: nextRequest() };
      return (await world.call('shop.placeOrder', input, token)).orderId;
    }),
  );
  const { figures } = await world.call('merchant.previewRedemption', { cents: 1_000 }, owner.token);
  const redeeming = { cents: 1_000, quotedMicroPoints: figures.microPoints, payPassword, requestId: nextRequest() };
  await world.call('merchant.redeemStable', redeeming, owner.token);
  const shop = await world.call('merchant.viewPoints', {}, owner.token);
  const { payments } = await world.call('merchant.listPayments', {}, owner.token);
  const { paymentId } = payments[0]!;
  const agoMs = world.cloud.now() - 31 * 86_400_000;
  const old = { ...world.cloud.engine.get('tillPayments', paymentId)!, _id: undefined, paidAtMs: agoMs };
  await world.cloud.engine.set('tillPayments', 'long-ago', old as never);
  const held = walletOf(seller);
  const { pointsMicroPoints: most, exitQuotaFen, exitCashFen, stableCents } = held;
  const cash = { amountFen: exitCashFen + 1_000, payPassword };
  const amountOf = (cents: number) => showPlain(cents, 'stable');
  const pointsOf = (points: number) => showPlain(points, 'appreciating');
  const pay = (shopId: string, amountCents: number) => ({ payee: { shopId }, amountCents, payPassword });
  const sale = (microPoints: number, more: object = {}) => ({ microPoints, quotedFen: 0, payPassword, ...more });
  const change = (microPoints: number, more: object = {}) => ({ microPoints, quotedCents: 0, payPassword, ...more });
  const redeem = (orderId = '') => ({ orderId, quotedMicroPoints: 0, payPassword });
  const stable = (cents: number) => ({ cents, quotedMicroPoints: 0, payPassword });
  const MOVED = '价格变了，得到的比报价少，没有办。看清新的报价，再确认。';
  const WRONG = /^支付密码不对，这一步没有做。还可以试 \d 次。$/;
  const UNSET = '还没有支付密码，这一步没有做。先设一个。';
  const rows: readonly (readonly [ActionName, object, Joined, string | RegExp])[] = [
    ['wallet.sell', sale(0), seller, '数量是 0，没有卖出。'],
    ['wallet.sell', sale(1), seller, '这么少的积分不到一分钱，没有卖出。数量多一些再试。'],
    ['wallet.sell', sale(most + 1), seller, `你有 ${pointsOf(most)} 增值积分，不够，没有卖出。改少再试。`],
    ['wallet.sell', sale(POINT), rich, /^值 [\d.]+ 元，出局额度只有 0\.00，没有卖出。改少再试。$/],
    ['wallet.sell', sale(POINT, { quotedFen: exitQuotaFen * 9 }), seller, MOVED],
    ['wallet.sell', sale(POINT, { payPassword: '111112' }), seller, WRONG],
    ['wallet.sell', sale(POINT), bare, UNSET],
    ['wallet.exchange', change(0), seller, '数量是 0，没有兑换。'],
    ['wallet.exchange', change(1), seller, '这么少的积分换不到 0.01 恒定积分，没有兑换。数量多一些再试。'],
    ['wallet.exchange', change(most + 1), seller, `你有 ${pointsOf(most)} 增值积分，不够，没有兑换。改少再试。`],
    ['wallet.exchange', change(POINT), rich, /^值 [\d.]+ 元，出局额度只有 0\.00，没有兑换。改少再试。$/],
    ['wallet.exchange', change(POINT, { quotedCents: exitQuotaFen * 9 }), seller, MOVED],
    ['wallet.exchange', change(POINT), bare, UNSET],
    ['wallet.redeem', redeem(poorOrder), poor, '你有 2.000000 增值积分，不够，没有兑换。用别的方式付。'],
    ['wallet.redeem', redeem(richOrder), rich, /^值 [\d.]+ 元，出局额度只有 0\.00，没有兑换。用别的方式付。$/],
    ['wallet.redeem', redeem(richOrder), poor, '没有这张订单。'],
    ['wallet.redeem', redeem(redeemedOrder), other, '订单状态已经变了，没有做成。刷新后再看。'],
    ['merchant.redeemStable', stable(0), owner, '数量是 0，没有兑换。'],
    [
      'merchant.redeemStable',
      stable(shop.stableCents + 1),
      owner,
      `你有 ${amountOf(shop.stableCents)} 恒定积分，不够，没有兑换。改少再试。`,
    ],
    ['merchant.redeemStable', { ...stable(100), quotedMicroPoints: most * 9 }, owner, MOVED],
    ['merchant.sellPoints', sale(0), owner, '数量是 0，没有卖出。'],
    ['merchant.sellPoints', sale(1), owner, '这么少的积分不到一分钱，没有卖出。数量多一些再试。'],
    [
      'merchant.sellPoints',
      sale(shop.microPoints + 1),
      owner,
      `你有 ${pointsOf(shop.microPoints)} 增值积分，不够，没有卖出。改少再试。`,
    ],
    ['wallet.payMerchant', pay('hers', 0), seller, '金额是 0，没有付。'],
    [
      'wallet.payMerchant',
      pay('hers', stableCents + 1),
      seller,
      `你有 ${amountOf(stableCents)} 恒定积分，不够，没有付款。改少再试。`,
    ],
    ['wallet.payMerchant', pay('own', 1), seller, '「明禾自营」现在不收恒定积分，没有付。换一种方式付。'],
    ['wallet.payMerchant', pay('hers', 1), owner, '这家店是你开的，不能自己付给自己，没有付。可以换别的商户。'],
    ['wallet.payMerchant', pay('nowhere', 1), seller, '没有这家店。'],
    [
      'wallet.payMerchant',
      { ...pay('', 1), payee: { paymentId: 'none' } },
      seller,
      '这个码不是收款码，或已经没有了，没有付。请店家再出一个。',
    ],
    ['wallet.payMerchant', pay('hers', 1), bare, UNSET],
    [
      'merchant.givePaymentBack',
      { paymentId },
      owner,
      `店里只有 ${amountOf(shop.stableCents)} 恒定积分，没有退。等收到更多再退。`,
    ],
    [
      'merchant.givePaymentBack',
      { paymentId: 'long-ago' },
      owner,
      '付了超过 30 天，这里退不了，没有退。和顾客商量别的办法。',
    ],
    ['wallet.withdraw', { amountFen: 999, payPassword }, seller, '最少提 10.00，没有申请。多填一些再试。'],
    ['wallet.withdraw', cash, seller, /^现在能提 0\.00(，另有 [\d,.]+ 还在等待期)?。没有申请，改少再试。$/],
    ['wallet.viewWithdrawal', { withdrawalId: 'none' }, seller, '没有这笔提现。'],
    ['account.stopPayPassword', {}, seller, '没有在等的找回，什么都没有变。'],
    [
      'account.changePayPassword',
      { payPassword, newPayPassword: '121212' },
      seller,
      '这个密码太好猜，没有设。不要连着的、重复的，也不要手机号末尾。',
    ],
    ['team.whoInvites', { inviteCode: 'NOBODY99' }, seller, '邀请码不存在。可以不填邀请码，直接登录。'],
  ];
  const before = [pool(), walletOf(poor), walletOf(rich), walletOf(other), held];
  for (const [action, input, by, words] of rows) {
    const asks = action === 'team.whoInvites' || action === 'wallet.viewWithdrawal' ? {} : { requestId: nextRequest() };
    const reply = await world.cloud.call(action, { ...input, ...asks }, by.token);
    const read = reply.ok
      ? 'done'
      : refusalWords({ code: reply.code as 'busy', details: (reply.details ?? {}) as Details });
    expect([action, words, read]).toEqual([
      action,
      words,
      typeof words === 'string' ? words : expect.stringMatching(words),
    ]);
  }
  expect([pool(), walletOf(poor), walletOf(rich), walletOf(other), walletOf(seller)]).toEqual(before);
  await world.cloud.engine.remove('tillPayments', { _id: 'long-ago' });
  for (const [orderId, { token }] of [
    [poorOrder, poor],
    [richOrder, rich],
  ] as const)
    await world.call('shop.cancelOrder', { orderId: orderId! }, token);
});

test('a clearance that is revoked stops the sale at that moment; the exchange goes on', async () => {
  const input = await quoted(POINT);
  const { clearances } = await world.call('admin.listClearances', {}, world.admins[0]);
  const { clearanceId } = clearances.find(({ feature }) => feature === 'appreciation.cashSale')!;
  // Revoked between what the sale has read and what it writes.
  seam.before(
    ({ action }) => action === 'database.startTransaction',
    () => world.call('admin.revokeClearance', { clearanceId }, world.admins[0]),
  );
  expect(asking(await sell(input))).toBe('sale/notCleared');
  const { paused } = await world.call('wallet.previewSale', {}, seller.token);
  expect(paused).not.toBeNull();
  const { figures } = await world.call('wallet.previewExchange', { microPoints: POINT }, seller.token);
  const exchange = { microPoints: POINT, quotedCents: figures!.issuedCents, payPassword, requestId: nextRequest() };
  await world.call('wallet.exchange', exchange, seller.token);
  const proposed = await world.call(
    'admin.proposeClearance',
    {
      feature: 'appreciation.cashSale',
      issuer: '演示',
      documentReference: '2',
      documentSha256: '0'.repeat(64),
      scope: '演示',
      validFromDay: '2026-01-01',
      validToDay: '2027-12-31',
      requestId: nextRequest(),
    },
    world.admins[0],
  );
  await world.call('admin.approveClearance', { clearanceId: proposed.clearanceId }, world.admins[1]);
});

test('while a day that has ended is not closed nothing leaves; what was answered before is answered again', async () => {
  const done = await quoted(POINT);
  expect(codeOf(await sell(done))).toBe('ok');
  const waiting = await quoted(POINT);
  await world.advance('1d');
  expect(codeOf(await sell(waiting))).toBe('close/running');
  expect(codeOf(await sell(done))).toBe('ok');
  for (let times = 0; times < 3; times += 1) await world.cloud.trigger('dailyClose');
  expect(codeOf(await sell({ ...waiting, requestId: nextRequest() }))).toBe('ok');
});

test('all points sold twice at once, at every seam: one of the two; and two members sell as one after the other', async () => {
  const holds = () => walletOf(seller).pointsMicroPoints;
  const met = await atEverySeam(seam, {
    prepare: async () => {
      // More than half of what is held: no two of them.
      const most = Math.floor(holds() / 2) + 1;
      const points = Math.min(most, 3 * POINT);
      const twice = await quoted(points);
      return { one: twice, two: { ...twice }, before: holds() };
    },
    first: ({ one }) => sell(one),
    second: ({ two }) => sell(two),
    check: ({ one, before }, first, second, step) => {
      expect([step, codeOf(first), codeOf(second)]).toEqual([step, 'ok', 'ok']);
      expect([step, first]).toEqual([step, second]);
      expect([step, holds()]).toEqual([step, before - one.microPoints]);
    },
  });
  expect(met).toBeGreaterThan(3);
  const between = await atEverySeam(seam, {
    prepare: async () => ({ one: await quoted(POINT), two: await quoted(POINT, other), before: pool() }),
    first: ({ one }) => sell(one),
    second: ({ two }) => sell(two, other),
    check: ({ before }, first, second, step) => {
      expect([step, codeOf(first), codeOf(second)]).toEqual([step, 'ok', 'ok']);
      expect([step, isAtLeast(pool(), before)]).toEqual([step, true]);
    },
  });
  expect(between).toBeGreaterThan(3);
});

test('killed before each of its writes and sent again: sold once', async () => {
  const killed = await killedAtEverySeam(seam, {
    prepare: async () => ({ input: await quoted(POINT, other), before: walletOf(other).pointsMicroPoints }),
    act: ({ input }) => sell(input, other),
    kill: () => world.cloud.killWorker(),
    check: ({ before }, answer, step) => {
      expect([step, codeOf(answer)]).toEqual([step, 'ok']);
      expect([step, walletOf(other).pointsMicroPoints]).toEqual([step, before - POINT]);
    },
  });
  expect(killed).toBeGreaterThan(5);
});

test('a hundred sales at the same moment are some serial order of them', async () => {
  const before = pool();
  const points = POINT / 10;
  const { quotedFen } = await quoted(points);
  const isOld = new Set(all<{ _id: string }>(world, 'lines').map(({ _id }) => _id));
  /** Too many at once is no answer of the sale's: it is asked again, as the screen says. */
  const until = async (input: InputOf<'wallet.sell'>, by: Joined): Promise<Reply> => {
    for (;;) {
      const reply = await sell(input, by);
      if (codeOf(reply) !== 'busy') return reply;
    }
  };
  const replies = await Promise.all(
    Array.from({ length: 100 }, (_, at) =>
      until({ microPoints: points, quotedFen, payPassword, requestId: nextRequest() }, at % 2 ? seller : other),
    ),
  );
  expect(replies.map(codeOf)).toEqual(Array(100).fill('ok'));
  // Each met the pool as the one before left it: from the first pool to the last, none met the same.
  interface Line {
    readonly _id: string;
    readonly asset: string;
    readonly units: number;
    readonly inputs: { readonly metPoolFen: number; readonly metCirculatingMicroPoints: number };
  }
  const sales = all<Line>(world, 'lines')
    .filter(({ _id, asset }) => asset === 'cash' && !isOld.has(_id))
    .toSorted((a, b) => b.inputs.metCirculatingMicroPoints - a.inputs.metCirculatingMicroPoints);
  let met = { pool: before.pool, circulating: before.circulating };
  for (const { units, inputs } of sales) {
    expect([inputs.metPoolFen, inputs.metCirculatingMicroPoints]).toEqual([met.pool, met.circulating]);
    met = { pool: fen(met.pool - units), circulating: microPoints(met.circulating - points) };
  }
  expect(sales).toHaveLength(100);
  expect(pool()).toMatchObject(met);
  expect(isAtLeast(pool(), before)).toBe(true);
});
