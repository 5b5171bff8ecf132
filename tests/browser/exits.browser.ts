// Points leave by their members' and a shop's own acts: paid at a till, sold, exchanged, redeemed; each refusal in words.
import { readFileSync } from 'node:fs';
import { certificateFault, sha256OfWords } from '@shared/proofs';
import { isSignedBy } from '../../cloudfunctions/_platform/signing';
import { openPhone, type Phone } from './browser';
import { ledgerFaults } from './ledgers';
import { faultsInSight } from './measure';
import { tapTwice } from './till';
import { openWorld, type Person, type ShopWorld } from './world';

const SHOP = 'qinglan';
const PASSWORD = '246810';

let world: ShopWorld;
let merchant: Person;
let member: Person;
let admins: readonly [Person, Person];

beforeAll(async () => {
  world = await openWorld();
  const phoneOf = (role: string) => world.cloud.demo.accounts().find((one) => one.role === role)?.phone ?? '';
  merchant = await world.signIn(phoneOf('商户'));
  member = await world.signIn(phoneOf('团队长'));
  admins = [await world.signIn(phoneOf('管理员')), await world.signIn(phoneOf('复核管理员'))];
  const me = await member.call('account.me', {});
  const { proposalId } = await admins[0].call('admin.proposeAdjustment', {
    memberId: me.memberId,
    change: 'add',
    asset: 'stable',
    units: 20_000,
    reason: '测试',
    requestId: 'exits-browser-adjust',
  });
  await admins[1].call('admin.approveProposal', { proposalId });
});
afterAll(() => world?.close());

const seeing = (phone: Phone) => {
  const { page } = phone;
  const inSheet = () => page.getByRole('dialog').filter({ visible: true }).last();
  return {
    see: (words: string | RegExp) => page.getByText(words).filter({ visible: true }).first().waitFor(),
    tap: (name: string | RegExp, role: 'button' | 'radio' | 'checkbox' | 'tab' = 'button') =>
      page.getByRole(role, { name }).filter({ visible: true }).first().click(),
    /** Keys of the amount, of the page or of the sheet over it. */
    type: async (keys: string, where = page.locator('body')) => {
      for (const key of keys)
        await where
          .getByRole('button', { name: key === '.' ? '小数点' : key, exact: true })
          .filter({ visible: true })
          .first()
          .click();
    },
    inSheet,
    confirm: async (password = PASSWORD) => {
      await page.getByText('输入 6 位支付密码').filter({ visible: true }).first().waitFor();
      const key = (digit: string) => inSheet().getByRole('button', { name: digit, exact: true });
      for (const digit of password.slice(0, -1)) await key(digit).click();
      // Confirmed by a double tap it is done once all the same.
      await tapTwice(key(password.at(-1)!));
    },
    fill: (name: string, words: string) =>
      page.getByLabel(name, { exact: true }).filter({ visible: true }).first().locator('input').fill(words),
    keep: async (name: string) => {
      await phone.picture(`exits-${name}`);
      const faults = [...(await faultsInSight(page)), ...(await ledgerFaults(page))];
      expect({ name, faults }).toEqual({ name, faults: [] });
    },
  };
};

/** Two phones beside each other: the member's, and that of the shop. */
async function both(look: { theme: 'light' | 'dark'; scale: 1 | 1.3 }) {
  const payer = await openPhone(world.url, look, member.token);
  const till = await openPhone(world.url, look, merchant.token);
  return { payer, till, close: () => Promise.all([payer.close(), till.close()]) };
}

test('paid by the standing code: the till sees it; a wrong password, too much and nothing pay nothing', async () => {
  const { payer, till, close } = await both({ theme: 'light', scale: 1 });
  const [mine, shops] = [seeing(payer), seeing(till)];
  try {
    await till.open('/packages/merchant/code/index');
    await shops.see('请顾客在商城里扫');
    await shops.keep('till');
    await payer.open(`/packages/wallet/pay/index?shop=${SHOP}`);
    await mine.see('先输金额');
    await mine.type('999999');
    await mine.see('恒定积分不够');
    for (let times = 0; times < 6; times += 1) await mine.tap('删一位');
    await mine.type('12.5');
    await mine.keep('pay');
    await mine.tap('下一步');
    await mine.confirm('135790');
    // Tapped twice within one moment it is one try.
    await mine.see('支付密码不对，这一步没有做。还可以试 4 次。');
    await mine.keep('pay-wrong-password');
    await mine.confirm();
    await mine.see('付后余');
    await mine.keep('paid');
    await shops.see('今天 1 笔，12.50');
    await shops.keep('till-paid');
    await payer.open('/packages/wallet/statement/index');
    await mine.see('付给商户');
  } finally {
    await close();
  }
});

test("an amount that the till set, and one asked by the member's own code", async () => {
  const { payer, till, close } = await both({ theme: 'dark', scale: 1 });
  const [mine, shops] = [seeing(payer), seeing(till)];
  try {
    await till.open('/packages/merchant/code/index');
    await shops.tap(/^定一个金额/);
    await shops.type('8', shops.inSheet());
    await shops.keep('ask');
    await shops.tap('出收款码');
    await shops.see('只能付一次');
    await shops.keep('asked');
    const asked = world.cloud.engine.find('tillPayments', { state: 'asked' })[0]!;
    await payer.open(`/packages/wallet/pay/index?payment=${asked._id}`);
    await mine.see('店家定的金额');
    await mine.keep('pay-asked');
    await mine.tap('下一步');
    await mine.confirm();
    await mine.see('付后余');
    await shops.see('收到 8.00');
    await shops.tap('收下一位');
    // Paid once: the same code says so.
    await payer.open(`/packages/wallet/pay/index?payment=${asked._id}`);
    await mine.see('这一笔已经付过');

    await payer.open('/packages/wallet/payCode/index');
    await mine.see('请店家扫');
    await mine.keep('pay-code');
    const shown = world.cloud.engine.find('tillPayments', { state: 'shown' })[0]!;
    await shops.tap('收顾客的付款码');
    await shops.fill('付款码', String(shown._id));
    await shops.type('3', shops.inSheet());
    await shops.tap('请顾客确认');
    await shops.see('在自己的手机上确认');
    await mine.see('店家定的金额');
    await mine.tap('下一步');
    await mine.confirm();
    await shops.see('收到 3.00');
  } finally {
    await close();
  }
});

test('the shop gives a payment back, redeems points and sells them', async () => {
  const till = await openPhone(world.url, { theme: 'light', scale: 1.3 }, merchant.token);
  const { see, tap, fill, keep, confirm, inSheet } = seeing(till);
  try {
    await till.open('/packages/merchant/code/index');
    await tap(/付的 12\.50$/);
    await tap(/^整笔退给/);
    await inSheet().getByRole('button', { name: '退', exact: true }).click();
    await see('已退');
    await till.open('/packages/merchant/points/index');
    await fill('换多少恒定积分', '10');
    await see('恒定积分 × 流通积分 ÷ 托底池');
    await keep('redeem');
    await tap(/^换成 [\d.]+ 增值积分/);
    await confirm();
    await see('换好了');
    await tap('卖出增值积分', 'tab');
    await tap(/^全部/);
    await see('记入平台欠你的');
    await keep('shop-sell');
    await tap(/^卖出，记入/);
    await confirm();
    await see('记入平台欠你的货款');
    await till.open('/packages/merchant/statement/index?asset=appreciating');
    await see('卖出增值积分');
    await keep('shop-lines');
  } finally {
    await till.close();
  }
});

test('a member sells and exchanges, and reads what is refused', async () => {
  const phone = await openPhone(world.url, { theme: 'light', scale: 1 }, member.token);
  const { see, tap, fill, keep, confirm } = seeing(phone);
  try {
    const done = () => world.cloud.engine.count('journal', { kind: { $in: ['points.sale', 'points.exchange'] } });
    const before = done();
    await phone.open('/packages/wallet/sell/index');
    await fill('卖出多少积分', '99999999');
    await see('没有卖出');
    await keep('sell-too-much');
    await fill('卖出多少积分', '1.5');
    await see('先勾选知道了');
    await tap(/^我知道卖出不能撤回/, 'checkbox');
    await keep('sell');
    await tap(/^卖出，到账/);
    await confirm();
    await see('卖出了');
    await keep('sold');
    await phone.open('/packages/wallet/sell/index?way=exchange');
    await fill('换多少积分', '1.5');
    await tap(/^换成/);
    await confirm();
    await see('换好了');
    expect(done()).toBe(before + 2);
    await phone.open('/packages/wallet/statement/index');
    await see('卖出积分');
    await see('换恒定积分');
  } finally {
    await phone.close();
  }
});

test('a member certifies what is held: it is locked, downloaded, and no more is given out once that is not cleared', async () => {
  for (const theme of ['light', 'dark'] as const) {
    const phone = await openPhone(world.url, { theme, scale: theme === 'light' ? 1 : 1.3 }, member.token);
    const { see, tap, fill, keep, confirm, inSheet } = seeing(phone);
    try {
      await phone.open('/packages/wallet/holdings/index');
      await see('现在最多能开');
      if (theme === 'light') await see('还没有开过');
      await fill('证明多少积分', '1.25');
      await see('你自己不能撤回');
      await keep(`holdings-${theme}`);
      await tap(/^开证明，锁定 1\.250000/);
      await confirm();
      await see('在外面，积分锁定中');
      await keep(`holding-${theme}`);
      const saving = inSheet().getByRole('button', { name: '存下证明文件（JSON）' });
      const [download] = await Promise.all([phone.page.waitForEvent('download'), saving.click()]);
      const text = readFileSync(await download.path(), 'utf8');
      expect(certificateFault(JSON.parse(text), sha256OfWords, isSignedBy)).toBeNull();
      expect(text).not.toContain((await member.call('account.me', {})).memberId);
      await see('只发给你要给的交易所');
    } finally {
      await phone.close();
    }
  }
  const phone = await openPhone(world.url, { theme: 'light', scale: 1 }, member.token);
  const { see, fill, keep, tap } = seeing(phone);
  try {
    await phone.open('/packages/wallet/sell/index');
    await see(/锁定 2\.500000/);
    const { heldMicroPoints } = await member.call('wallet.previewSale', {});
    await fill('卖出多少积分', (heldMicroPoints / 1_000_000).toFixed(6));
    await see(/有 2\.500000 积分被开出的持有证明锁定/);
    await keep('sell-locked');
    const { clearances } = await admins[0].call('admin.listClearances', {});
    const { clearanceId } = clearances.find(({ feature }) => feature === 'collectible.transfer')!;
    await admins[0].call('admin.revokeClearance', { clearanceId });
    await phone.open('/packages/wallet/wallet/index');
    await tap('增值积分，展开');
    await see('其中锁定（持有证明在外面）');
    await keep('wallet-locked');
    await tap('持有证明');
    await see('暂时不开新的');
    await see('锁定中');
    await keep('holdings-paused');
  } finally {
    await phone.close();
  }
});

test("an order of the platform's own shop is paid with redeemed points", async () => {
  const { goods } = await member.call('shop.listGoods', { kind: 'delivered', limit: 50 });
  const { addresses } = await member.call('shop.listAddresses', {});
  const own = world.cloud.engine.find('shops', { ownerId: null }).map(({ _id }) => String(_id));
  const cheap = goods
    .filter((one) => one.quickSkuId && !one.isSoldOut && own.includes(shopOf(one.goodsId)))
    .toSorted((a, b) => a.priceFen - b.priceFen)[0];
  const { orderId } = await member.call('shop.placeOrder', {
    lines: [{ skuId: cheap?.quickSkuId ?? '', quantity: 1 }],
    addressId: addresses[0]?.addressId ?? '',
    requestId: 'exits-browser-redeemed-order',
  });
  const phone = await openPhone(world.url, { theme: 'dark', scale: 1.3 }, member.token);
  const { see, tap, keep, confirm } = seeing(phone);
  try {
    await phone.open(`/packages/order/order/index?id=${encodeURIComponent(orderId)}`);
    await tap('用增值积分兑换');
    await tap(/^我知道兑换不能撤回/, 'checkbox');
    await keep('redeem-order');
    await tap(/积分兑换$/);
    await confirm();
    await see('兑换好了');
    await keep('redeemed-order');
    await tap('看订单');
    await see('增值积分兑换');
    await keep('order-redeemed');
  } finally {
    await phone.close();
  }
});

test('cash balance pays an order, by the password; given back it is balance again', async () => {
  const leader = member;
  const { goods } = await leader.call('shop.listGoods', { kind: 'delivered', limit: 50 });
  const card = goods
    .filter((one) => one.quickSkuId && !one.isSoldOut && !one.offer)
    .toSorted((a, b) => a.priceFen - b.priceFen)[0]!;
  const { mostMicroPoints } = await leader.call('wallet.previewSale', { microPoints: 1_000_000 });
  const microPoints = mostMicroPoints;
  const { figures } = await leader.call('wallet.previewSale', { microPoints });
  await leader.call('wallet.sell', {
    microPoints,
    quotedFen: figures?.payoutFen ?? 0,
    payPassword: PASSWORD,
    requestId: 'exits-browser-cash',
  });
  const held = (await leader.call('wallet.view', {})).cashFen;
  expect(held).toBeGreaterThan(card.priceFen + 1_500);
  const phone = await openPhone(world.url, { theme: 'light', scale: 1 }, leader.token);
  const { page } = phone;
  const { see, tap, keep, confirm, inSheet } = seeing(phone);
  const balance = page.getByRole('switch', { name: '用余额' }).filter({ visible: true });
  try {
    await phone.open(`/packages/order/checkout/index?lines=${card.quickSkuId}~1`);
    await see(/这次最多用/);
    await balance.click();
    await see('用余额付清');
    await keep('balance-checkout');
    await tap('用余额付清');
    await confirm('135791');
    await see('支付密码不对，这一步没有做。还可以试 3 次。');
    await keep('balance-password');
    expect((await leader.call('wallet.view', {})).cashFen).toBe(held);
    await confirm();
    await see('付好了');
    await see('另用余额');
    await keep('balance-paid');
    const orderId = decodeURIComponent(/id=([^&]+)/.exec(page.url())?.[1] ?? '');
    const { payment, lines } = await leader.call('shop.viewOrder', { orderId });
    expect([payment.cashFen, held - (await leader.call('wallet.view', {})).cashFen]).toEqual([0, payment.balanceFen]);
    await leader.call('afterSales.apply', {
      orderId,
      kind: 'refund',
      lines: lines.map(({ skuId, quantity }) => ({ skuId, quantity })),
      reason: 'unwanted',
      words: '买错了',
      requestId: 'exits-browser-balance-back',
    });
    expect((await leader.call('wallet.view', {})).cashFen).toBe(held);
    await phone.open(`/packages/order/order/index?id=${encodeURIComponent(orderId)}`);
    await see('已退回余额');
    await keep('balance-back');
    // In part beside points, the rest by WeChat: what is confirmed says both.
    await admins[0].call('admin.stopWithdrawals', {
      stopped: 'dividend',
      reason: '测试',
      requestId: 'exits-browser-stop',
    });
    await phone.open(`/packages/order/checkout/index?lines=${card.quickSkuId}~9`);
    await see(/这次最多用/);
    await balance.click();
    await see(/^微信支付$/);
    await tap('微信支付');
    await see('其余微信支付');
    expect(await inSheet().getByText('付后余额').count()).toBe(1);
    await keep('balance-part');
    await admins[0].call('admin.stopWithdrawals', {
      stopped: 'all',
      reason: '测试',
      requestId: 'exits-browser-stop-all',
    });
    await phone.open(`/packages/order/checkout/index?lines=${card.quickSkuId}~1`);
    await see('平台暂停了余额的支出。余额仍归你');
    await keep('balance-stopped');
  } finally {
    await admins[1].call('admin.stopWithdrawals', {
      stopped: 'none',
      reason: '测试',
      requestId: 'exits-browser-start',
    });
    await phone.close();
  }
});

const shopOf = (goodsId: string): string => String(world.cloud.engine.get('goods', goodsId)?.shopId ?? '');
