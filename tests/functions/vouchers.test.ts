// Vouchers: issued once by the payment, redeemed once by the shop, given back once at their end.
import type { OrderDocument, VoucherDocument } from '../../cloudfunctions/_store/documents';
import { all } from './books';
import { atEverySeam, killedAtEverySeam } from './interleave';
import { Seam } from './seam';
import { voucherFaults } from './voucherBooks';
import {
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  removeBuilt,
  saveGoods,
  startWorld,
  type TestWorld,
} from './world';

jest.setTimeout(300_000);

const STOCK = 100_000;
const DAY_MS = 86_400_000;
let world: TestWorld;
let owner: Joined;
let other: Joined;
let buyer: Joined;
const seam = new Seam();

const TERMS = {
  validDays: 3,
  fromDay: null,
  untilDay: null,
  closedWeekdays: [],
  closedDays: [],
  hours: '9:30–21:30',
  booking: '不用约',
  place: '香港中路 76 号',
};

beforeAll(async () => {
  world = await startWorld({ timers: 'none', workers: 3, beforeRequest: seam.beforeRequest });
  await openShop(world, { settleAfterDays: 1 });
  owner = await joinMember(world, '13800000101');
  other = await joinMember(world, '13800000102');
  buyer = await joinMember(world, '13800000103');
  for (const [shopId, name, ownerId] of [
    ['hers', '巴食香港中路店', owner.memberId],
    ['his', '赤谷酒坊', other.memberId],
  ] as const)
    await world.call('admin.saveShop', { shopId, name, ownerId }, world.admins[0]);
  const meal = { priceFen: 16_800, costFen: 9_000, stock: STOCK };
  await saveGoods(world, 'hotpot', meal, { shopId: 'hers', kind: 'voucher', voucher: TERMS });
  await saveGoods(world, 'duo', meal, { shopId: 'hers', kind: 'voucher', voucher: TERMS });
  await saveGoods(world, 'bath', meal, { kind: 'voucher' });
  await world.cloud.warm();
});
afterEach(() => {
  seam.open();
  expect(faults()).toEqual([]);
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const orderOf = (orderId: string) => world.cloud.engine.get('orders', orderId) as unknown as OrderDocument;
const voucherOf = (code: string) => world.cloud.engine.get('vouchers', code) as unknown as VoucherDocument;

/** Where vouchers, orders and the shelf disagree; nothing at any time. */
function faults(): string[] {
  const found = voucherFaults(world);
  const sold = new Map<string, number>();
  for (const { skuId, orderId } of all<VoucherDocument>(world, 'vouchers')) {
    const line = orderOf(orderId).lines.find((one) => one.skuId === skuId)!;
    sold.set(skuId, (sold.get(skuId) ?? 0) + line.quantity - (line.backPieces ?? 0));
  }
  for (const [skuId, count] of sold) {
    const row = world.cloud.engine.get('stock', skuId) as { left?: number } | null;
    if (Number(row?.left) + count !== STOCK) found.push(`${skuId}: ${row?.left} left, ${count} sold`);
  }
  return found;
}

async function paid(...lines: (readonly [goodsId: string, quantity: number])[]): Promise<string> {
  const { orderId } = await world.call(
    'shop.placeOrder',
    { lines: lines.map(([goodsId, quantity]) => ({ skuId: `${goodsId}-1`, quantity })), requestId: nextRequest() },
    buyer.token,
  );
  await world.call('shop.payOrder', { orderId }, buyer.token);
  await world.cloud.pay({ outTradeNo: orderId }, 'paid');
  return orderId;
}

const codesOf = (orderId: string): string[] => orderOf(orderId).vouchers!.map(({ code }) => code);
const bought = async (quantity = 1) => {
  const orderId = await paid(['hotpot', quantity]);
  return { orderId, code: codesOf(orderId)[0]! };
};
const redeeming = (code: string, pieces = 1, expectedLeft = pieces) => ({
  code,
  pieces,
  expectedLeft,
  requestId: nextRequest(),
});
const redeem = (code: string, pieces = 1, expectedLeft = pieces, token = owner.token) =>
  world.cloud.call('merchant.redeemVoucher', redeeming(code, pieces, expectedLeft), token);
const asking = (orderId: string, quantity = 1) => ({
  orderId,
  kind: 'refund' as const,
  lines: [{ skuId: 'hotpot-1', quantity }],
  reason: 'unwanted' as const,
  words: '不去了',
  requestId: nextRequest(),
});
const cashBack = (orderId: string): number =>
  world.cloud.engine
    .find('local__refunds', { outTradeNo: orderId })
    .reduce((sum, one) => sum + Number(one.refundFee), 0);
const settle = () => world.cloud.trigger('settlement');
/** The next day: the one before is closed, as nothing settles into a day behind. */
async function dayBehind(): Promise<void> {
  await world.advance('1d');
  for (let closes = 0; closes < 8; closes += 1) await world.cloud.trigger('dailyClose');
  await settle();
}

describe('a voucher', () => {
  it('is told before it is bought, and issued once however often its payment is told', async () => {
    expect((await world.call('shop.viewGoods', { goodsId: 'hotpot' })).voucher).toEqual(TERMS);
    const { orderId, code } = await bought(3);
    await world.cloud.pay({ outTradeNo: orderId }, 'paid');
    expect(code).toMatch(/^\d{12}$/);
    expect(world.cloud.engine.count('vouchers', { orderId })).toBe(1);
    const page = await world.call('shop.viewVoucher', { code }, buyer.token);
    expect(page).toMatchObject({ state: 'issued', pieces: 3, left: 3, refund: { cashFen: 50_400 }, terms: TERMS });
    // 3 days from 2 March on, that day among them.
    expect(page.untilMs).toBe(Date.parse('2026-03-05T00:00:00+08:00'));
    const order = await world.call('shop.viewOrder', { orderId }, buyer.token);
    expect(order.vouchers).toMatchObject([{ skuId: 'hotpot-1', code, left: 3 }]);
    expect(await world.refused('shop.viewVoucher', { code }, other.token)).toBe('voucher/none');
    // Nobody who works here is told the code.
    expect(JSON.stringify(await world.call('admin.viewOrder', { orderId }, world.admins[0]))).not.toContain(code);
    expect(await world.refused('admin.ship', { orderId, way: 'virtual' }, world.admins[0])).toBe('voucher/toRedeem');
  });

  it('is nothing to be sent: it waits to be used, in every list and count', async () => {
    const { orderId } = await bought();
    const ids = (page: { orders: readonly { orderId: string }[] }) => page.orders.map((one) => one.orderId);
    const [admin] = world.admins;
    const lists = async (filter: 'paid' | 'toUse') =>
      Promise.all([
        world.call('shop.listOrders', { filter }, buyer.token).then(ids),
        world.call('merchant.listOrders', { filter, limit: 50 }, owner.token).then(ids),
        world.call('admin.listOrders', { filter, limit: 50 }, admin).then(ids),
      ]);
    expect(await lists('paid')).toEqual([[], [], []]);
    for (const list of await lists('toUse')) expect(list).toContain(orderId);
    expect((await world.call('account.me', {}, buyer.token)).counts).toMatchObject({
      paid: 0,
      toUse: world.cloud.engine.count('orders', { memberId: buyer.memberId, state: 'paid' }),
    });
    expect((await world.call('merchant.home', {}, owner.token)).todo.toShip).toBe(0);
    expect((await world.call('admin.viewOverview', {}, admin)).todo.toShip.count).toBe(0);
    expect((await world.call('admin.exportOrders', { requestId: nextRequest() }, admin)).lines).toEqual([]);
  });

  it('is redeemed piece by piece, and its order received with the last and settled behind its window', async () => {
    const { orderId, code } = await bought(3);
    const grouped = code.replace(/(\d{4})(?=\d)/g, '$1 ');
    const seen = await world.call('merchant.viewVoucher', { code: grouped }, owner.token);
    expect(seen).toMatchObject({ code, left: 3, priceFen: 16_800 });
    const asked = redeeming(code, 2, 3);
    const first = await world.call('merchant.redeemVoucher', asked, owner.token);
    expect(first).toMatchObject({ pieces: 2, left: 1 });
    // The same till again, which did not hear the answer.
    expect(await world.call('merchant.redeemVoucher', asked, owner.token)).toEqual(first);
    expect(orderOf(orderId)).toMatchObject({ state: 'paid', isPartlySent: true });
    expect(await redeem(code, 2, 1)).toMatchObject({ ok: false, code: 'voucher/tooFew', details: { left: 1 } });
    await world.call('merchant.redeemVoucher', redeeming(code), owner.token);
    expect(orderOf(orderId).state).toBe('received');
    expect(voucherOf(code)).toMatchObject({ state: 'redeemed', redeemedPieces: 3 });
    expect(await redeem(code)).toMatchObject({ ok: false, code: 'voucher/redeemed' });
    // What was redeemed is not asked back.
    expect(await world.refused('afterSales.apply', asking(orderId), buyer.token)).toBe('afterSales/tooMany');
    await dayBehind();
    expect(orderOf(orderId).state).toBe('settled');
    const { vouchers } = await world.call('merchant.listRedeemed', {}, owner.token);
    expect(vouchers[0]).toMatchObject({ code, redeemedPieces: 3 });
    const ended = await world.call('shop.listVouchers', { filter: 'ended' }, buyer.token);
    expect(ended.vouchers.map((one) => one.code)).toContain(code);
  });

  it('of two lines ends its order with the last piece of both', async () => {
    const orderId = await paid(['hotpot', 1], ['duo', 1]);
    const [first, second] = codesOf(orderId) as [string, string];
    await redeem(first);
    expect(orderOf(orderId).state).toBe('paid');
    await redeem(second);
    expect(orderOf(orderId).state).toBe('received');
  });

  it('is refused in words of its own: another shop, not yet, a closed day, over, given back', async () => {
    const { orderId, code } = await bought();
    const inOther = await world.cloud.call('merchant.viewVoucher', { code }, other.token);
    expect(inOther).toMatchObject({ ok: false, code: 'voucher/otherShop', details: { shopName: '巴食香港中路店' } });
    expect(await world.refused('merchant.viewVoucher', { code }, buyer.token)).toBe('identity/notAllowed');
    expect(await world.refused('admin.viewVoucher', { code }, world.admins[0])).toBe('voucher/otherShop');
    const setTo = (change: object) => world.cloud.engine.update('vouchers', { _id: code }, { $set: change } as never);
    await setTo({ fromMs: world.cloud.now() + DAY_MS });
    expect(await redeem(code)).toMatchObject({ code: 'voucher/notYet' });
    await setTo({ fromMs: 0, 'terms.closedWeekdays': [2] });
    expect(await redeem(code)).toMatchObject({ code: 'voucher/closedDay', details: { day: '2026-03-03' } });
    await setTo({ 'terms.closedWeekdays': [] });
    await world.call('afterSales.apply', asking(orderId), buyer.token);
    expect(await redeem(code)).toMatchObject({ code: 'voucher/refunded' });
    expect(orderOf(orderId).state).toMatch(/refund/);
    expect(cashBack(orderId)).toBe(16_800);
  });

  it('of an own shop is redeemed by an administrator, who is written down', async () => {
    const orderId = await paid(['bath', 1]);
    const [code] = codesOf(orderId) as [string];
    expect(await world.refused('merchant.viewVoucher', { code }, owner.token)).toBe('voucher/otherShop');
    await world.call('admin.viewVoucher', { code }, world.admins[0]);
    // Nothing is sent: there is no address to look at.
    expect(await world.refused('admin.viewShippingAddress', { orderId }, world.admins[0])).toBe('address/none');
    await world.call('admin.redeemVoucher', redeeming(code), world.admins[0]);
    expect(orderOf(orderId).state).toBe('received');
    expect(world.cloud.engine.count('audit', { action: 'admin.redeemVoucher' })).toBe(1);
  });

  it('whose code is searched for is not found: misses are counted', async () => {
    const hunter = other.token;
    expect(await world.refused('merchant.viewVoucher', { code: '9'.repeat(12) }, hunter)).toBe('voucher/unknown');
    let last = '';
    for (let miss = 0; miss < 30 && last !== 'voucher/tooMany'; miss += 1)
      last = await world.refused('merchant.viewVoucher', { code: String(miss).padStart(12, '0') }, hunter);
    expect(last).toBe('voucher/tooMany');
    // Nobody else is kept from work by it.
    await world.call('merchant.viewVoucher', { code: (await bought()).code }, owner.token);
  });

  it('whose goods are over is not sold', async () => {
    const sku = { priceFen: 100, costFen: 10, stock: 5 };
    const voucher = { ...TERMS, validDays: null, untilDay: '2026-03-01' };
    await saveGoods(world, 'past', sku, { shopId: 'hers', kind: 'voucher', voucher });
    const lines = [{ skuId: 'past-1', quantity: 1 }];
    expect(await world.refused('shop.previewOrder', { lines }, buyer.token)).toBe('goods/offShelf');
  });
});

describe('side by side', () => {
  it('two tills redeem one voucher once, at every seam', async () => {
    const met = await atEverySeam(seam, {
      prepare: async () => (await bought(2)).code,
      first: (code) => redeem(code, 1, 2),
      second: (code) => redeem(code, 1, 2),
      check: (code, first, second) => {
        expect([first.ok, second.ok].filter(Boolean)).toHaveLength(1);
        expect([first, second].find(({ ok }) => !ok)).toMatchObject({ code: 'voucher/changed', details: { left: 1 } });
        expect(voucherOf(code).redeemedPieces).toBe(1);
      },
    });
    expect(met).toBeGreaterThan(2);
  });

  it('a piece is redeemed or given back, never both, at every seam', async () => {
    await atEverySeam(seam, {
      prepare: () => bought(),
      first: ({ code }) => redeem(code),
      second: ({ orderId }) => world.cloud.call('afterSales.apply', asking(orderId), buyer.token),
      check: ({ orderId, code }, first, second) => {
        expect([first.ok, second.ok].filter(Boolean)).toHaveLength(1);
        expect(cashBack(orderId)).toBe(first.ok ? 0 : 16_800);
        expect(voucherOf(code).state).toBe(first.ok ? 'redeemed' : 'refunded');
      },
    });
  });
});

describe('at its end', () => {
  it('what was not redeemed goes back by itself, once, and the order is received for the rest', async () => {
    const { orderId, code } = await bought(3);
    await redeem(code, 1, 3);
    const { orderId: untouched } = await bought(2);
    await world.advance('4d');
    expect(await redeem(code, 1, 2)).toMatchObject({ code: 'voucher/expired' });
    await settle();
    await settle();
    expect(orderOf(orderId).state).toBe('received');
    await dayBehind();
    expect(orderOf(orderId)).toMatchObject({ state: 'settled', lines: [{ backPieces: 2 }] });
    expect(voucherOf(code)).toMatchObject({ state: 'expired', redeemedPieces: 1 });
    expect(cashBack(orderId)).toBe(33_600);
    expect(orderOf(untouched).state).toMatch(/refund/);
    expect(cashBack(untouched)).toBe(33_600);
  });

  it('killed before each of its changes it gives back once all the same', async () => {
    const killed = await killedAtEverySeam(seam, {
      prepare: async () => {
        const { orderId, code } = await bought(2);
        await world.cloud.engine.update('vouchers', { _id: code }, {
          $set: { untilMs: world.cloud.now(), dueAtMs: world.cloud.now() },
        } as never);
        await world.advance('11m');
        return orderId;
      },
      act: async () => {
        return settle().catch(() => null);
      },
      kill: () => world.cloud.killWorker(),
      check: async (orderId) => {
        // Its cash is sent by the next timer, should it have been killed before.
        await world.advance('11m');
        await settle();
        expect(cashBack(orderId)).toBe(33_600);
        expect(orderOf(orderId).givenBack).toHaveLength(1);
      },
    });
    expect(killed).toBeGreaterThan(3);
  });
});

const toldOf = (orderId: string): string[] =>
  (world.cloud.engine.find('messages', { 'target.id': orderId }) as unknown as { title: string; words: string }[])
    .map(({ title, words }) => `${title}：${words}`)
    .toSorted();

describe('what its buyer is told', () => {
  it('what was redeemed, and once that it ends soon, of what is left then', async () => {
    const long = { ...TERMS, validDays: 10 };
    const meal = { priceFen: 16_800, costFen: 9_000, stock: STOCK };
    await saveGoods(world, 'lasting', meal, { shopId: 'hers', kind: 'voucher', voucher: long });
    const some = await paid(['lasting', 2]);
    const used = await paid(['lasting', 1]);
    const short = await paid(['hotpot', 1]);
    await redeem(codesOf(some)[0]!, 1, 2);
    await redeem(codesOf(used)[0]!);
    await settle();
    expect([toldOf(some), toldOf(used), toldOf(short)]).toEqual([
      [expect.stringMatching(/^核销 1 份：巴食香港中路店/)],
      [expect.stringMatching(/^核销 1 份：/)],
      [],
    ]);
    await world.advance('8d');
    await settle();
    await settle();
    expect(toldOf(some)).toEqual([
      expect.stringMatching(/^券快到期了：商品 lasting 还有 1 份没用，.* 前可用/),
      expect.stringMatching(/^核销 1 份：/),
    ]);
    expect(toldOf(used)).toHaveLength(1);
    expect(toldOf(short).filter((words) => words.startsWith('券快到期'))).toEqual([]);
    // The code opens what it is for: it stands in no message.
    expect(JSON.stringify(world.cloud.engine.find('messages', {}))).not.toContain(codesOf(some)[0]);
  });
});
