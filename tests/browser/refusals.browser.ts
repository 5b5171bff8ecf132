// What is refused between a quote and its confirmation, at closing and at signing in, in the words that a member reads:
// what is so, what was not done, what to do next. Each state is made by who makes it in a shop, but for two that nobody
// can make at will: a price that moved, and a day that is being closed at this moment.
import { openPhone, type Phone } from './browser';
import { faultsInSight } from './measure';
import { codeIn, openWorld, type Person, type ShopWorld } from './world';

const PASSWORD = '246810';
const WRONG = '135790';
const NEWCOMER = '13600000031';

let world: ShopWorld;
let member: Person;
let merchant: Person;
let admins: readonly [Person, Person];
let phone: Phone;

beforeAll(async () => {
  world = await openWorld();
  const phoneOf = (role: string) => world.cloud.demo.accounts().find((one) => one.role === role)?.phone ?? '';
  merchant = await world.signIn(phoneOf('商户'));
  member = await world.signIn(phoneOf('团队长'));
  admins = [await world.signIn(phoneOf('管理员')), await world.signIn(phoneOf('复核管理员'))];
  const { memberId } = await member.call('account.me', {});
  for (const [asset, units] of [
    ['stable', 20_000],
    ['appreciating', 500_000_000],
  ] as const) {
    const adding = { memberId, change: 'add', asset, units, reason: '测试' } as const;
    const { proposalId } = await admins[0].call('admin.proposeAdjustment', { ...adding, requestId: `add-${asset}` });
    await admins[1].call('admin.approveProposal', { proposalId });
  }
});
afterEach(() => phone?.close());
afterAll(() => world?.close());

const begin = async (path: string, person?: Person) => {
  phone = await openPhone(world.url, { theme: 'light', scale: 1 }, person?.token);
  await phone.open(path);
};
const see = (words: string | RegExp) => phone.page.getByText(words).filter({ visible: true }).first().waitFor();
const tap = (name: string | RegExp, role: 'button' | 'checkbox' | 'link' | 'tab' = 'button') =>
  phone.page.getByRole(role, { name }).filter({ visible: true }).first().click();
const fill = (name: string, words: string) =>
  phone.page
    .getByRole('textbox', { name, exact: true })
    .or(phone.page.getByRole('spinbutton', { name, exact: true }))
    .filter({ visible: true })
    .first()
    .fill(words);
const press = async (digits: string) => {
  await see('输入 6 位支付密码');
  for (const digit of digits)
    await phone.page.getByRole('button', { name: digit, exact: true }).filter({ visible: true }).last().click();
};
const keep = async (name: string) => {
  await phone.picture(`refusals-${name}`);
  expect({ name, faults: await faultsInSight(phone.page) }).toEqual({ name, faults: [] });
};

/** While it runs the pool holds so many times as much. */
async function whilePoolIs(times: number, work: () => Promise<void>): Promise<void> {
  const { state } = world.cloud.engine.get('platform', 'pool') as unknown as { state: { pool: number } };
  const set = (pool: number) =>
    world.cloud.engine.update('platform', { _id: 'pool' }, { $set: { 'state.pool': pool } });
  await set(Math.floor(state.pool * times));
  await work();
  await set(state.pool);
}
/** Nothing that anybody may do lowers the price. */
const whilePriceFell = (work: () => Promise<void>) => whilePoolIs(0.9, work);
const whilePriceRose = (work: () => Promise<void>) => whilePoolIs(1.1, work);

/** While it runs a day is being closed. */
async function whileClosing(work: () => Promise<void>): Promise<void> {
  const set = (isClosing: boolean) => world.cloud.engine.update('platform', { _id: 'day' }, { $set: { isClosing } });
  await set(true);
  await work();
  await set(false);
}

/** Takes a clearance back, as one administrator may. */
async function revoke(feature: string): Promise<void> {
  const { clearances } = await admins[0].call('admin.listClearances', {});
  for (const one of clearances.filter(({ feature: of, state }) => of === feature && state === 'valid'))
    await admins[0].call('admin.revokeClearance', {
      clearanceId: one.clearanceId,
      requestId: `revoke-${one.clearanceId}`,
    });
}

/** Gives a clearance that was revoked again, as two administrators may. */
async function clearAgain(feature: 'appreciation.cashSale'): Promise<void> {
  const { clearanceId } = await admins[0].call('admin.proposeClearance', {
    feature,
    issuer: '演示',
    documentReference: '许可 2',
    documentSha256: '0'.repeat(64),
    scope: '演示',
    validFromDay: '2020-01-01',
    validToDay: '2099-12-31',
    requestId: `again-${feature.replace('.', '-')}`,
  });
  await admins[1].call('admin.approveClearance', { clearanceId });
}

const MOVED = '价格变了，得到的比报价少，没有办。看清新的报价，再确认。';
const CLOSING = '正在收盘，这一步没有做。过几分钟再试。';
const NO_FEN = '这么少的积分不到一分钱，没有卖出。数量多一些再试。';

test('more points than the quota allows, fewer than bring a fen: told as they are typed, and less is quoted', async () => {
  const before = await member.call('account.me', {});
  const { heldMicroPoints, mostMicroPoints } = await member.call('wallet.previewSale', {});
  expect(heldMicroPoints).toBeGreaterThan(mostMicroPoints);
  await begin('/packages/wallet/sell/index', member);
  for (const [way, field, verb, none, onward] of [
    ['卖成现金', '卖出多少积分', '卖出', NO_FEN, '先勾选知道了'],
    [
      '换恒定积分',
      '换多少积分',
      '兑换',
      '这么少的积分换不到 0.01 恒定积分，没有兑换。数量多一些再试。',
      /^换成 [\d,.]+$/,
    ],
  ] as const) {
    await tap(way, 'tab');
    await fill(field, (heldMicroPoints / 1_000_000).toFixed(6));
    await see(new RegExp(`^值 [\\d,.]+ 元，出局额度只有 [\\d,.]+，没有${verb}。改少再试。$`));
    await see('先输数量');
    await keep(`${verb}-quota`);
    await fill(field, '0.000001');
    await see(none);
    await keep(`${verb}-nothing`);
    await tap(/^全部 /);
    await see(onward);
  }
  expect((await member.call('account.me', {})).wallet).toEqual(before.wallet);
});

test("a shop's own points: too many, too few, a price that moved, a day being closed, no clearance; a payment not given back", async () => {
  const SHOP = 'qinglan';
  const wallet = async () => (await member.call('account.me', {})).wallet;
  const asked = { amountCents: 1_234, note: '', payPassword: PASSWORD, requestId: 'paid-to-stay' };
  const { paymentId } = await member.call('wallet.payMerchant', { payee: { shopId: SHOP }, ...asked });
  const redeem = async (cents: number, requestId: string) => {
    const { figures } = await merchant.call('merchant.previewRedemption', { cents });
    const quotedMicroPoints = figures.microPoints;
    await merchant.call('merchant.redeemStable', { cents, quotedMicroPoints, payPassword: PASSWORD, requestId });
  };
  await redeem(400, 'points-to-sell');
  const held = async () => {
    const { stableCents, microPoints } = await merchant.call('merchant.viewPoints', {});
    return { stableCents, microPoints, member: await wallet() };
  };
  const before = await held();
  const ways = {
    redeem: ['换成增值积分', '换多少恒定积分', /^换成 [\d,.]+ 增值积分$/],
    sell: ['卖出增值积分', '卖出多少增值积分', /^卖出，记入/],
  } as const;
  const quoted = async (way: keyof typeof ways) => {
    const [tab, field, key] = ways[way];
    await phone.open('/packages/merchant/points/index');
    await tap(tab, 'tab');
    await fill(field, '1');
    await tap(key);
  };
  await begin('/packages/merchant/points/index', merchant);
  for (const [way, typed, words] of [
    ['redeem', '99999999', /^你有 [\d,.]+ 恒定积分，不够，没有兑换。改少再试。$/],
    ['sell', '99999999', /^你有 [\d,.]+ 增值积分，不够，没有卖出。改少再试。$/],
    ['sell', '0.000001', NO_FEN],
  ] as const) {
    const [tab, field, key] = ways[way];
    await tap(tab, 'tab');
    await fill(field, typed);
    await see(words);
    await see('先输数量');
    await keep(`shop-${way}-${typed.slice(0, 1)}`);
    await tap(/^全部 /);
    await see(key);
  }
  for (const [way, words, between] of [
    ['redeem', MOVED, whilePriceRose],
    ['redeem', CLOSING, whileClosing],
    ['sell', MOVED, whilePriceFell],
  ] as const) {
    await quoted(way);
    await between(async () => {
      await press(PASSWORD);
      await see(words);
    });
  }
  await keep('shop-moved');
  await quoted('sell');
  await revoke('appreciation.cashSale');
  await press(PASSWORD);
  await see(/^现金卖出.*停着，没有卖出。/);
  // Read anew behind the refusal: what cannot be done is not offered again.
  await see('卖出停着');
  await keep('shop-not-cleared');
  await clearAgain('appreciation.cashSale');
  expect(await held()).toEqual(before);

  await redeem(before.stableCents, 'nothing-stays-in-the-till');
  const giveBack = async (words: string | RegExp) => {
    await phone.open('/packages/merchant/code/index');
    await tap(/付的 12\.34$/);
    await tap(/^整笔退给/);
    await phone.page.getByRole('dialog').getByRole('button', { name: '退', exact: true }).click();
    await see(words);
  };
  await giveBack('店里只有 0.00 恒定积分，没有退。等收到更多再退。');
  await keep('till-not-enough');
  // Paid so long ago that the shop gives nothing back any more.
  const longAgo = { $set: { paidAtMs: world.cloud.now() - 31 * 86_400_000 } };
  await world.cloud.engine.update('tillPayments', { _id: paymentId }, longAgo);
  await giveBack('付了超过 30 天，这里退不了，没有退。和顾客商量别的办法。');
  await keep('till-too-late');
  expect(await member.call('wallet.viewPayment', { paymentId })).toMatchObject({ state: 'paid', backAtMs: null });
  expect(await wallet()).toEqual(before.member);
});

test('sold, exchanged: the price moved, a day is being closed, the clearance went in between', async () => {
  const before = await member.call('account.me', {});
  await begin('/packages/wallet/sell/index?way=exchange', member);
  await fill('换多少积分', '1.5');
  await tap(/^换成/);
  await whileClosing(async () => {
    await press(PASSWORD);
    await see(CLOSING);
    await keep('exchange-closing');
  });
  await phone.open('/packages/wallet/sell/index');
  await fill('卖出多少积分', '1.5');
  await tap(/^我知道卖出不能撤回/, 'checkbox');
  const quoted = await phone.page
    .getByRole('button', { name: /^卖出，到账/ })
    .filter({ visible: true })
    .textContent();
  await tap(/^卖出，到账/);
  await whilePriceFell(async () => {
    await press(PASSWORD);
    await see(MOVED);
    // Quoted anew, without being asked to.
    await phone.page
      .getByRole('button', { name: /^卖出，到账/ })
      .filter({ visible: true, hasNotText: quoted ?? '' })
      .waitFor();
    await keep('sell-moved');
  });
  await tap(/^卖出，到账/);
  await revoke('appreciation.cashSale');
  await press(PASSWORD);
  await see(/现金卖出.*停着，没有卖出。积分仍归你，许可恢复后再卖。/);
  await keep('sell-not-cleared');
  await phone.open('/packages/wallet/sell/index');
  await see('卖出停着');
  await keep('sell-paused');
  // Nothing of it was done.
  const after = await member.call('account.me', {});
  expect(after.wallet).toEqual(before.wallet);
});

/** An order of the platform's own shop, or of another one: not paid. */
async function unpaidOrder(isOwn: boolean): Promise<string> {
  const { goods } = await member.call('shop.listGoods', { kind: 'delivered', limit: 50 });
  const { addresses } = await member.call('shop.listAddresses', {});
  const own = world.cloud.engine.find('shops', { ownerId: null }).map(({ _id }) => String(_id));
  const cheap = goods
    .filter((one) => one.quickSkuId && !one.isSoldOut && own.includes(one.shopId) === isOwn)
    .toSorted((a, b) => a.priceFen - b.priceFen)[0];
  const lines = [{ skuId: cheap?.quickSkuId ?? '', quantity: 1 }];
  const { addressId = '' } = addresses[0] ?? {};
  const requestId = `refusals-order-${isOwn ? 'own' : 'other'}`;
  return (await member.call('shop.placeOrder', { lines, addressId, requestId })).orderId;
}

test('redeemed for an order: a price that moved, a day being closed, too few points, too little quota, no time left', async () => {
  const { memberId } = await member.call('account.me', {});
  const [orderId, other] = [await unpaidOrder(true), await unpaidOrder(false)];
  const pageOf = (id: string) => `/packages/wallet/redeem/index?order=${encodeURIComponent(id)}`;
  await begin(pageOf(other), member);
  await see('这张订单不能用增值积分兑换，没有兑换。只有平台自营、寄送的、还没用别的方式付的能兑。');
  await keep('redeem-not-for');
  const held = world.cloud.engine.get('wallets', memberId) as unknown as Record<string, number>;
  const change = (fields: object) => world.cloud.engine.update('wallets', { _id: memberId }, { $set: fields } as never);
  const whileHeld = async (fields: object, work: () => Promise<void>) => {
    await change(fields);
    await work();
    await change(Object.fromEntries(Object.keys(fields).map((key) => [key, held[key]])));
  };
  type Between = (work: () => Promise<void>) => Promise<void>;
  const cases: readonly (readonly [string, string | RegExp, Between])[] = [
    ['moved', '价格变了，要的积分比报价多，没有办。看清新的报价，再确认。', whilePriceFell],
    ['closing', CLOSING, whileClosing],
    [
      'points',
      '你有 0.010000 增值积分，不够，没有兑换。用别的方式付。',
      (work) => whileHeld({ pointsMicroPoints: 10_000 }, work),
    ],
    [
      'quota',
      /^值 .* 元，出局额度只有 0\.01，没有兑换。用别的方式付。$/,
      (work) => whileHeld({ exitQuotaFen: 1 }, work),
    ],
    [
      'late',
      '订单过了付款时间，已自动取消，没有扣款。可以重新下单。',
      async (work) => {
        await world.cloud.engine.update('orders', { _id: orderId }, { $set: { payBeforeMs: world.cloud.now() } });
        await work();
      },
    ],
  ];
  for (const [name, words, between] of cases) {
    await phone.open(pageOf(orderId));
    await tap(/^我知道兑换不能撤回/, 'checkbox');
    await tap(/积分兑换$/);
    await between(async () => {
      await press(PASSWORD);
      await see(words);
      await keep(`redeem-${name}`);
    });
  }
  // Asked for at once, it is refused before anything is confirmed.
  await phone.open(pageOf(orderId));
  await see('没有兑换，报价没取到');
  expect(world.cloud.engine.get('wallets', memberId)).toEqual(held);
});

test('drawn: over a day’s limit, which changed; stopped for one member; the clearance went in between', async () => {
  const { memberId } = await member.call('account.me', {});
  await member.call('wallet.saveRecipient', { name: '陈静', consents: true, requestId: 'payee-of-refusals' });
  await world.cloud.engine.update('wallets', { _id: memberId }, { $set: { exitCashFen: 900_000 } });
  await admins[0].call('admin.saveSettings', { withdrawDailyFen: 10_000 });
  await begin('/packages/wallet/withdraw/index', member);
  await fill('金额', '100');
  await tap(/^提现，到账/);
  await admins[0].call('admin.saveSettings', { withdrawDailyFen: 5_000 });
  await press(PASSWORD);
  await see(/一天最多提 50\.00，今天还能提 50\.00。没有申请，改少或明天再提。/);
  // Read anew behind the refusal: the key says how much may be drawn.
  await see('现在最多提 50.00');
  await keep('withdraw-daily');
  await fill('金额', '20');
  await tap(/^提现，到账/);
  const block = (isBlocked: boolean) =>
    admins[0].call('admin.blockWithdrawals', {
      memberId,
      isBlocked,
      reason: '测试',
      requestId: `drawing-blocked-${isBlocked}`,
    });
  await block(true);
  await press(PASSWORD);
  await see('你的提现由管理员暂停，没有申请。现金余额仍归你；有疑问可以联系客服。');
  await see('现在不能提');
  await keep('withdraw-blocked');
  await block(false);
  // The same amount again is another try: what was answered before does not stand in its way.
  await phone.open('/packages/wallet/withdraw/index');
  await fill('金额', '20');
  await tap(/^提现，到账/);
  await revoke('withdrawal');
  await press(PASSWORD);
  await see(/提现的许可没有或已到期，没有申请。现金余额仍归你/);
  await keep('withdraw-not-cleared');
  expect(world.cloud.engine.count('withdrawals', { memberId })).toBe(0);
});

test('paid and redeemed: another amount, a shop that takes no points, a code that ran out, a password wrong until it locks', async () => {
  const { wallet } = await member.call('account.me', {});
  const asked = await merchant.call('merchant.askPayment', { amountCents: 800, note: '', requestId: 'till-that-ends' });
  const page = `/packages/wallet/pay/index?payment=${asked.paymentId}`;
  await begin(page, member);
  await see('店家定的金额');
  await tap('下一步');
  // No till changes what it asked for: a screen that shows another amount is an old one.
  const askFor = (amountCents: number) =>
    world.cloud.engine.update('tillPayments', { _id: asked.paymentId }, { $set: { amountCents } });
  await askFor(900);
  await press(PASSWORD);
  await see('店家定的是 9.00，没有付。照店家定的付。');
  await phone.page.getByRole('img', { name: '付多少 9' }).filter({ visible: true }).waitFor();
  await keep('pay-other-amount');
  await askFor(800);
  const { name, ownerId } = world.cloud.engine.get('shops', 'qinglan') as unknown as { name: string; ownerId: string };
  const take = (takesStable: boolean) =>
    admins[0].call('admin.saveShop', { shopId: 'qinglan', name, ownerId, takesStable });
  await phone.open(page);
  await tap('下一步');
  await take(false);
  await press(PASSWORD);
  await see(`「${name}」现在不收恒定积分，没有付。换一种方式付。`);
  await tap('换一个收款码');
  await see('店号');
  await phone.open(page);
  await see(`「${name}」现在不收恒定积分，没有付。换一种方式付。`);
  await keep('pay-not-taken');
  await take(true);
  await phone.open(page);
  await tap('下一步');
  await see('输入 6 位支付密码');
  await world.cloud.advance({ by: '11m' });
  await press(PASSWORD);
  await see(/这个码 .* 过期了，没有付。再出一个新的。/);
  await keep('pay-expired');
  const again = await merchant.call('merchant.askPayment', { amountCents: 800, note: '', requestId: 'till-in-time' });
  await phone.open(`/packages/wallet/pay/index?payment=${again.paymentId}`);
  await tap('下一步');
  for (const left of [4, 3, 2, 1]) {
    await press(WRONG);
    await see(`支付密码不对，这一步没有做。还可以试 ${left} 次。`);
  }
  await press(WRONG);
  await see('支付密码不对，这一步没有做。错的次数太多，锁住了；忘了可以找回。');
  await keep('pay-last-wrong');
  await phone.open('/packages/wallet/sell/index?way=exchange');
  await fill('换多少积分', '1.5');
  await tap(/^换成/);
  await see(/支付密码锁到 .*，什么都没有做。到时再来，忘了可以找回。/);
  await keep('exchange-locked');
  expect((await member.call('account.me', {})).wallet).toEqual(wallet);
});

test('signed in: a wrong code, too many of them; the account’s closing is hindered meanwhile, and then closed', async () => {
  await begin('/packages/account/signIn/index');
  for (const name of [/服务约定/, /隐私说明/]) await tap(name, 'checkbox');
  await fill('手机号', NEWCOMER);
  await tap('发验证码');
  await see(/验证码已发到/);
  const code = codeIn(world.cloud.inbox(NEWCOMER)[0]?.text);
  await fill('验证码', code === '000000' ? '000001' : '000000');
  await tap(/^登录$/);
  await see('验证码不对，或已过期。再看一眼最新的短信。');
  await keep('sign-in-wrong');
  for (let tries = 1; tries < 6; tries += 1)
    await Promise.all([phone.page.waitForResponse((answer) => answer.url().includes('/call')), tap(/^登录$/)]);
  await see(/错的次数太多。/);
  await keep('sign-in-too-many');
  await world.cloud.advance({ by: '61m' });
  const newcomer = await world.signIn(NEWCOMER);
  await phone.close();

  await begin('/packages/account/closing/index', newcomer);
  await see('会没掉什么');
  await tap('发验证码');
  await see(/验证码已发到/);
  await keep('closing-words');
  const sent = codeIn(world.cloud.inbox(NEWCOMER)[0]?.text);
  const submit = async (typed: string) => {
    await fill('验证码', typed);
    await tap(/^申请注销$/);
    await phone.page.getByRole('dialog').getByRole('button', { name: '申请注销' }).click();
  };
  await submit(sent === '000000' ? '000001' : '000000');
  await see('验证码不对，或已过期。再看一眼最新的短信。');
  const orderId = await orderOf(newcomer);
  await submit(sent);
  await see('还有没完的事，没有申请注销。刷新看看是哪些，办完再来。');
  await keep('closing-hindered');
  await newcomer.call('shop.cancelOrder', { orderId });
  // Points that came while the page was open are not given up by it.
  const { memberId } = await newcomer.call('account.me', {});
  const adding = { memberId, change: 'add', asset: 'stable', units: 500, reason: '测试' } as const;
  const { proposalId } = await admins[0].call('admin.proposeAdjustment', { ...adding, requestId: 'add-between' });
  await admins[1].call('admin.approveProposal', { proposalId });
  await submit(sent);
  await see('还有余额没有勾选放弃，没有申请注销。先用掉、提走，或逐项勾选。');
  await keep('closing-not-given-up');
  await phone.open('/packages/account/closing/index');
  await tap(/^放弃恒定积分/, 'checkbox');
  await submit(sent);
  await see(/申请了注销，.* 起办/);

  // Closed by now, its person not gone from everywhere yet; then gone: the phone makes another account.
  const { engine } = world.cloud;
  const close = (isClosed: boolean) => engine.update('members', { _id: memberId }, { $set: { isClosed } });
  await close(true);
  await tap('撤回注销');
  await see('这个账号已注销。用手机号重新登录，是一个新账号。');
  await keep('closed');
  await close(false);
  await engine.update('members', { _id: memberId }, { $set: { 'closing.dueAtMs': world.cloud.now() } });
  await world.cloud.trigger('settlement');
  await phone.open('/packages/account/security/index');
  await see(/^登录后才能看到/);
  await keep('closed-signed-out');
  await world.cloud.advance({ by: '61m' });
  const again = await world.signIn(NEWCOMER);
  expect((await again.call('account.me', {})).memberId).not.toBe(memberId);
});

/** An order of somebody who has just joined, not paid. */
async function orderOf(person: Person): Promise<string> {
  const { addressId } = await person.call('shop.saveAddress', {
    name: '陈静',
    phone: NEWCOMER,
    region: '山东省青岛市市南区',
    detail: '香港中路 40 号',
  });
  const { goods } = await person.call('shop.listGoods', { kind: 'delivered', limit: 50 });
  const skuId = goods.find((one) => one.quickSkuId && !one.isSoldOut)?.quickSkuId ?? '';
  const lines = [{ skuId, quantity: 1 }];
  const { orderId } = await person.call('shop.placeOrder', { lines, addressId, requestId: 'order-in-the-way' });
  return orderId;
}
