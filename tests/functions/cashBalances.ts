// A shop whose buyer holds cash: of dividends and of points that were sold, beside points of both kinds.
import type { InputOf } from '@shared/contract';
import type { OrderDocument, WalletDocument } from '../../cloudfunctions/_store/documents';
import { readBooks } from '../../scripts/verify/books';
import { verify } from '../../scripts/verify/verify';
import { Seam } from './seam';
import {
  buy,
  giveBy,
  giveStable,
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  PAY_PASSWORD,
  removeBuilt,
  saveGoods,
  setPayPassword,
  setTerms,
  startWorld,
  type TestWorld,
} from './world';

export let world: TestWorld;
export const seam = new Seam();
export let member: Joined;

export type PlaceInput = InputOf<'shop.placeOrder'>;
export const order = (skus: Readonly<Record<string, number>>, more: Partial<PlaceInput> = {}): PlaceInput => ({
  lines: Object.entries(skus).map(([skuId, quantity]) => ({ skuId, quantity })),
  addressId: member.addressId,
  payPassword: PAY_PASSWORD,
  requestId: nextRequest(),
  ...more,
});
export const place = (input: PlaceInput) => world.call('shop.placeOrder', input, member.token);
export const refusedPlace = async (input: PlaceInput) => {
  const reply = await world.cloud.call('shop.placeOrder', { ...input }, member.token);
  return reply.ok ? reply : { code: reply.code, ...reply.details };
};
export const preview = (skus: Readonly<Record<string, number>>, more: Partial<InputOf<'shop.previewOrder'>> = {}) =>
  world.call('shop.previewOrder', { lines: order(skus).lines, ...more }, member.token);
export const pay = async (orderId: string) => {
  const { payment } = await world.call('shop.payOrder', { orderId }, member.token);
  if (payment) await world.cloud.pay({ outTradeNo: orderId }, 'paid');
  await world.advance('1m');
};
export const orderOf = (orderId: string) => world.cloud.engine.get('orders', orderId) as unknown as OrderDocument;
export const walletOf = () => world.cloud.engine.get('wallets', member.memberId) as unknown as WalletDocument;
export const heldFen = async () => (await world.call('wallet.view', {}, member.token)).cashFen;
export const drawable = async () => (await world.call('wallet.viewWithdraw', {}, member.token)).withdrawable.nowFen;
export const stop = (stopped: InputOf<'admin.stopWithdrawals'>['stopped']) =>
  // Another lets it go on than who stopped it.
  world.call(
    'admin.stopWithdrawals',
    { stopped, reason: '查一下', requestId: nextRequest() },
    world.admins[stopped === 'none' ? 1 : 0],
  );
export const cashLines = (limit = 20) => world.call('wallet.statement', { asset: 'cash', limit }, member.token);
/** Sees what was sent back arrive: cash by the cashier's notice and the timer. */
export const arrive = async () => {
  await world.advance('11m');
  await world.cloud.trigger('settlement');
  await world.advance('1m');
};
export const differences = () => [
  ...verify(
    readBooks((name) => (world.cloud.engine.hasCollection(name) ? world.cloud.engine.find(name, {}) : []) as never),
  ),
];

/** Points that are sold: cash of the other kind beside the dividends. */
async function sellSome(): Promise<void> {
  const microPoints = 100_000_000;
  const { figures } = await world.call('wallet.previewSale', { microPoints }, member.token);
  const asked = { microPoints, quotedFen: figures!.payoutFen, payPassword: PAY_PASSWORD, requestId: nextRequest() };
  await world.call('wallet.sell', asked, member.token);
}

/** Opens the shop before a file's tests, and holds the books to what they should be after each. */
export function openCashShop(variables: Record<string, string> = {}): void {
  beforeAll(async () => {
    world = await startWorld({ workers: 3, timers: 'few', beforeRequest: seam.beforeRequest, variables });
    await openShop(world, { settleAfterDays: 0 });
    member = await joinMember(world, '13800000001');
    const keeper = await joinMember(world, '13800000002');
    await setPayPassword(world, member);
    await world.call(
      'admin.saveShop',
      { shopId: 'field', name: '青岚粮油店', ownerId: keeper.memberId, takesStable: true, freightFen: 600 },
      world.admins[0],
    );
    await saveGoods(world, 'rice', { priceFen: 3_990, costFen: 1_000, stock: 1_000 }, { shopId: 'field' });
    await saveGoods(
      world,
      'tea',
      { priceFen: 3_333, costFen: 100, stock: 1_000 },
      { takesSpendable: true, plans: ['dividend'] },
    );
    await buy(world, member, 'both-1');
    await world.advance('1d');
    await buy(world, keeper, 'share-1', { quantity: 2 });
    await world.advance('1d');
    await sellSome();
    await giveBy(world, member, 'spendable', 50_000);
    await giveStable(world, member, 5_000);
    await setTerms(world, {
      withdrawWaitHours: 0,
      withdrawNeeds: 'nothing',
      withdrawDailyFen: 10_000_000,
      withdrawDailyCount: 50,
      withdrawReviewFromFen: 10_000_000,
      withdrawSecondFromFen: 10_000_000,
      payWithinMinutes: 5,
    });
    await world.cloud.warm();
  });
  afterAll(async () => {
    await world.close();
    removeBuilt();
  });
  afterEach(() => {
    seam.open();
    expect(differences()).toEqual([]);
  });
}
