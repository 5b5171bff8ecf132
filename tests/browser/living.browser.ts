// The demo lives: an own order is sent the next day, comes, is received and settles, while the clock is moved by the bar.
import type { ActionName, InputOf, OutputOf } from '@shared/contract';
import { openPhone, type Phone, settled } from './browser';
import { faultsInSight } from './measure';
import { openWorld, type ShopWorld } from './world';

const SETTLE_DAYS = 9;
/** The sandbox's carriers are at most so late. */
const MOST_DAYS = 5;

let world: ShopWorld;
let phone: Phone;

beforeAll(async () => {
  world = await openWorld({ lives: true });
  phone = await openPhone(world.url, { theme: 'light', scale: 1 });
});
afterAll(async () => {
  await phone?.close();
  await world?.close();
});

const see = (words: string) =>
  phone.page.getByText(words, { exact: false }).filter({ visible: true }).first().waitFor({ timeout: 60_000 });
const button = (name: string | RegExp) => phone.page.getByRole('button', { name }).filter({ visible: true }).first();

async function keep(name: string): Promise<void> {
  await settled(phone.page);
  await phone.picture(`living-${name}`);
  expect({ name, faults: await faultsInSight(phone.page) }).toEqual({ name, faults: [] });
}

/** Calls an action as whoever is signed in in the browser. */
async function ask<Name extends ActionName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
  const token = await phone.page.evaluate(
    () => JSON.parse(localStorage.getItem('session.token') ?? '{}').data as string,
  );
  const reply = await world.cloud.call(name, input as Record<string, unknown>, token);
  if (!reply.ok) throw new Error(`${name} was refused: ${reply.code} ${reply.message}`);
  return reply.value as OutputOf<Name>;
}

/** A day further by the bar. @returns what it says of it. */
async function aDayLater(): Promise<string> {
  await button('过一天').click();
  await phone.page.getByTestId('demo-told').waitFor({ state: 'detached' });
  const told = phone.page.getByTestId('demo-told');
  await told.waitFor({ timeout: 120_000 });
  return (await told.textContent()) ?? '';
}

test('an account one tap away, an order sent by the shop, its parcel on its way, received, settled', async () => {
  await phone.open('/pages/mine/index');
  await button('账号').click();
  await keep('accounts');
  await button(/^用消费者李牧的账号登录/).click();
  await phone.page.getByTestId('demo-accounts').waitFor({ state: 'detached' });
  await see('李牧');
  const { addresses } = await ask('shop.listAddresses', {});
  const { goods } = await ask('shop.listGoods', { limit: 50 });
  const one = goods.find(({ industry, quickSkuId }) => industry === 'grocery' && quickSkuId);
  const input = { lines: [{ skuId: one?.quickSkuId ?? '', quantity: 1 }], addressId: addresses[0]?.addressId ?? '' };
  const { orderId } = await ask('shop.placeOrder', { ...input, requestId: 'living-order-1' });
  const { payment } = await ask('shop.payOrder', { orderId });
  if (payment) await world.cloud.pay({ outTradeNo: orderId }, 'paid');

  await phone.open(`/packages/order/order/index?id=${encodeURIComponent(orderId)}`);
  await see('等店家发货');
  expect(await aDayLater()).toMatch(/发货 \d+ 单/);
  // The shop sends in the morning what came before midnight: of an order of this night, on the next one.
  if ((await ask('shop.viewOrder', { orderId })).state === 'paid') await aDayLater();
  await see('运输中');
  await keep('sent');
  await phone.page
    .getByRole('button', { name: /^看物流/ })
    .filter({ visible: true })
    .first()
    .click();
  await see('前到');
  await keep('moving');
  // The day after its sending, or some days later where its carrier is late.
  const stateOfParcel = async () => (await ask('shop.viewParcels', { orderId })).parcels[0]?.trace?.state;
  for (let day = 0; day < MOST_DAYS && (await stateOfParcel()) !== 'signed'; day += 1) await aDayLater();
  await see('已签收');
  await keep('signed');
  // What a carrier says starts nothing: the buyer confirms.
  await button('确认收货').click();
  await phone.page.getByRole('dialog', { name: '确认收货' }).waitFor();
  await button('已收到').click();
  await see('已经确认收货');
  await world.cloud.advance({ by: `${SETTLE_DAYS}d` });
  await phone.open(`/packages/order/order/index?id=${encodeURIComponent(orderId)}`);
  await see('已结算');
  await keep('settled');
  expect(phone.faults).toEqual([]);
}, 600_000);
