import { businessDayOf } from '@shared/kernel';
import type { CloseDocument } from '../../cloudfunctions/_store/documents';
import type { DayReportDocument } from '../../cloudfunctions/_store/documents/dayReports';
import { all } from './books';
import {
  allBack,
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

jest.setTimeout(180_000);

let world: TestWorld;
let older: Joined;
let newer: Joined;
beforeAll(async () => {
  world = await startWorld();
  await openShop(world, { settleAfterDays: 0 });
  older = await joinMember(world, '13800000001');
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const admin = () => world.admins[0];
const overview = () => world.call('admin.viewOverview', {}, admin());
const today = () => businessDayOf(world.cloud.now());
const close = (day: string) => world.cloud.engine.get('closes', day) as unknown as CloseDocument;

test('before the first close there is nothing to watch, and what waits is counted with since when', async () => {
  const empty = await overview();
  expect(empty).toMatchObject({ close: null, watch: null, month: { days: 0, credited: null }, isBehind: false });
  expect(await world.call('admin.viewWatch', {}, admin())).toMatchObject({ day: null, figures: [] });
  const { orderId } = await world.call(
    'shop.placeOrder',
    { lines: [{ skuId: 'apple-1', quantity: 2 }], addressId: older.addressId, requestId: nextRequest() },
    older.token,
  );
  expect((await overview()).todo.toShip).toEqual({ count: 0, oldestAtMs: null });
  await world.call('shop.payOrder', { orderId }, older.token);
  await world.cloud.pay({ outTradeNo: orderId }, 'paid');
  const placedAtMs = Number(world.cloud.engine.get('orders', orderId)?.placedAtMs);
  await saveGoods(world, 'few', { priceFen: 100, costFen: 20, stock: 3 });
  const { todo, today: sold, clearances } = await overview();
  expect(todo).toMatchObject({ toShip: { count: 1, oldestAtMs: placedAtMs }, cases: { count: 0 }, lowStock: 1 });
  expect(sold).toMatchObject({ orders: 1, paidFen: 20_000, backFen: 0, settled: 0 });
  expect(clearances.ending).toEqual([]);
  expect(await world.call('admin.listLowStock', {}, admin())).toMatchObject({
    rows: [{ skuId: 'few-1', title: '商品 few', left: 3 }],
    next: null,
  });
  await world.call('afterSales.apply', allBack(world, orderId), older.token);
  expect((await overview()).today).toMatchObject({ orders: 1, paidFen: 20_000, backFen: 20_000 });
});

test('the report of a closed day counts who paid, once, however often the timer comes', async () => {
  // Long a member, by the book.
  await world.cloud.engine.update('members', { _id: older.memberId }, { $set: { joinDay: '2025-11-01' } });
  newer = await joinMember(world, '13800000002', older.inviteCode);
  const owner = await joinMember(world, '13800000003');
  await world.call('admin.saveShop', { shopId: 'theirs', name: '粮油店', ownerId: owner.memberId }, admin());
  await saveGoods(world, 'oil', { priceFen: 5_000, costFen: 1_000, stock: 9 }, { shopId: 'theirs' });
  const day = today();
  await buy(world, older, 'bed-1');
  await buy(world, newer, 'apple-1');
  const { orderId } = await world.call(
    'shop.placeOrder',
    { lines: [{ skuId: 'oil-1', quantity: 1 }], addressId: owner.addressId, requestId: nextRequest() },
    owner.token,
  );
  await world.call('shop.payOrder', { orderId }, owner.token);
  await world.cloud.pay({ outTradeNo: orderId }, 'paid');
  await world.advance('1d');
  await world.cloud.trigger('settlement');
  await world.cloud.trigger('settlement');
  const report = world.cloud.engine.get('dayReports', day) as unknown as DayReportDocument;
  // 5,000 and the freight of 8.00 of the owner's own shop; apple and oil by who joined today; 20,000 of before went back.
  const freightFen = Number(world.cloud.engine.get('orders', orderId)?.freightFen);
  expect(report).toMatchObject({
    isDone: true,
    orders: {
      paid: 4,
      paidFen: 335_000 + freightFen,
      newMembersFen: 15_000 + freightFen,
      ownShopFen: 5_000 + freightFen,
      backFen: 20_000,
    },
    joined: 4, // two administrators, newer and owner
  });
  expect(report.perDepth).toEqual([4, 1]); // two administrators, older and owner; newer below older
  expect(report.addresses).toEqual([{ accounts: 3, memberIds: expect.any(Array) }]);
  const { watch, month, close: closed } = await overview();
  expect(watch?.day).toBe(day);
  const of = (kind: string) => watch?.figures.find((one) => one.kind === kind);
  expect(of('depth')).toEqual({ kind: 'depth', figure: 2, limit: 12, isAbove: false });
  expect(of('sharedAddress')).toMatchObject({ figure: 3, limit: 3, isAbove: false });
  expect(of('newMembers')?.figure).toBe(Math.floor(((15_000 + freightFen) * 1_000_000) / (335_000 + freightFen)));
  expect(month.orders).toBeGreaterThanOrEqual(3);
  expect(month.byDay.at(-1)).toMatchObject({ day, turnoverFen: close(day).totals.turnoverFen });
  expect(closed).toMatchObject({ day, balanced: true, settledOrders: close(day).totals.orders });
});

test('a threshold that the owner sets is what is told from then on, and is in the audit', async () => {
  await world.call('admin.saveSettings', { watchSharedAddress: 2, watchNewMembers: 1 }, admin());
  const saved = await world.call('admin.viewWatch', {}, admin());
  const of = (kind: string) => saved.figures.find((one) => one.kind === kind);
  expect(of('sharedAddress')).toMatchObject({ limit: 2, isAbove: true });
  expect(of('newMembers')).toMatchObject({ limit: 1, isAbove: true });
  expect(of('depth')).toMatchObject({ limit: 12 });
  expect(saved.addresses[0]?.members.map(({ phoneMasked }) => phoneMasked)).toContain('138****0001');
  const lines = world.cloud.engine.find('audit', { action: 'admin.saveSettings' });
  expect(lines.flatMap(({ changes }) => changes)).toEqual(
    expect.arrayContaining([
      { field: 'watchSharedAddress', before: '3', after: '2' },
      { field: 'watchNewMembers', before: '600000', after: '1' },
    ]),
  );
});

test('the calendar has a word for each day, a page what it made, and the journal every entry of it', async () => {
  const day = businessDayOf(world.cloud.now() - 86_400_000);
  const calendar = await world.call('admin.closeCalendar', { month: day.slice(0, 7) }, admin());
  expect(calendar).toMatchObject({ openDay: today(), isBehind: false, firstDay: expect.any(String) });
  expect(calendar.days.at(-1)).toEqual({ day, word: 'inTime' });
  const page = await world.call('admin.viewClose', { day }, admin());
  expect(page).toMatchObject({ word: 'inTime', orders: close(day).totals.orders, dayHash: close(day).dayHash });
  expect(page.stages.map(({ state }) => state)).toEqual(Array(8).fill('done'));
  expect(page.stages.every(({ endedAtMs }) => endedAtMs !== null)).toBe(true);
  expect(page.checks.map(({ agrees }) => agrees)).toEqual(Array(page.checks.length).fill(true));
  expect(page.checks.map(({ what }) => what)).toEqual(['dividend', 'release', 'fall', 'holdings']);
  if (page.dividend) {
    const { carriedInFen, proportionalPoolFen, tierPoolFen, ...went } = page.dividend;
    const { paidProportionalFen, paidTierFen, carriedFen, returnedFen } = went;
    expect(carriedInFen + proportionalPoolFen + tierPoolFen).toBe(
      paidProportionalFen + paidTierFen + carriedFen + returnedFen,
    );
  }
  const read: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const more = await world.call('admin.listJournal', { day, limit: 2, ...(cursor ? { cursor } : {}) }, admin());
    read.push(...more.entries.map(({ entryId }) => entryId));
    if (!more.next) break;
    cursor = more.next;
  }
  const kept = all<{ _id: string; day: string }>(world, 'journal').filter((entry) => entry.day === day);
  expect(read).toEqual(kept.map(({ _id }) => _id).toSorted());
  expect(read.length).toBeGreaterThan(1);
  expect(await world.refused('admin.viewClose', { day: '2020-01-01' }, admin())).toBe('close/unknown');
});

test('a close that is owed is taken up by an operator, which the audit has; one that is not owed is left alone', async () => {
  expect(await world.call('admin.resumeClose', {}, admin())).toEqual({ openDay: today(), isStarted: false });
  expect(world.cloud.engine.find('audit', { action: 'admin.resumeClose' })).toEqual([]);
  const day = today();
  await world.cloud.engine.update(
    'closes',
    { _id: businessDayOf(world.cloud.now() - 86_400_000) },
    { $set: { resumed: 2 } },
  );
  const { days } = await world.call('admin.closeCalendar', { month: day.slice(0, 7) }, admin());
  expect(days.at(-1)?.word).toBe('resumed');
});
