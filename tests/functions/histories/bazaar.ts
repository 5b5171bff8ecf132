// A shop of everything that may happen to an order, and the people in it: made once, had again for every history.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { scratchFolder } from '../../scratch';
import { Seam } from '../seam';
import {
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  PAY_PASSWORD,
  saveGoods,
  setPayPassword,
  startWorld,
  type TestWorld,
} from '../world';

/** Pieces of each size: few, so that they run out. */
export const STOCK = 40;
export const PIECES_AT_OFFER = 6;

/** Kinds of rooms, the same number of each every night: few, so that of two takers of one night one has none. */
export const ROOM_SKUS = ['bunk-1', 'suite-1'] as const;
export const ROOMS = 2;

/** What there is to buy, by its size. */
export const SKUS = [
  'apple-1',
  'plain-1',
  'tea-0',
  'tea-1',
  'rice-1',
  'oil-1',
  'credit-1',
  'rare-1',
  'meal-1',
  'bath-1',
  ...ROOM_SKUS,
] as const;
/** Numbers that are topped up at once, that fail, late, never, and those nobody answers for (see the sandbox). */
export const PHONES = [
  '13800000011',
  '13800009001',
  '13800009002',
  '13800009003',
  '13800009004',
  '13800009005',
] as const;

export interface Bazaar {
  readonly world: TestWorld;
  readonly seam: Seam;
  /** Three who buy; the second was invited by the first. */
  readonly buyers: readonly Joined[];
  /** Who owns the shop 'field'. */
  readonly keeper: Joined;
  readonly couponIds: readonly string[];
  /** Makes everything as it was when it was opened. */
  again(): Promise<void>;
  close(): Promise<void>;
}

async function openGoods(world: TestWorld, keeper: Joined): Promise<void> {
  const [first] = world.admins;
  await world.call(
    'admin.saveShop',
    { shopId: 'field', name: '青岚粮油店', ownerId: keeper.memberId, takesStable: true, freightFen: 600 },
    first,
  );
  const goods = (goodsId: string, priceFen: number, more: Parameters<typeof saveGoods>[3] = {}) =>
    saveGoods(world, goodsId, { priceFen, costFen: Math.floor(priceFen / 5), stock: STOCK }, more);
  await saveGoods(
    world,
    'tea',
    { priceFen: 1, costFen: 0, stock: 1 },
    {
      takesSpendable: true,
      plans: ['release'],
      options: [{ name: '规格', choices: ['大', '小'] }],
      skus: ['大', '小'].map((choice, at) => ({
        skuId: `tea-${at}`,
        choices: [choice],
        priceFen: 3_333,
        costFen: 100,
        stock: STOCK,
      })),
    },
  );
  await goods('rice', 3_990, { shopId: 'field', takesSpendable: true, plans: ['appreciation'] });
  await goods('oil', 8_007, { shopId: 'field', plans: ['dividend', 'release'] });
  const phone = { key: 'phone', label: '手机号', kind: 'phone' as const };
  await goods('credit', 9_960, { kind: 'topUp', industry: 'topUp', asks: [phone] });
  await goods('rare', 1_201, { limitPerMember: 2, takesSpendable: true });
  const voucher = {
    validDays: 4,
    fromDay: null,
    untilDay: null,
    closedWeekdays: [],
    closedDays: [],
    hours: '',
    booking: '',
    place: '',
  };
  await goods('meal', 16_803, { kind: 'voucher', industry: 'dining', voucher, plans: ['release'] });
  await goods('bath', 9_900, {
    kind: 'voucher',
    industry: 'entertainment',
    voucher,
    shopId: 'field',
    takesSpendable: true,
  });
  for (const [goodsId, later, shopId] of [
    ['bunk', 'ask', 'own'],
    ['suite', 'none', 'field'],
  ] as const) {
    const calendar = { rooms: ROOMS, weekFen: [4_001, 4_001, 4_001, 4_001, 5_003, 5_003, 4_001], days: [] };
    await saveGoods(
      world,
      goodsId,
      { priceFen: 1, costFen: 0, stock: 0 },
      {
        kind: 'stay',
        industry: 'hotel',
        shopId,
        takesSpendable: true,
        plans: ['dividend'],
        stay: { inFrom: '14:00', outBy: '12:00', freeDaysBefore: 1, freeUntilHour: 18, later },
        skus: [{ skuId: `${goodsId}-1`, choices: [], priceFen: 4_001, costFen: 800, stock: 0, calendar }],
      },
    );
  }
  const from = world.cloud.now();
  await world.call(
    'admin.saveOffer',
    {
      goodsId: 'plain',
      fromMs: from,
      untilMs: from + 30 * 86_400_000,
      prices: [{ skuId: 'plain-1', priceFen: 1_500 }],
      pieces: PIECES_AT_OFFER,
      perMember: 3,
    },
    first,
  );
}

async function makeCoupons(world: TestWorld): Promise<string[]> {
  const made: string[] = [];
  for (const [bearer, worth, fromFen] of [
    ['platform', { kind: 'fixed', offFen: 301 }, 1_000],
    ['shop', { kind: 'percent', rateMillionths: 100_000, mostFen: 1_000 }, 3_000],
  ] as const)
    made.push(
      (
        await world.call(
          'admin.makeCoupon',
          {
            name: '日用券',
            worth,
            fromFen,
            scope: { kind: 'all' },
            validity: { kind: 'days', days: 3 },
            takeUntilMs: world.cloud.now() + 20 * 86_400_000,
            most: 5,
            perMember: 2,
            bearer,
            requestId: nextRequest(),
          },
          world.admins[0],
        )
      ).couponId,
    );
  return made;
}

/** Points of both kinds to pay with, added by two administrators. */
async function givePoints(world: TestWorld, { memberId }: Joined): Promise<void> {
  for (const [asset, units] of [
    ['stable', 5_000],
    ['spendable', 30_000],
  ] as const) {
    const asked = { memberId, change: 'add', asset, units, reason: '补发', requestId: nextRequest() } as const;
    const { proposalId } = await world.call('admin.proposeAdjustment', asked, world.admins[0]);
    await world.call('admin.approveProposal', { proposalId }, world.admins[1]);
  }
}

/** Opens it. Timers do nothing by themselves: a history has them when it says so. */
export async function openBazaar(): Promise<Bazaar> {
  const seam = new Seam();
  const world = await startWorld({ timers: 'none', beforeRequest: seam.beforeRequest });
  await openShop(world, { stock: STOCK, settleAfterDays: 1 });
  const first = await joinMember(world, '13800000001');
  const second = await joinMember(world, '13800000002', first.inviteCode);
  const third = await joinMember(world, '13800000003', second.inviteCode, []);
  const keeper = await joinMember(world, '13800000009');
  await openGoods(world, keeper);
  const couponIds = await makeCoupons(world);
  await world.call(
    'admin.saveSettings',
    {
      payWithinMinutes: 30,
      autoReceiveAfterDays: 2,
      extendReceiptDays: 1,
      answerWithinDays: 1,
      sendBackWithinDays: 1,
      acceptReturnAfterDays: 1,
      sendExchangeWithinDays: 1,
      receiveExchangeAfterDays: 1,
      askArbitrationWithinDays: 1,
    },
    world.admins[0],
  );
  await buyToFund(world, first);
  for (const buyer of [first, second]) await givePoints(world, buyer);
  await sellPoints(world, first);
  const folder = scratchFolder('histories');
  const snapshot = join(folder, 'opened.export');
  await world.cloud.exportTo(snapshot);
  return {
    world,
    seam,
    buyers: [first, second, third],
    keeper,
    couponIds,
    again: () => world.cloud.importFrom(snapshot),
    close: async () => {
      await world.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Cash balance to pay with, of points that are sold. */
async function sellPoints(world: TestWorld, buyer: Joined): Promise<void> {
  await setPayPassword(world, buyer);
  const microPoints = 300_000_000;
  const { figures } = await world.call('wallet.previewSale', { microPoints }, buyer.token);
  const asked = { microPoints, quotedFen: figures!.payoutFen, payPassword: PAY_PASSWORD, requestId: nextRequest() };
  await world.call('wallet.sell', asked, buyer.token);
}

/** One order that settles: there is a pool from here on, and so there can be stable points. */
async function buyToFund(world: TestWorld, buyer: Joined): Promise<void> {
  const { orderId } = await world.call(
    'shop.placeOrder',
    { lines: [{ skuId: 'both-1', quantity: 1 }], addressId: buyer.addressId, requestId: nextRequest() },
    buyer.token,
  );
  await world.call('shop.payOrder', { orderId }, buyer.token);
  await world.cloud.pay({ outTradeNo: orderId }, 'paid');
  await world.call('admin.ship', { orderId, carrier: '德邦', trackingNo: 'DPK000001' }, world.admins[0]);
  await world.call('shop.confirmReceipt', { orderId }, buyer.token);
  for (let day = 0; day < 3; day += 1) {
    await world.advance('1d');
    await world.cloud.trigger('dailyClose');
    await world.cloud.trigger('settlement');
  }
}
