// A shop whose buyers order at several shops at once, and what the tests of that ask of it.
import type { ActionName, InputOf } from '@shared/contract';
import type { OrderDocument, WalletDocument } from '../../cloudfunctions/_store/documents';
import type { Reply } from '../../localcloud';
import { moneyFaults } from './cashierBooks';
import { Seam } from './seam';
import { halfWritten } from './wholeness';
import {
  buy,
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  removeBuilt,
  saveGoods,
  startWorld,
  type TestWorld,
} from './world';

export const STOCK = 100_000;
export const STABLE = 5_000;
export const seam = new Seam();
export let world: TestWorld;
export let buyer: Joined;
export let keeper: Joined;
/** The first orders of the purchases of the test that runs. */
const made: string[] = [];

/** Opens the shop before a file's tests, and holds stock, books and money to what they should be after each. */
export function openShops(): void {
  beforeAll(async () => {
    world = await startWorld({ beforeRequest: seam.beforeRequest });
    await openShop(world, { stock: STOCK, settleAfterDays: 0 });
    const [first] = world.admins;
    buyer = await joinMember(world, '13800000001');
    keeper = await joinMember(world, '13800000002');
    await world.call(
      'admin.saveShop',
      { shopId: 'field', name: '青岚粮油店', ownerId: keeper.memberId, takesStable: true },
      first,
    );
    const goods = (goodsId: string, priceFen: number, more: Parameters<typeof saveGoods>[3]) =>
      saveGoods(world, goodsId, { priceFen, costFen: 0, stock: STOCK }, more);
    await goods('rice', 3_990, { shopId: 'field', takesSpendable: true });
    await goods('meal', 9_800, { shopId: 'field', industry: 'dining', kind: 'voucher' });
    await goods('phone', 4_980, { industry: 'topUp', kind: 'topUp' });
    await goods('rare', 100, { limitPerMember: 2 });
    await buy(world, buyer, 'both-1'); // there is a pool from here on, and so there can be stable points
    await world.advance('2d');
    for (const [asset, units] of [
      ['stable', STABLE],
      ['spendable', 100_000],
    ] as const) {
      const asked = {
        memberId: buyer.memberId,
        change: 'add',
        asset,
        units,
        reason: '补发',
        requestId: nextRequest(),
      } as const;
      const { proposalId } = await world.call('admin.proposeAdjustment', asked, world.admins[0]);
      await world.call('admin.approveProposal', { proposalId }, world.admins[1]);
    }
    await world.call('admin.saveSettings', { payWithinMinutes: 1 }, first);
    await world.cloud.warm();
  });
  afterEach(async () => {
    seam.open();
    for (let timer = 0; timer < 3; timer += 1) {
      await world.advance('11m'); // a lease that a killed worker left has run out; what is left is taken up
      await world.cloud.trigger('settlement');
    }
    await world.advance('1s');
    expect(halfWritten(world, STOCK)).toEqual([]);
    expect(moneyFaults(world, world.cloud.now(), made.splice(0))).toEqual([]);
    world.cloud.setFaults({});
  });
  afterAll(async () => {
    await world.close();
    removeBuilt();
  });
}

export const ask = <Name extends ActionName>(name: Name, input: InputOf<Name>, token = buyer.token): Promise<Reply> =>
  world.cloud.call(name, input as Record<string, unknown>, token);
export const codeOf = (reply: Reply): string => (reply.ok ? 'ok' : reply.code);
export const lines = (...skuIds: string[]) => skuIds.map((skuId) => ({ skuId, quantity: 1 }));
export const orderOf = (orderId: string) => world.cloud.engine.get('orders', orderId) as unknown as OrderDocument;
export const walletOf = () => world.cloud.engine.get('wallets', buyer.memberId) as unknown as WalletDocument;
/** An order and all that were placed with it, the first first. */
export const idsOf = (orderId: string) => orderOf(orderId).purchase?.orderIds ?? [orderId];
export const statesOf = (orderId: string) => idsOf(orderId).map((id) => orderOf(id).state);
export const everywhere = <T>(orderId: string, value: T): T[] => idsOf(orderId).map(() => value);
export const order = (skuIds: string[], more: Partial<InputOf<'shop.placeOrder'>> = {}) => ({
  lines: lines(...skuIds),
  addressId: buyer.addressId,
  requestId: nextRequest(),
  ...more,
});
export async function place(skuIds: string[], more: Partial<InputOf<'shop.placeOrder'>> = {}) {
  const placed = await world.call('shop.placeOrder', order(skuIds, more), buyer.token);
  made.push(placed.orderId);
  return placed;
}
/** Holds an order that was placed otherwise to what its money should be after the test. */
export const watch = (orderId: string): void => void made.push(orderId);
export const TWO = ['apple-1', 'rice-1'];
export const placed = async (): Promise<string> => (await place(TWO)).orderId;
export async function started(): Promise<string> {
  const orderId = await placed();
  await world.call('shop.payOrder', { orderId }, buyer.token);
  return orderId;
}
/** Any of its orders stands for a purchase: the last one is named. */
export const lastOf = (orderId: string): string => idsOf(orderId).slice(-1)[0]!;
export const cancel = (orderId: string) => ask('shop.cancelOrder', { orderId: lastOf(orderId) });
export const payOrder = (orderId: string) => ask('shop.payOrder', { orderId: lastOf(orderId) });
export const payer = (orderId: string): Promise<boolean> =>
  world.cloud.pay({ outTradeNo: orderId }, 'paid').then(
    () => true,
    () => false,
  );
export const paid = async (more: Partial<InputOf<'shop.placeOrder'>> = {}, skuIds = TWO): Promise<string> => {
  const { orderId } = await place(skuIds, more);
  await world.call('shop.payOrder', { orderId }, buyer.token);
  await payer(orderId);
  return orderId;
};
