// Nights of a hotel: priced by the day, held while an order may be paid, of two takers of the last room one.
import type { InputOf } from '@shared/contract';
import { differences } from './books';
import { atEverySeam, killedAtEverySeam } from './interleave';
import { Seam } from './seam';
import {
  allBack,
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

let world: TestWorld;
let buyer: Joined;
let other: Joined;
const seam = new Seam();

type Lines = InputOf<'shop.placeOrder'>['lines'];
type Skus = InputOf<'admin.saveGoods'>['skus'];

const stay = { inFrom: '14:00', outBy: '12:00', freeDaysBefore: 1, freeUntilHour: 18, later: 'ask' as const };
// Mondays to Thursdays and Sundays 298, Fridays 338, Saturdays 358; the world begins on Monday, 2026-03-02.
const weekFen = [29_800, 29_800, 29_800, 29_800, 33_800, 35_800, 29_800];
const room = (goodsId: string, rooms: number): Skus => [
  {
    skuId: `${goodsId}-1`,
    choices: [],
    priceFen: 29_800,
    costFen: 17_000,
    stock: 0,
    calendar: { rooms, weekFen, days: [{ day: '2026-03-20', priceFen: null, rooms: 0 }] },
  },
];

beforeAll(async () => {
  world = await startWorld({ timers: 'none', workers: 3, beforeRequest: seam.beforeRequest });
  await openShop(world);
  buyer = await joinMember(world, '13800000301');
  other = await joinMember(world, '13800000302');
  const save = (goodsId: string, rooms: number, terms: InputOf<'admin.saveGoods'>['stay'] = stay) =>
    saveGoods(
      world,
      goodsId,
      { priceFen: 29_800, costFen: 17_000, stock: 0 },
      { kind: 'stay', industry: 'hotel', stay: terms, skus: room(goodsId, rooms) },
    );
  await save('queen', 50);
  await save('fixed', 50, { ...stay, later: 'none' });
  await save('single', 1);
});

afterAll(async () => {
  await world.close();
  removeBuilt();
});

const nights = (from: string, to: string, goodsId = 'queen', quantity = 1): Lines => [
  { skuId: `${goodsId}-1`, quantity, stay: { from, to } },
];
const place = (lines: Lines, who = buyer, requestId = nextRequest()) =>
  world.cloud.call('shop.placeOrder', { lines, requestId }, who.token);
async function placed(lines: Lines, who = buyer): Promise<string> {
  return (await world.call('shop.placeOrder', { lines, requestId: nextRequest() }, who.token)).orderId;
}
async function paid(lines: Lines): Promise<string> {
  const orderId = await placed(lines);
  await world.call('shop.payOrder', { orderId }, buyer.token);
  await world.cloud.pay({ outTradeNo: orderId }, 'paid');
  return orderId;
}
const orderOf = (orderId: string) => world.cloud.engine.get('orders', orderId)!;
const takenOf = (goodsId: string, date: string): number =>
  (world.cloud.engine.get('nights', `${goodsId}-1:2026-03`)?.taken as Record<string, number> | undefined)?.[date] ?? 0;

test('nights are told with price and rooms, and summed by the server before anything is paid', async () => {
  const { rooms, today, terms } = await world.call('shop.viewNights', { goodsId: 'queen' });
  expect([today, terms, rooms[0]!.nights.length]).toEqual(['2026-03-02', stay, 104]);
  expect(rooms[0]!.nights.slice(3, 6)).toEqual([
    { priceFen: 29_800, left: 50 },
    { priceFen: 33_800, left: 50 },
    { priceFen: 35_800, left: 50 },
  ]);
  expect(rooms[0]!.nights[18]).toEqual({ priceFen: 33_800, left: 0 });
  const preview = await world.call(
    'shop.previewOrder',
    { lines: nights('2026-03-06', '2026-03-08', 'queen', 2) },
    buyer.token,
  );
  expect(preview.payment).toMatchObject({ goodsFen: 139_200, freightFen: 0, cashFen: 139_200 });
  expect(preview.orders[0]!.lines[0]).toMatchObject({
    priceFen: 69_600,
    quantity: 2,
    stay: {
      nights: [
        { day: '2026-03-06', priceFen: 33_800 },
        { day: '2026-03-07', priceFen: 35_800 },
      ],
      freeUntilMs: Date.parse('2026-03-05T18:00:00+08:00'),
    },
  });
});

test.each<[string, Lines, object]>([
  ['no days', [{ skuId: 'queen-1', quantity: 1 }], { code: 'stay/dates' }],
  ['yesterday', nights('2026-03-01', '2026-03-03'), { code: 'stay/dates' }],
  ['fifteen nights', nights('2026-03-03', '2026-03-18'), { code: 'stay/dates' }],
  [
    'a closed night',
    nights('2026-03-19', '2026-03-21'),
    { code: 'stay/full', details: { day: '2026-03-20', left: 0 } },
  ],
  [
    'more rooms than there are',
    nights('2026-03-10', '2026-03-11', 'queen', 51),
    { code: 'stay/full', details: { left: 50 } },
  ],
])('%s is refused, and nothing is held', async (_what, lines, refusal) => {
  expect(await place(lines)).toMatchObject(refusal);
  expect(takenOf('queen', '10')).toBe(0);
});

test('rooms are held by an order, over two months, and there again when it is not paid', async () => {
  const orderId = await placed(nights('2026-03-30', '2026-04-02', 'queen', 3));
  const april = () => (world.cloud.engine.get('nights', 'queen-1:2026-04')!.taken as Record<string, number>)['01'];
  expect([takenOf('queen', '30'), takenOf('queen', '31'), april()]).toEqual([3, 3, 3]);
  await world.call('shop.cancelOrder', { orderId }, buyer.token);
  expect([takenOf('queen', '30'), takenOf('queen', '31'), april()]).toEqual([0, 0, 0]);
});

test('a stay is given back at once while that is free; later its shop is asked, or nothing goes back', async () => {
  const free = await paid(nights('2026-03-12', '2026-03-14', 'queen', 2));
  // Bought again it is another stay: its days are chosen anew, in no cart.
  expect(await world.call('shop.buyAgain', { orderId: free }, buyer.token)).toMatchObject({
    added: 0,
    left: [{ pieces: 2, why: 'nights' }],
  });
  expect(takenOf('queen', '12')).toBe(2);
  await world.call(
    'afterSales.apply',
    { ...allBack(world, free), lines: [{ skuId: 'queen-1', quantity: 1 }] },
    buyer.token,
  );
  expect(orderOf(free)).toMatchObject({ state: 'paid', givenBack: [{ cashFen: 63_600 }] });
  expect(takenOf('queen', '12')).toBe(1);
  // Tonight: free of charge until 18:00 of the day before.
  const late = await paid(nights('2026-03-02', '2026-03-03'));
  await world.call('afterSales.apply', allBack(world, late), buyer.token);
  expect(orderOf(late)).toMatchObject({ state: 'paid', isRefundPending: true });
  // Nobody is let in on a night that is asked back.
  const { _id: code } = world.cloud.engine.find('vouchers', { orderId: late })[0]! as unknown as { _id: string };
  expect(await world.refused('admin.viewVoucher', { code }, world.admins[0])).toBe('voucher/inCase');
  const fixed = await paid(nights('2026-03-02', '2026-03-03', 'fixed'));
  const offered = await world.call('afterSales.preview', { orderId: fixed }, buyer.token);
  expect(offered).toMatchObject({ how: 'none', kinds: [], lines: [{ left: 0 }] });
  expect(await world.refused('afterSales.apply', allBack(world, fixed), buyer.token)).toBe('stay/noCancel');
});

test('of two takers of the last room one has it, at every seam', async () => {
  let day = 3;
  const met = await atEverySeam(seam, {
    prepare: async () => {
      const on = (at: number) => `2026-03-${String(at).padStart(2, '0')}`;
      const lines = nights(on(day), on(day + 1), 'single');
      day += 1;
      if (day === 20) day = 21;
      return lines;
    },
    first: (lines) => place(lines),
    second: (lines) => place(lines, other),
    check: async (lines, first, second, step) => {
      const date = lines[0]!.stay!.from.slice(8);
      expect([step, [first, second].filter(({ ok }) => ok).length, takenOf('single', date)]).toEqual([step, 1, 1]);
      expect([first, second].find(({ ok }) => !ok)).toMatchObject({ code: 'stay/full' });
    },
  });
  expect(met).toBeGreaterThan(3);
});

test('a placing killed at any change is finished by the same request, and holds its rooms once', async () => {
  const killed = await killedAtEverySeam(seam, {
    prepare: async () => nextRequest(),
    act: (requestId) => place(nights('2026-03-16', '2026-03-18', 'queen', 1), buyer, requestId),
    kill: () => world.cloud.killWorker(),
    check: async (_requestId, answer, step) => {
      expect([step, answer.ok, takenOf('queen', '16'), takenOf('queen', '17')]).toEqual([step, true, 1, 1]);
      const { orderId } = (answer as { value: { orderId: string } }).value;
      await world.call('shop.cancelOrder', { orderId }, buyer.token);
      expect(takenOf('queen', '16')).toBe(0);
    },
  });
  expect(killed).toBeGreaterThan(2);
});

test('a stay is checked into by its code from its first day on, and is over behind its last', async () => {
  const [admin] = world.admins;
  const [comes, stays] = [
    await paid(nights('2026-03-04', '2026-03-05')),
    await paid(nights('2026-03-04', '2026-03-05')),
  ];
  const codeOf = (orderId: string) => (orderOf(orderId).vouchers as { code: string }[])[0]!.code;
  const checkIn = { code: codeOf(comes), pieces: 1, expectedLeft: 1 };
  expect(await world.refused('admin.redeemVoucher', { ...checkIn, requestId: nextRequest() }, admin)).toBe(
    'voucher/notYet',
  );
  await world.advance('2d');
  await world.call('admin.redeemVoucher', { ...checkIn, requestId: nextRequest() }, admin);
  expect(orderOf(comes)).toMatchObject({ state: 'received' });
  expect(orderOf(stays)).toMatchObject({ state: 'paid' });
  // Nobody sends it: it waits for its guest.
  const toUse = await world.call('admin.listOrders', { filter: 'toUse', limit: 50 }, admin);
  expect(toUse.orders.map(({ orderId }) => orderId)).toContain(stays);
  // Who does not come has had the room: behind the day on which it ends nothing goes back.
  await world.advance('2d');
  await world.cloud.trigger('settlement');
  expect(orderOf(stays)).toMatchObject({ state: 'received' });
  expect(orderOf(stays).givenBack).toBeUndefined();
  const late = { code: codeOf(stays), pieces: 1, expectedLeft: 1, requestId: nextRequest() };
  expect(await world.refused('admin.redeemVoucher', late, admin)).toBe('voucher/expired');
  // Rooms of all these orders are in the books, night by night.
  expect(differences(world)).toEqual([]);
});

describe('the calendar', () => {
  const usual = { rooms: 50, weekFen, days: [] };
  const saving = async (changes: Partial<InputOf<'merchant.saveCalendar'>> = {}) => {
    const { revision = 0 } = world.cloud.engine.get('goods', 'queen') as { revision?: number };
    return { goodsId: 'queen', skuId: 'queen-1', revision, calendar: usual, requestId: nextRequest(), ...changes };
  };
  const nightOf = async (day: string) => {
    const { rooms, today } = await world.call('shop.viewNights', { goodsId: 'queen' });
    return rooms[0]!.nights[(Date.parse(day) - Date.parse(today)) / 86_400_000];
  };
  let owner: Joined;
  beforeAll(async () => {
    owner = await joinMember(world, '13800000303');
    const shop = world.cloud.engine.get('shops', String(world.cloud.engine.get('goods', 'queen')?.shopId))!;
    await world.call('admin.saveShop', { shopId: shop._id, name: '松禾', ownerId: owner.memberId }, world.admins[0]);
    await world.call('admin.saveShop', { shopId: 'else', name: '别家', ownerId: other.memberId }, world.admins[0]);
  });

  test('is kept by the owner of the shop, and lists tell the cheapest usual night', async () => {
    const dear = {
      ...usual,
      weekFen: weekFen.map((fen) => fen + 2_000),
      days: [{ day: '2026-03-28', priceFen: 99_800, rooms: 0 }],
    };
    const input = await saving({ calendar: dear });
    const { today } = await world.call('shop.viewNights', { goodsId: 'queen' });
    const [once, again] = [
      await world.call('merchant.saveCalendar', input, owner.token),
      await world.call('merchant.saveCalendar', input, owner.token),
    ];
    expect(once).toMatchObject({
      lowestFen: 31_800,
      today,
      skus: [{ calendar: dear, priceFen: 31_800 }],
    });
    expect(again).toEqual(once);
    expect(await nightOf('2026-03-27')).toEqual({ priceFen: 35_800, left: 50 });
    expect(await nightOf('2026-03-28')).toEqual({ priceFen: 99_800, left: 0 });
    await world.call('merchant.saveCalendar', await saving(), owner.token);
    expect(await nightOf('2026-03-28')).toEqual({ priceFen: 35_800, left: 50 });
  });

  test("is nobody else's, no night costs less than is paid for it, and an older one is not saved", async () => {
    const refused = async (changes: Partial<InputOf<'merchant.saveCalendar'>>, token = owner.token) => {
      const answer = await world.cloud.call('merchant.saveCalendar', await saving(changes), token);
      return answer.ok ? 'ok' : [answer.code, answer.details ?? {}];
    };
    const before = world.cloud.engine.get('goods', 'queen');
    const low = { ...usual, days: [{ day: '2026-03-28', priceFen: 16_999, rooms: null }] };
    expect([
      await refused({}, other.token),
      await refused({ calendar: low }),
      await refused({ revision: 0 }),
      await refused({ skuId: 'single-1' }),
    ]).toEqual([
      ['goods/unknown', { goodsId: 'queen' }],
      ['stay/belowCost', { costFen: 17_000 }],
      ['goods/changedMeanwhile', { revision: before?.revision }],
      ['stay/none', {}],
    ]);
    expect(world.cloud.engine.get('goods', 'queen')).toEqual(before);
  });

  test('of two who save it at once one is told, at every seam', async () => {
    const rooms = () =>
      (world.cloud.engine.get('goods', 'queen') as unknown as { skus: { calendar: { rooms: number } }[] }).skus[0]!
        .calendar.rooms;
    const save = (count: number) => async (input: InputOf<'merchant.saveCalendar'>) =>
      (
        await world.cloud.call(
          'merchant.saveCalendar',
          { ...input, requestId: nextRequest(), calendar: { ...usual, rooms: count } },
          owner.token,
        )
      ).ok;
    const met = await atEverySeam(seam, {
      prepare: () => saving(),
      first: save(7),
      second: save(9),
      check: (_input, first, second) => {
        expect([first, second].filter(Boolean)).toHaveLength(1);
        expect(rooms()).toBe(first ? 7 : 9);
      },
    });
    expect(met).toBeGreaterThan(2);
  });
});
