// A voucher from the buying to the second try at the till.
import { openPhone, type Phone } from './browser';
import { faultsInSight } from './measure';
import { sellTasting } from './tasting';
import { openWorld, type Person, type ShopWorld } from './world';

let world: ShopWorld;
let merchant: Person;
let buyer: Person;

beforeAll(async () => {
  world = await openWorld();
  const phoneOf = (role: string) => world.cloud.demo.accounts().find((one) => one.role === role)?.phone ?? '';
  merchant = await world.signIn(phoneOf('商户'));
  buyer = await world.signIn(phoneOf('团队长'));
  await sellTasting(await world.owner());
});
afterAll(() => world?.close());

const seeing = (phone: Phone) => ({
  see: (words: string | RegExp) => phone.page.getByText(words).filter({ visible: true }).first().waitFor(),
  tap: (name: string | RegExp) => phone.page.getByRole('button', { name }).filter({ visible: true }).first().click(),
  fill: (name: string, words: string) =>
    phone.page.getByLabel(name).filter({ visible: true }).first().locator('input').fill(words),
  keep: async (name: string) => {
    await phone.picture(`voucher-${name}`);
    expect({ name, faults: await faultsInSight(phone.page) }).toEqual({ name, faults: [] });
  },
});

async function bought(quantity: number): Promise<{ orderId: string; code: string }> {
  const { orderId } = await buyer.call('shop.placeOrder', {
    lines: [{ skuId: 'tasting-1', quantity }],
    requestId: `voucher-order-${Math.random().toString(36).slice(2, 10)}`,
  });
  await world.pay(buyer, orderId);
  const { vouchers } = await buyer.call('shop.viewOrder', { orderId });
  return { orderId, code: vouchers[0]!.code };
}

test('is told before it is bought, shown with its code, and redeemed once by the shop', async () => {
  const { orderId, code } = await bought(2);
  const grouped = code.replace(/(\d{4})(?=\d)/g, '$1 ');
  const phone = await openPhone(world.url, { theme: 'light', scale: 1 }, buyer.token);
  const till = await openPhone(world.url, { theme: 'light', scale: 1 }, merchant.token);
  try {
    const its = seeing(phone);
    await phone.open('/packages/order/goods/index?id=tasting');
    await its.see('付款后 60 天内，当天算一天');
    await its.see('随时可退，过期自动退');
    await phone.open('/packages/order/orders/index?filter=toUse');
    await its.see(/^共 2 件 · 青岚粮油店/);
    await its.see('实付 ¥336.00');
    await its.keep('orders-to-use');
    await phone.open(`/packages/order/order/index?id=${encodeURIComponent(orderId)}`);
    await its.see('待使用');
    await its.tap(/^看券码/);
    await its.see(grouped);
    const square = phone.page.getByAltText('券的二维码').filter({ visible: true }).first();
    await square.waitFor();
    // All of it is in sight: half a code no camera reads.
    const beyond = await square.evaluate((node) => {
      const [image, paper] = [node, node.closest('.voucher-paper')!].map((one) => one.getBoundingClientRect());
      return [paper!.left - image!.left, image!.right - paper!.right, Math.abs(image!.width - image!.height)];
    });
    expect(Math.max(...beyond)).toBeLessThan(1);
    await its.see('还没约。约好再去，店里给你留位子。');
    await its.keep('code');
    await its.tap('约到店时间');
    await its.see('几点');
    const times = phone.page.getByRole('radio', { name: /^14:00，剩 3/ }).filter({ visible: true });
    await times.click();
    await its.tap('份数加一');
    await its.keep('visit');
    await its.tap(/^约 .* 14:00$/);
    await its.see('已约');
    await its.see(/ 14:00，2 份$/);
    await its.keep('code-booked');
    await its.tap('取消预约');
    await its.see(/位子给别人/);
    await its.keep('visit-given-up');
    await phone.page.locator('.sheet .btn').getByText('取消预约', { exact: true }).click();
    await its.see('还没约。约好再去，店里给你留位子。');
    await its.tap('约到店时间');
    await its.see('几点');
    await phone.page
      .getByRole('radio', { name: /^10:00/ })
      .filter({ visible: true })
      .click();
    await its.tap(/^约 .* 10:00$/);
    await its.see('已约');
    const { visit } = await buyer.call('shop.viewVoucher', { code });

    const at = seeing(till);
    await till.open('/packages/merchant/redeem/index');
    await at.see('谁来');
    await till.page
      .getByLabel(/^哪一天/)
      .filter({ visible: true })
      .waitFor();
    expect((await merchant.call('merchant.listVisits', { day: visit!.day })).goods[0]?.visits[0]).toMatchObject({
      time: '10:00',
      state: 'expected',
    });
    await at.fill('券码', '000000000000');
    await at.tap('查这张券');
    await at.see(/没有这个券码，没有核销/);
    await at.keep('unknown');
    await at.fill('券码', code);
    await at.tap('查这张券');
    await at.see('券有效，可以核销');
    await at.see(/10:00，\d 份$/);
    await at.tap('份数加一');
    await at.keep('till');
    await at.tap('核销 2 份');
    await at.see('核销了 2 份');
    await at.keep('redeemed');
    await at.tap('再核销一张');
    await at.fill('券码', code);
    await at.tap('查这张券');
    await at.see(/用过了，没有再核销/);
    await at.keep('again');
    expect(await buyer.call('shop.viewOrder', { orderId })).toMatchObject({ state: 'received' });
    expect([phone.faults, till.faults]).toEqual([[], []]);
  } finally {
    await phone.close();
    await till.close();
  }
});

test('one’s own stand in a list, dark and large too', async () => {
  const { code } = await bought(1);
  const phone = await openPhone(world.url, { theme: 'dark', scale: 1.3 }, buyer.token);
  try {
    const { see, tap, keep } = seeing(phone);
    await phone.open('/packages/voucher/mine/index');
    await see('青岚粮油店到店品尝套餐');
    await keep('mine-dark-130');
    await phone.open(`/packages/voucher/code/index?code=${code}`);
    await see('没用可以退');
    await keep('code-dark-130');
    await phone.page.evaluate(() => document.querySelector('.voucher-ticket ~ .card:last-child')?.scrollIntoView());
    await keep('back-dark-130');
    await tap('退没用的');
    await phone.page.waitForURL(/service\/apply/);
    expect(phone.faults).toEqual([]);
  } finally {
    await phone.close();
  }
});
