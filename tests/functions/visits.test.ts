// Visits that are booked with a voucher: room for so many at each time, whoever takes it at the same moment.
import type { VisitsDocument } from '../../cloudfunctions/_store/documents';
import { addDays, type BusinessDay, businessDayOf } from '../../shared/kernel';
import { differences } from './books';
import { atEverySeam, killedAtEverySeam } from './interleave';
import { Seam } from './seam';
import {
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
let keeper: Joined;
let buyer: Joined;
let other: Joined;
let day: BusinessDay;
const seam = new Seam();

const TERMS = {
  validDays: 30,
  fromDay: null,
  untilDay: null,
  closedWeekdays: [],
  closedDays: [],
  hours: '',
  booking: '',
  place: '香港中路 76 号',
  appointment: { times: ['09:00', '10:00', '14:00'], perTime: 2, daysAhead: 60, hoursBefore: 2 },
};

beforeAll(async () => {
  world = await startWorld({ timers: 'none', workers: 3, beforeRequest: seam.beforeRequest });
  await openShop(world, { settleAfterDays: 1 });
  keeper = await joinMember(world, '13800000201');
  buyer = await joinMember(world, '13800000202');
  other = await joinMember(world, '13800000203');
  await world.call('admin.saveShop', { shopId: 'hers', name: '木春体检', ownerId: keeper.memberId }, world.admins[0]);
  const check = { priceFen: 48_000, costFen: 20_000, stock: 100_000 };
  await saveGoods(world, 'check', check, { shopId: 'hers', kind: 'voucher', voucher: TERMS });
  await saveGoods(world, 'bath', check, { shopId: 'hers', kind: 'voucher' });
  await world.cloud.warm();
});
/** A day on which nobody comes yet. */
beforeEach(() => {
  day = addDays(businessDayOf(world.cloud.now()), 2);
});
afterEach(async () => {
  seam.open();
  expect(differences(world)).toEqual([]);
  // Days of one test are not those of the next.
  await world.advance('1d');
  for (let closes = 0; closes < 8; closes += 1) await world.cloud.trigger('dailyClose');
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

async function bought(quantity = 1, who = buyer, goodsId = 'check'): Promise<{ code: string; orderId: string }> {
  const lines = [{ skuId: `${goodsId}-1`, quantity }];
  const { orderId } = await world.call('shop.placeOrder', { lines, requestId: nextRequest() }, who.token);
  await world.call('shop.payOrder', { orderId }, who.token);
  await world.cloud.pay({ outTradeNo: orderId }, 'paid');
  const { vouchers } = await world.call('shop.viewOrder', { orderId }, who.token);
  return { code: vouchers[0]!.code, orderId };
}
const booking = (code: string, time = '09:00', pieces = 1) => ({ code, day, time, pieces, requestId: nextRequest() });
const book = (code: string, time = '09:00', pieces = 1, who = buyer) =>
  world.call('shop.bookVisit', booking(code, time, pieces), who.token);
const refusedTo = (code: string, time = '09:00', pieces = 1, who = buyer) =>
  world.refused('shop.bookVisit', booking(code, time, pieces), who.token);
const until = (time: string) =>
  world.cloud.advance({ until: new Date(Date.parse(`${day}T${time}:00+08:00`)).toISOString() });
const coming = async () =>
  (await world.call('merchant.listVisits', { day }, keeper.token)).goods.flatMap(({ visits }) =>
    visits.map(({ time, pieces, state }) => `${time} ${pieces}${state === 'expected' ? '' : ` ${state}`}`),
  );
const roomAt = async (code: string, time: string, who = buyer) =>
  (await world.call('shop.viewVisits', { code }, who.token)).days
    .find((one) => one.day === day)
    ?.times.find((one) => one.time === time)?.left;

test('it is booked, moved and given up; its shop sees who comes, by no code', async () => {
  const { code } = await bought(2);
  expect(await roomAt(code, '09:00')).toBe(2);
  const { visit } = await book(code, '09:00', 2);
  expect(visit).toMatchObject({ day, time: '09:00', pieces: 2, settledAtMs: visit.atMs - 2 * 3_600_000 });
  const rival = await bought(1, other);
  expect([await roomAt(code, '09:00'), await roomAt(rival.code, '09:00', other)]).toEqual([2, 0]);
  expect(await refusedTo(rival.code, '09:00', 1, other)).toBe('appointment/full');
  await book(code, '10:00');
  expect(await coming()).toEqual(['10:00 1']);
  await book(rival.code, '09:00', 1, other);
  expect(await coming()).toEqual(['09:00 1', '10:00 1']);
  const seen = await world.call('merchant.listVisits', { day }, keeper.token);
  expect(JSON.stringify(seen)).not.toContain(code);
  expect((await world.call('merchant.viewVoucher', { code }, keeper.token)).visit).toMatchObject({ time: '10:00' });
  expect(await world.call('admin.listVisits', { day }, world.admins[0])).toEqual(seen);
  await world.call('shop.giveUpVisit', { code, requestId: nextRequest() }, buyer.token);
  expect(await coming()).toEqual(['09:00 1']);
  expect((await world.call('shop.viewVoucher', { code }, buyer.token)).visit).toBeNull();
});

test('what cannot be booked is refused, and nothing is changed', async () => {
  const { code } = await bought(1);
  expect(await refusedTo(code, '11:00')).toBe('appointment/closed');
  expect(await refusedTo(code, '09:00', 2)).toBe('voucher/tooFew');
  expect(await refusedTo(code, '09:00', 1, other)).toBe('voucher/none');
  expect(await world.refused('shop.giveUpVisit', { code, requestId: nextRequest() }, buyer.token)).toBe(
    'appointment/none',
  );
  const free = await bought(1, buyer, 'bath');
  expect(await refusedTo(free.code)).toBe('appointment/none');
  expect(await world.refused('shop.viewVisits', { code: free.code }, buyer.token)).toBe('appointment/none');
  expect(await coming()).toEqual([]);
});

test('short before it, it stays; one that nobody came to is in nobody’s way', async () => {
  const { code } = await bought(1);
  await book(code, '09:00');
  await until('08:00');
  expect(await refusedTo(code, '14:00')).toBe('appointment/tooLate');
  expect(await world.refused('shop.giveUpVisit', { code, requestId: nextRequest() }, buyer.token)).toBe(
    'appointment/tooLate',
  );
  await until('11:00');
  await book(code, '14:00');
  expect(await coming()).toEqual(['09:00 1 missed', '14:00 1']);
});

test('what was missed stays in its day, whatever becomes of the voucher', async () => {
  const [late, back, moved] = [await bought(), await bought(2), await bought()];
  await book(late.code, '09:00');
  await book(back.code, '10:00', 2);
  await book(moved.code, '14:00');
  await until('12:00');
  const missed = ['09:00 1 missed', '10:00 2 missed'];
  await world.call('shop.giveUpVisit', { code: back.code, requestId: nextRequest() }, buyer.token);
  expect(await coming()).toEqual([...missed, '14:00 1']);
  await until('23:00');
  await world.advance('10h');
  const redeeming = { pieces: 1, expectedLeft: 1, requestId: nextRequest() };
  await world.call('merchant.redeemVoucher', { code: late.code, ...redeeming }, keeper.token);
  const asked = { kind: 'refund' as const, reason: 'unwanted' as const, words: '没去成' };
  for (const { orderId } of [back, moved])
    await world.call(
      'afterSales.apply',
      { ...asked, orderId, lines: [{ skuId: 'check-1', quantity: 1 }], requestId: nextRequest() },
      buyer.token,
    );
  expect(await coming()).toEqual([...missed, '14:00 1 missed']);
  // One that nobody booked and nothing ended would be told.
  const { engine } = world.cloud;
  const row = engine.find('visits', { day })[0] as unknown as VisitsDocument;
  const unmarked = row.visits.map(({ isMissed: _mark, ...one }) => one);
  await engine.set('visits', row._id, { ...row, visits: unmarked } as never);
  expect(differences(world)).toHaveLength(3);
  await engine.set('visits', row._id, row as never);
});

test('who came early and books the same time again takes room for both', async () => {
  const { code } = await bought(3);
  await book(code, '14:00');
  await until('11:00');
  await world.call(
    'merchant.redeemVoucher',
    { code, pieces: 1, expectedLeft: 3, requestId: nextRequest() },
    keeper.token,
  );
  expect(await refusedTo(code, '14:00', 2)).toBe('appointment/full');
  await book(code, '14:00', 1);
  expect(await coming()).toEqual(['14:00 1 came', '14:00 1']);
  await world.call('shop.giveUpVisit', { code, requestId: nextRequest() }, buyer.token);
  expect(await coming()).toEqual(['14:00 1 came']);
});

test('who comes is seen to have come; a visit for what goes back is given up', async () => {
  const { code, orderId } = await bought(2);
  await book(code, '09:00', 2);
  const asked = { orderId, kind: 'refund' as const, reason: 'unwanted' as const, words: '少去一位' };
  const lines = [{ skuId: 'check-1', quantity: 1 }];
  await world.call('afterSales.apply', { ...asked, lines, requestId: nextRequest() }, buyer.token);
  expect(await coming()).toEqual([]);
  await book(code, '10:00', 1);
  await until('09:50');
  const redeeming = { code, pieces: 1, expectedLeft: 1, requestId: nextRequest() };
  await world.call('merchant.redeemVoucher', redeeming, keeper.token);
  expect(await coming()).toEqual(['10:00 1 came']);
});

test('the last room goes to one, whoever else asks between any two of the steps', async () => {
  const met = await atEverySeam(seam, {
    prepare: async () => {
      day = addDays(day, 1);
      const [mine, full, rival] = [await bought(), await bought(), await bought(1, other)];
      await book(full.code);
      return { mine, rival };
    },
    first: ({ mine }) => world.cloud.call('shop.bookVisit', booking(mine.code), buyer.token),
    second: ({ rival }) => world.cloud.call('shop.bookVisit', booking(rival.code), other.token),
    check: async (_prepared, one, two, step) => {
      const codes = [one, two].map((answer) => (answer.ok ? 'ok' : answer.code)).sort();
      expect([step, codes]).toEqual([step, ['appointment/full', 'ok']]);
      expect([step, await coming()]).toEqual([step, ['09:00 1', '09:00 1']]);
    },
  });
  expect(met).toBeGreaterThan(3);
});

test('killed before any of its steps and sent again, it is booked once', async () => {
  const killed = await killedAtEverySeam(seam, {
    prepare: async () => {
      day = addDays(day, 1);
      return booking((await bought()).code, '14:00');
    },
    act: (asked) => world.cloud.call('shop.bookVisit', asked, buyer.token),
    kill: () => world.cloud.killWorker(),
    check: async (_asked, answer, step) => {
      const theirs = (await coming()).filter((one) => one.startsWith('14:00'));
      expect([step, answer.ok, theirs]).toEqual([step, true, ['14:00 1']]);
    },
  });
  expect(killed).toBeGreaterThan(3);
});
