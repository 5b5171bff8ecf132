import type { OutputOf } from '@shared/contract';
import { buy, type Joined, joinMember, openShop, removeBuilt, startWorld, type TestWorld } from './world';

jest.setTimeout(180_000);

let world: TestWorld;
let referrer: Joined;
let buyer: Joined;
let orderIds: string[];
beforeAll(async () => {
  world = await startWorld({ timers: 'few' });
  await openShop(world, { settleAfterDays: 0 });
  referrer = await joinMember(world, '13800000001');
  buyer = await joinMember(world, '13800000002', referrer.inviteCode);
  await world.advance('1m');
  await joinMember(world, '13800000003', referrer.inviteCode);
  await world.call('account.updateProfile', { nickname: '欧阳修竹' }, buyer.token);
  // The referrer has an order of the same kinds: the buyer's credits bonuses besides points, quota and weight.
  orderIds = [
    await buy(world, referrer, 'both-1'),
    await buy(world, buyer, 'both-1'),
    await buy(world, buyer, 'apple-1'),
  ];
  await world.advance('3d');
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

/** Everything that wallet and team say to a member, all explanations included. */
async function heardBy(member: Joined) {
  const { lines } = await world.call('wallet.statement', { limit: 50 }, member.token);
  const others = await Promise.all(
    (['exitQuota', 'quota', 'weight', 'remaining'] as const).map((asset) =>
      world.call('wallet.statement', { asset, limit: 50 }, member.token),
    ),
  );
  const all = [...lines, ...others.flatMap((one) => one.lines)];
  const explained = [];
  for (const { entryId } of all) explained.push(await world.call('wallet.explain', { entryId }, member.token));
  const rest = [
    await world.call('wallet.view', {}, member.token),
    await world.call('wallet.solvency', {}, member.token),
    await world.call('wallet.priceHistory', {}, member.token),
    await world.call('team.view', {}, member.token),
    await world.call('team.invitation', {}, member.token),
    await world.call('team.whoInvites', { inviteCode: buyer.inviteCode }),
  ];
  const direct = await world.call('team.listDirect', {}, member.token);
  return { lines: all, explained, rest, direct };
}

test('a referrer hears of credits by the orders of others, and not by which', async () => {
  const heard = await heardBy(referrer);
  const kinds = new Set(heard.lines.map(({ kind }) => kind));
  for (const kind of ['appreciation.referral', 'dividend.referral', 'release.firstGeneration'] as const)
    expect(kinds).toContain(kind);
  const orders = world.cloud.engine.find('orders', { memberId: buyer.memberId }) as unknown as {
    _id: string;
    orderNo: string;
  }[];
  expect(orders).toHaveLength(2);
  const secrets = [
    ...orders.flatMap(({ _id, orderNo }) => [_id, orderNo]),
    '13800000002',
    '0002',
    '欧阳修',
    '香港中路',
  ];
  const text = JSON.stringify(heard);
  for (const secret of secrets) expect([secret, text.includes(secret)]).toEqual([secret, false]);
  expect(text).not.toContain(buyer.memberId);
});

test('a list of direct members tells them apart, by keys and cursors that say nothing of their ids', async () => {
  const ids = (
    world.cloud.engine.find('members', { referrerId: referrer.memberId }) as unknown as { _id: string }[]
  ).map(({ _id }) => _id);
  expect(ids.length).toBeGreaterThan(1);
  const keys: string[] = [];
  let cursor: string | null = null;
  do {
    const page: OutputOf<'team.listDirect'> = await world.call(
      'team.listDirect',
      { limit: 1, ...(cursor ? { cursor } : {}) },
      referrer.token,
    );
    keys.push(...page.members.map(({ key }) => key));
    const opened = Buffer.from(page.next ?? '', 'base64url').toString();
    for (const id of ids)
      expect([id, JSON.stringify(page).includes(id), opened.includes(id)]).toEqual([id, false, false]);
    cursor = page.next;
  } while (cursor);
  expect(new Set(keys).size).toBe(ids.length);
  const whole = await world.call('team.listDirect', { sort: 'joinedFirst' }, referrer.token);
  expect(whole.members.map(({ key }) => key).reverse()).toEqual(keys);
});

test('every line is explained all the same, and agrees', async () => {
  for (const member of [referrer, buyer]) {
    const { lines, explained } = await heardBy(member);
    expect(lines.length).toBeGreaterThan(6);
    for (const [at, explanation] of explained.entries()) {
      expect(explanation).toMatchObject({ agrees: true, line: { entryId: lines[at]!.entryId } });
      expect(explanation.journal.postings.length).toBeGreaterThan(0);
    }
  }
});

test("one's own lines name one's own orders, as before", async () => {
  const { lines } = await heardBy(buyer);
  const own = lines.filter(({ kind }) => kind === 'appreciation.purchase');
  expect(own.map(({ entryId }) => entryId.replace(/:\d+$/, '')).sort()).toEqual(
    expect.arrayContaining(orderIds.slice(1).map((orderId) => `order:${orderId}:settle`)),
  );
});

test('whom an order credited cannot be tried out, even by who knows its id', async () => {
  const asked = [`order:${orderIds[1]}:settle`, `order:${orderIds[1]}:settle:appreciation`];
  for (const entryId of asked) {
    expect(await world.refused('wallet.explain', { entryId }, referrer.token)).toBe('entry/unknown');
    expect((await world.call('wallet.explain', { entryId }, buyer.token)).agrees).toBe(true);
  }
  for (let position = 0; position < 12; position += 1)
    expect(
      await world.refused('wallet.explain', { entryId: `order:${orderIds[1]}:settle:${position}` }, referrer.token),
    ).toBe('entry/unknown');
});
