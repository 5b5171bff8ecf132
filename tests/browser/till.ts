// What the tests of payments that go wrong share: a buyer with an address, goods of two shops, and the ways of one phone.
import type { OutputOf } from '@shared/contract';
import { openPhone, type Phone, settled } from './browser';
import { ledgerFaults } from './ledgers';
import { faultsInSight } from './measure';
import type { Person, ShopWorld } from './world';

export type Card = OutputOf<'shop.listGoods'>['goods'][number];

/** Somebody with a phone of their own, signed in, and what they do on it. */
export interface Buyer {
  readonly person: Person;
  readonly phone: Phone;
  see(words: string | RegExp): Promise<void>;
  button(name: string | RegExp): ReturnType<Phone['page']['locator']>;
  /** Opens the checkout of one piece of each, bought at once. */
  toCheckout(...cards: readonly Card[]): Promise<void>;
  /** Places the orders and waits for the window in which they are paid. */
  toPayment(): Promise<void>;
  /** Opens the order. */
  open(orderId: string): Promise<void>;
  /** The order that the page in sight is of. */
  orderInSight(): string;
  /** Takes the picture and holds the screen to the look. */
  keep(name: string): Promise<void>;
}

const pageOf = (orderId: string): string => `/packages/order/order/index?id=${encodeURIComponent(orderId)}`;

/** A phone in a browser of its own; the same person may hold several. */
export async function phoneOf(world: ShopWorld, person: Person, pictures: string): Promise<Buyer> {
  const phone = await openPhone(world.url, { theme: 'light', scale: 1 }, person.token);
  const see = (words: string | RegExp) => phone.page.getByText(words).filter({ visible: true }).first().waitFor();
  const button = (name: string | RegExp) => phone.page.getByRole('button', { name }).filter({ visible: true }).first();
  return {
    person,
    phone,
    see,
    button,
    async toCheckout(...cards) {
      await phone.open(`/packages/order/checkout/index?lines=${cards.map((one) => `${one.quickSkuId}~1`).join(',')}`);
      await see('怎么付');
    },
    async toPayment() {
      await phone.page.locator('.bar .btn', { hasText: '微信支付' }).filter({ visible: true }).click();
      await phone.page.getByRole('dialog', { name: '微信支付' }).waitFor();
    },
    open: (orderId) => phone.open(pageOf(orderId)),
    orderInSight: () => decodeURIComponent(/id=([^&]+)/.exec(phone.page.url())?.[1] ?? ''),
    async keep(name) {
      await settled(phone.page);
      await phone.picture(`${pictures}-${name}`);
      const faults = [...(await faultsInSight(phone.page)), ...(await ledgerFaults(phone.page))];
      expect({ name, faults }).toEqual({ name, faults: [] });
    },
  };
}

/** The key of the window in which is paid. */
export const payKey = ({ phone }: Buyer) => phone.page.locator('.sheet .btn').getByText('付款', { exact: true });

/** Taps twice within one moment, before the screen can tell that it heard the first. */
export const tapTwice = (key: ReturnType<Buyer['button']>): Promise<void> =>
  key.evaluate((node) => {
    const tapped = node.closest<HTMLElement>('.is-tap')!;
    tapped.click();
    tapped.click();
  });

/** One product of each of two shops, that can be bought at once, takes points, and is sent by parcel. */
export async function goodsOfTwoShops(person: Person): Promise<readonly [Card, Card]> {
  const { goods } = await person.call('shop.listGoods', { kind: 'delivered', limit: 50 });
  const plain = goods.filter(
    (card) => card.quickSkuId && !card.isSoldOut && !card.offer && card.spendableRateMillionths > 0,
  );
  const one = plain[0]!;
  return [one, plain.find(({ shopId }) => shopId !== one.shopId)!];
}

/** Somebody new to the shop, with an address. */
export async function newBuyer(world: ShopWorld, phone: string): Promise<Person> {
  const person = await world.signIn(phone);
  await person.call('shop.saveAddress', {
    name: '林小满',
    phone: '13912345678',
    region: '山东省青岛市市南区',
    detail: '香港中路 40 号 2 单元 1203',
  });
  return person;
}
