// What is not sent by parcel, from search to having it: a top-up.
import { openPhone, type Phone, settled } from './browser';
import { faultsInSight } from './measure';
import { openWorld, type Person, type ShopWorld } from './world';

let world: ShopWorld;
let phone: Phone;
let buyer: Person;

beforeAll(async () => {
  world = await openWorld();
  const account = world.cloud.demo.accounts().find(({ role }) => role === '消费者');
  buyer = await world.signIn(account?.phone ?? '');
  phone = await openPhone(world.url, { theme: 'light', scale: 1 }, buyer.token);
});
afterAll(async () => {
  await phone?.close();
  await world?.close();
});

const see = (words: string) =>
  phone.page.getByText(words, { exact: false }).filter({ visible: true }).first().waitFor();
const button = (name: string | RegExp) => phone.page.getByRole('button', { name }).filter({ visible: true }).first();
const idInSight = (): string => decodeURIComponent(/id=([^&]+)/.exec(phone.page.url())?.[1] ?? '');
const orderInSight = () => {
  const orderId = idInSight();
  return () => buyer.call('shop.viewOrder', { orderId });
};

/** Takes the picture and holds the screen to the look. */
async function keep(name: string): Promise<void> {
  await settled(phone.page);
  await phone.picture(`kinds-${name}`);
  expect({ name, faults: await faultsInSight(phone.page) }).toEqual({ name, faults: [] });
}

async function find(words: string, title: string): Promise<void> {
  await phone.open(`/packages/search/search/index?query=${encodeURIComponent(words)}`);
  await phone.page.getByRole('link', { name: title }).filter({ visible: true }).first().click();
}

async function pay(): Promise<void> {
  await phone.page.locator('.bar .btn', { hasText: '微信支付' }).filter({ visible: true }).click();
  await phone.page.getByRole('dialog', { name: '微信支付' }).waitFor();
  await phone.page.locator('.sheet .btn').getByText('付款', { exact: true }).click();
  await see('付好了');
}

describe('a top-up', () => {
  test('is found, told its number, and refused one that is not right', async () => {
    await find('话费', '手机话费充值');
    await button('立即购买').click();
    await phone.page.locator('.sheet .btn', { hasText: '立即购买' }).click();
    await see('你的号码');
    await keep('top-up');
    const field = phone.page.getByLabel('手机号', { exact: true }).filter({ visible: true }).locator('input');
    await field.fill('1380532');
    await button('去付款').click();
    await see('手机号少了几位');
    await keep('top-up-wrong');
    await field.fill('139 0000 9002');
    await phone.page
      .getByRole('radio', { name: /^50 元/ })
      .filter({ visible: true })
      .click();
    await button('去付款').click();
    await see('确认订单');
    await see('充值不收可用积分');
    await see('充值由运营商开');
    await keep('top-up-checkout');
  });

  test('that fails after a minute has gone back by itself', async () => {
    await pay();
    await keep('top-up-paid');
    await button('看订单').click();
    await see('运营商已收到');
    await keep('top-up-under-way');
    const its = orderInSight();
    // The refund is asked for behind what is in sight, and the page finds by itself that it arrived.
    await world.until(async () => (await its()).state === 'refunded');
    await see('没充成：运营商维护');
    await see('已退款');
    await keep('top-up-failed');
  });

  test('to a right number is there, and stands among the last ones', async () => {
    await phone.open('/packages/order/topUps/index');
    await phone.page
      .getByRole('radio', { name: /你的号码|^138/ })
      .filter({ visible: true })
      .first()
      .click();
    await button('去付款').click();
    await see('确认订单');
    await pay();
    await button('看订单').click();
    await see('充值中');
    const its = orderInSight();
    await world.until(async () => (await its()).topUps.every(({ state }) => state === 'succeeded'));
    await see('已到账');
    await keep('top-up-there');
    await phone.open('/packages/order/topUps/index');
    await see('不到 1 分钟');
    await keep('top-up-again');
  });

  test('the browser reported no fault', () => expect(phone.faults).toEqual([]));
});

describe('nights of a hotel', () => {
  const day = (name: RegExp) =>
    phone.page.locator('.nights-day').filter({ visible: true }).and(phone.page.getByLabel(name)).first();

  test('are chosen on a calendar, with what each costs, before anything is paid', async () => {
    await find('大床房', '松禾酒店大床房');
    await button('立即购买').click();
    await see('每晚每间的价');
    await keep('nights');
    const free = phone.page.locator('.nights-day:not(.is-full)').filter({ visible: true });
    await free.nth(1).click();
    await free.nth(2).click();
    await see('晚合计');
    await phone.page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await keep('nights-chosen');
    await button('选好，去下单').click();
    await see('确认订单');
    await see('后入住');
    await see('前取消全退');
    await phone.page.getByLabel('入住人', { exact: true }).filter({ visible: true }).locator('input').fill('陈静');
    await phone.page
      .getByLabel('手机号', { exact: true })
      .filter({ visible: true })
      .locator('input')
      .fill('13805325521');
    await keep('nights-checkout');
  });

  test('are paid, and have a code to check in by', async () => {
    await pay();
    await see('按订的日期入住。');
    expect(await phone.page.getByText('在那之前都可以退').filter({ visible: true }).count()).toBe(0);
    await keep('nights-paid');
    await button('看订单').click();
    await see('后入住');
    await keep('nights-order');
    const { vouchers, lines } = await buyer.call('shop.viewOrder', { orderId: idInSight() });
    expect(lines[0]!.stay?.nights).toHaveLength(1);
    expect(vouchers).toMatchObject([{ code: expect.stringMatching(/^\d{12}$/), left: 1 }]);
  });

  test('are looked at in the dark and large', async () => {
    await phone.close();
    phone = await openPhone(world.url, { theme: 'dark', scale: 1.3 }, buyer.token);
    await phone.open('/packages/stay/nights/index?id=songhe-queen');
    await see('每晚每间的价');
    await keep('nights-dark-large');
    await day(/元，有/).click();
    await see('再点一天');
  });
});
