// What a member reads, against what is kept: a page that split, an order used up, a member who was closed.
import type { InputOf, OutputOf } from '@shared/contract';
import { columnsOf, cut, packed } from '../../cloudfunctions/_books/pages/columns';
import { recordOf } from '../../cloudfunctions/_books/pages/record';
import type { PageDayDocument, PageDocument } from '../../cloudfunctions/_store/documents/pages';
import { all, differences } from './books';
import { buy, type Joined, joinMember, openShop, removeBuilt, startWorld, type TestWorld } from './world';

jest.setTimeout(180_000);

let world: TestWorld;
let leader: Joined;
let referee: Joined;
let orderId: string;
beforeAll(async () => {
  world = await startWorld({ timers: 'few' });
  await openShop(world, { settleAfterDays: 0 });
  const join = async (phone: string, invitation?: string) => {
    await world.advance('1m');
    return joinMember(world, phone, invitation);
  };
  leader = await join('13800000001');
  referee = await join('13800000002', leader.inviteCode);
  const others = [
    await join('13800000003', referee.inviteCode),
    await join('13800000004', leader.inviteCode),
    await join('13800000005'),
  ];
  orderId = await buy(world, leader, 'both-1');
  for (const member of [referee, ...others]) await buy(world, member, 'bed-1');
  await world.advance('3d');
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const engine = () => world.cloud.engine;
const pageOf = (memberId: string) =>
  all<PageDocument>(world, 'pages').find(({ members }) => members.includes(memberId))!;

/** All that the shop tells a member of wallet, team and one order; the moment of asking left out. */
async function heardBy({ token }: Joined, ownOrderId: string | null) {
  const { lines } = await world.call('wallet.statement', { limit: 50 }, token);
  const explained = [];
  for (const { entryId } of lines) explained.push(await world.call('wallet.explain', { entryId }, token));
  const { asOfMs: _moment, ...wallet } = await world.call('wallet.view', {}, token);
  return {
    lines,
    explained,
    wallet,
    me: await world.call('account.me', {}, token),
    team: await world.call('team.view', {}, token),
    direct: await world.call('team.listDirect', {}, token),
    order: ownOrderId && (await world.call('shop.viewOrder', { orderId: ownOrderId }, token)),
  };
}

/** Splits a page as the close does, behind so many of its members, as if on its own day; member documents lag behind. */
async function splitBehind(page: PageDocument, count: number): Promise<void> {
  const columns = columnsOf(page);
  const first = cut(columns, 0, count, 0);
  const second = cut(columns, count, columns.members.length, first.orders.length);
  const half = (isSecond: boolean) => ({ ...page, ...packed(isSecond ? second : first) });
  const splits = [...page.splits, { pageId: 'p-split', day: page.day }];
  const cameFrom = { pageId: page._id, untilDay: page.day };
  await engine().set('pages', 'p-split', { ...half(true), _id: 'p-split', splits: [], cameFrom } as never);
  await engine().set('pages', page._id, { ...half(false), splits } as never);
  const { pages } = engine().get('platform', 'pages') as unknown as { pages: string[] };
  const at = pages.indexOf(page._id) + 1;
  await engine().update('platform', { _id: 'pages' }, {
    $set: { pages: [...pages.slice(0, at), 'p-split', ...pages.slice(at)] },
  } as never);
}

test('a page that splits, wherever, changes nothing that its members hear', async () => {
  const page = pageOf(leader.memberId);
  const directory = engine().get('platform', 'pages')!;
  const before = [await heardBy(leader, orderId), await heardBy(referee, null)];
  const kinds = new Set(before[0]!.lines.map(({ kind }) => kind));
  for (const kind of ['release.static', 'release.firstGeneration', 'release.secondGeneration'] as const)
    expect(kinds).toContain(kind);
  expect(before[0]!.explained.filter(({ agrees }) => !agrees)).toEqual([]);
  expect(before[0]!.team).toMatchObject({ members: 3, isWhole: true });
  for (let behind = 1; behind < columnsOf(page).members.length; behind += 1) {
    await splitBehind(page, behind);
    expect([behind, await heardBy(leader, orderId), await heardBy(referee, null)]).toEqual([behind, ...before]);
    await engine().remove('pages', { _id: 'p-split' });
    await engine().set('pages', page._id, page as never);
    await engine().set('platform', 'pages', directory as never);
  }
});

/** Rewrites records as they were stored before they were packed. @returns what puts them back. */
async function asBefore(): Promise<() => Promise<void>> {
  const records = all<PageDayDocument>(world, 'pageDays');
  for (const { members, ...record } of records)
    await engine().set('pageDays', record._id, { ...record, ...recordOf({ ...record, members }) } as never);
  return async () => {
    for (const record of records) await engine().set('pageDays', record._id, record as never);
  };
}

test('records of before, by member, tell everybody the same', async () => {
  const hear = async () => {
    const heard = [await heardBy(leader, orderId), await heardBy(referee, null)];
    // The hash is of the record as it is stored.
    return JSON.stringify(heard).replaceAll(/"hash":"[0-9a-f]+"/g, '');
  };
  const before = await hear();
  const restore = await asBefore();
  expect(await hear()).toBe(before);
  await restore();
  expect(await hear()).toBe(before);
});

test.each(['held', 'downline', 'lows', 'orders', 'cash'] as const)(
  'a page whose %s were changed is told',
  async (column) => {
    expect(differences(world)).toEqual([]);
    const page = pageOf(leader.memberId);
    // Groups put elsewhere, or the first figure one more.
    const text = String(page[column]);
    const other =
      column === 'orders' ? `;${text.replace(';', ',')}` : text.replace(/^\d+/, (one) => String(Number(one) + 1));
    expect(other).not.toBe(text);
    await engine().set('pages', page._id, { ...page, [column]: other } as never);
    expect(differences(world).join('\n')).toContain(column);
    await engine().set('pages', page._id, page as never);
  },
);

test('an order that its page lists no more is used up; one that the page has not merged holds all', async () => {
  const stored = pageOf(leader.memberId);
  const page = columnsOf(stored);
  const grantOf = async (id: string) => {
    const { grants } = await world.call('shop.viewOrder', { orderId: id }, leader.token);
    const grant = grants.find((one) => one.plan === 'release');
    if (grant?.plan !== 'release') throw new Error('no grant of the release');
    return grant;
  };
  const before = await grantOf(orderId);
  expect(before.remainingReleaseCents).toBe(page.remaining[page.orders.indexOf(orderId)]);
  const at = page.members.indexOf(leader.memberId);
  const without = <T>(column: readonly T[]) => column.filter((_, place) => place !== page.orders.indexOf(orderId));
  await engine().set('pages', stored._id, {
    ...stored,
    ...packed({
      ...page,
      orderCount: page.orderCount.map((count, place) => (place === at ? count - 1 : count)),
      orders: without(page.orders),
      remaining: without(page.remaining),
      daily: without(page.daily),
    }),
  } as never);
  expect(await grantOf(orderId)).toMatchObject({
    remainingReleaseCents: 0,
    releasedBonusCents: before.grantedReleaseCents - before.releasedStaticCents,
  });
  await engine().set('pages', stored._id, stored as never);
  const fresh = await buy(world, leader, 'bed-1');
  await world.cloud.trigger('settlement');
  const granted = await grantOf(fresh);
  expect(granted.remainingReleaseCents).toBe(granted.grantedReleaseCents);
});

test('who was closed, or is no administrator any more, is told so by the very next call', async () => {
  const change = async (memberId: string, fields: object) => {
    const kept = engine().get('members', memberId)!;
    await engine().set('members', memberId, { ...kept, ...fields } as never);
    return () => engine().set('members', memberId, kept as never);
  };
  const [administrator] = world.admins;
  const { memberId } = await world.call('account.me', {}, administrator);
  const asBefore = [await change(referee.memberId, { isClosed: true }), await change(memberId, { roles: [] })];
  expect(await world.refused('account.me', {}, referee.token)).toBe('identity/closed');
  expect(await world.refused('admin.listOrders', {}, administrator)).toBe('identity/notAllowed');
  for (const restore of asBefore) await restore();
  expect((await world.call('account.me', {}, referee.token)).memberId).toBe(referee.memberId);
});

test('a release that pays what is owed is shown whole, and the balances beside it add up', async () => {
  const owedCents = 12_345;
  const page = pageOf(leader.memberId);
  const owed = columnsOf(page).members.map((id) => (id === leader.memberId ? owedCents : 0));
  await engine().update('pages', { _id: page._id }, { $set: { owedSpendable: owed.join(',') } } as never);
  const before = await world.call('wallet.view', {}, leader.token);
  expect(before.owed).toEqual([{ asset: 'spendable', units: owedCents }]);
  await world.advance('1d');
  const after = await world.call('wallet.view', {}, leader.token);
  expect(after.owed).toEqual([]);
  const { lines } = await world.call('wallet.statement', { asset: 'spendable', limit: 50 }, leader.token);
  const { day } = lines[0]!;
  const ofDay = lines.filter((line) => line.day === day);
  const released = ofDay.reduce((sum, { amount }) => sum + amount.units, 0);
  expect(after.spendableCents - before.spendableCents).toBe(released - owedCents);
  expect(lines[0]!.balanceAfter).toBe(after.spendableCents);
  expect(lines[ofDay.length]!.balanceAfter).toBe(before.spendableCents);
  const oldest = lines.at(-1)!;
  expect(oldest.balanceAfter! - oldest.amount.units).toBe(0);
  // More than the day's static: it takes what is left of the debt from the bonuses behind it.
  const paying = ofDay.flatMap(({ note }) => /其中 ([\d,.]+) 抵了欠的积分/.exec(note)?.[1] ?? []);
  expect(paying.length).toBeGreaterThan(1);
  expect(paying.reduce((sum, shown) => sum + Math.round(Number(shown.replaceAll(',', '')) * 100), 0)).toBe(owedCents);
});

test('a list of days long ago, of an asset or of kinds is the whole list less the rest, each line with its balance', async () => {
  await world.advance('13d');
  type Asked = Omit<InputOf<'wallet.statement'>, 'cursor' | 'limit'>;
  const listed = async (asked: Asked) => {
    const lines: OutputOf<'wallet.statement'>['lines'] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const input = { ...asked, limit: 43, ...(cursor ? { cursor } : {}) };
      const page: OutputOf<'wallet.statement'> = await world.call('wallet.statement', input, leader.token);
      lines.push(...page.lines);
      cursor = page.next;
    }
    return lines;
  };
  const landmarks = all<{ isLandmark?: boolean }>(world, 'balanceDays').filter(({ isLandmark }) => isLandmark);
  expect(landmarks.length).toBeGreaterThan(0);
  for (const asset of [undefined, 'quota'] as const) {
    const of = asset ? { asset } : {};
    const whole = await listed(of);
    const days = [...new Set(whole.map(({ day }) => day))];
    for (const toDay of [days[1], days.at(-2)].filter((day) => day !== undefined))
      expect(await listed({ ...of, toDay })).toEqual(whole.filter(({ day }) => day <= toDay));
    const found = [...new Set(whole.map(({ kind }) => kind))];
    for (const kinds of [found.slice(0, 1), found.slice(-2)]) {
      const those = whole.filter(({ kind }) => kinds.includes(kind));
      expect(await listed({ ...of, kinds })).toEqual(those);
      const toDay = days[4];
      if (toDay) expect(await listed({ ...of, kinds, toDay })).toEqual(those.filter(({ day }) => day <= toDay));
    }
  }
});
