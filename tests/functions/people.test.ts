// Members as persons: found, looked at with a line in the audit for each look, stopped and let go on at once.
import { actions } from '@shared/contract';
import { isStaffArea } from '@shared/roles';
import { all, differences } from './books';
import { atEverySeam } from './interleave';
import { Seam } from './seam';
import { buy, type Joined, joinMember, nextRequest, openShop, removeBuilt, startWorld, type TestWorld } from './world';

jest.setTimeout(300_000);

interface Note {
  readonly memberId: string;
  readonly action: string;
  readonly details: Record<string, string | number>;
}

const seam = new Seam();
let world: TestWorld;
let leader: Joined;
let member: Joined;
let below: Joined;
let support: Joined;
let orderNo: string;
beforeAll(async () => {
  world = await startWorld({ timers: 'few', beforeRequest: seam.beforeRequest });
  await openShop(world, { settleAfterDays: 0 });
  await world.advance('1m');
  leader = await joinMember(world, '13800000001');
  await world.advance('1m');
  member = await joinMember(world, '13800000002', leader.inviteCode);
  await world.advance('1m');
  below = await joinMember(world, '13800000003', member.inviteCode);
  await world.advance('1m');
  support = await joinMember(world, '13800000004');
  await world.call('admin.setRole', { memberId: support.memberId, role: 'support', has: true }, world.admins[0]);
  const orderId = await buy(world, member, 'both-1');
  await buy(world, below, 'both-1');
  orderNo = (await world.call('shop.viewOrder', { orderId }, member.token)).orderNo;
  await world.advance('2d');
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});
afterEach(() => seam.open());

const notes = (action: string) => all<Note>(world, 'audit').filter((one) => one.action === action);
const block = (isBlocked: boolean, input: Record<string, unknown> = {}) => ({
  memberId: member.memberId,
  isBlocked,
  reason: '同一地址反复退货',
  requestId: nextRequest(),
  ...input,
});

test('a member is found by phone, invite code and the number of an order, and by nothing else', async () => {
  const found = (by: string) => world.call('admin.findMember', { by }, support.token);
  for (const by of ['138 0000 0002', member.inviteCode.toLowerCase(), ` ${orderNo.toLowerCase()} `])
    expect((await found(by)).memberId).toBe(member.memberId);
  for (const by of ['1380000', '13800009999', `${orderNo}9`, member.memberId])
    expect(await world.refused('admin.findMember', { by }, support.token)).toBe('member/unknown');
});

test('members are listed newest first, page by page, since a day', async () => {
  const first = await world.call('admin.listMembers', { limit: 2 }, support.token);
  expect(first.members.map(({ memberId }) => memberId)).toEqual([support.memberId, below.memberId]);
  expect(first.members[0]).toMatchObject({ phoneMasked: '138****0004', roles: ['support'], isBlocked: false });
  const more = await world.call('admin.listMembers', { limit: 2, cursor: first.next! }, support.token);
  expect(more.members.map(({ memberId }) => memberId)).toEqual([member.memberId, leader.memberId]);
  const joinedFrom = new Date(world.cloud.now() + 86_400_000).toISOString().slice(0, 10);
  expect((await world.call('admin.listMembers', { joinedFrom }, support.token)).members).toEqual([]);
  const until = (joinedUntil: string) => world.call('admin.listMembers', { joinedUntil }, support.token);
  expect((await until('2026-01-01')).members).toEqual([]);
  expect((await until(joinedFrom)).members.length).toBeGreaterThan(0);
});

test('a member’s page: line, orders, consents, devices; no phone; whom the member referred with their volume', async () => {
  const page = await world.call('admin.viewMember', { memberId: below.memberId }, support.token);
  expect(page).toMatchObject({ phoneMasked: '138****0003', hasMoreAbove: false, wechatBoundAtMs: null });
  expect(page.referrers.map(({ memberId }) => memberId)).toEqual([member.memberId, leader.memberId]);
  expect(page.orders).toMatchObject([{ state: 'settled' }]);
  expect(page.consents.plans.map(({ plan }) => plan)).toEqual(['appreciation', 'dividend', 'release']);
  expect(page.sessions).toHaveLength(1);
  expect(JSON.stringify(page)).not.toContain('13800000003');
  const { members } = await world.call('admin.listReferred', { memberId: leader.memberId }, support.token);
  const volumes = members.map(({ memberId, ownCashFen, downlineCashFen }) => [memberId, ownCashFen, downlineCashFen]);
  const [own] = (await world.call('team.listDirect', {}, leader.token)).members;
  expect(volumes).toEqual([[member.memberId, own!.ownCashFen, own!.downlineCashFen]]);
  expect(own!.downlineCashFen).toBeGreaterThan(0);
  expect(await world.refused('admin.viewMember', { memberId: 'nobody' }, support.token)).toBe('member/unknown');
});

test('six generations above: five are shown, and that it goes on', async () => {
  let last = leader;
  for (let at = 0; at < 6; at += 1) {
    await world.advance('1m');
    last = await joinMember(world, `1380000010${at}`, last.inviteCode);
  }
  const page = await world.call('admin.viewMember', { memberId: last.memberId }, support.token);
  expect(page.referrers).toHaveLength(5);
  expect(page.hasMoreAbove).toBe(true);
});

test('the staff reads what the member reads, and each look is in the audit and told to the member', async () => {
  const { memberId } = member;
  const own = await world.call('wallet.view', {}, member.token);
  expect(await world.call('wallet.viewOf', { memberId }, support.token)).toEqual(own);
  const asked = { asset: 'cash' as const, limit: 5 };
  const statement = await world.call('wallet.statement', { limit: 5 }, member.token);
  const theirs = await world.call('wallet.statementOf', { memberId, limit: 5 }, support.token);
  expect(theirs.lines).toEqual(statement.lines);
  const next = { memberId, limit: 5, cursor: theirs.next! };
  if (theirs.next) expect((await world.call('wallet.statementOf', next, support.token)).lines).not.toEqual([]);
  expect((await world.call('wallet.statementOf', { memberId, ...asked }, support.token)).lines).toEqual(
    (await world.call('wallet.statement', asked, member.token)).lines,
  );
  const { entryId } = statement.lines[0]!;
  expect(await world.call('wallet.explainOf', { memberId, entryId }, support.token)).toEqual(
    await world.call('wallet.explain', { entryId }, member.token),
  );
  expect(await world.call('team.viewOf', { memberId }, support.token)).toEqual(
    await world.call('team.view', {}, member.token),
  );
  for (const action of ['wallet.viewOf', 'wallet.explainOf', 'team.viewOf'])
    expect(notes(action)).toMatchObject([{ memberId: support.memberId, details: { memberId } }]);
  const { looks } = await world.call('account.listLooks', {}, member.token);
  expect(looks.map(({ what }) => what)).toEqual(expect.arrayContaining(['wallet']));
  // Another's entry is not shown under this member.
  const others = { memberId: leader.memberId, entryId };
  expect(await world.refused('wallet.explainOf', others, support.token)).toBe('entry/unknown');
  expect(await world.refused('wallet.viewOf', { memberId: 'nobody' }, support.token)).toBe('member/unknown');
});

test('the whole phone is shown for a reason, which is written down', async () => {
  const { memberId } = member;
  const asked = { memberId, reason: '包裹退回，要改地址' };
  await world.advance('1m');
  expect(await world.call('admin.viewMemberPhone', asked, support.token)).toEqual({ phone: '13800000002' });
  expect(notes('admin.viewMemberPhone')).toMatchObject([{ memberId: support.memberId, details: asked }]);
  expect(await world.refused('admin.viewMemberPhone', { memberId, reason: '' }, support.token)).toBe('input/invalid');
  const [look] = (await world.call('account.listLooks', {}, member.token)).looks;
  expect(look).toMatchObject({ what: 'phone', by: 'platform' });
});

test('one of a member’s sessions is ended, not one of somebody else', async () => {
  await world.advance('2m');
  const other = await world.signIn('13800000003');
  const { sessions } = await world.call('admin.viewMember', { memberId: below.memberId }, support.token);
  expect(sessions).toHaveLength(2);
  const mine = await world.call('account.listSessions', {}, other.token);
  const { sessionId } = mine.sessions.find(({ isCurrent }) => isCurrent)!;
  const foreign = { memberId: member.memberId, sessionId };
  expect(await world.refused('admin.endMemberSession', foreign, support.token)).toBe('session/unknown');
  await world.call('admin.endMemberSession', { memberId: below.memberId, sessionId }, support.token);
  expect(await world.refused('account.me', {}, other.token)).toBe('session/expired');
  expect((await world.call('account.me', {}, below.token)).memberId).toBe(below.memberId);
});

test('blocked, a member is stopped in every function at once, keeps everything, and unblocked goes on', async () => {
  const { memberId, token, addressId } = member;
  const before = await world.call('wallet.view', {}, token);
  const waits = await world.call(
    'shop.placeOrder',
    { lines: [{ skuId: 'both-1', quantity: 1 }], addressId, requestId: nextRequest() },
    token,
  );
  await world.call('admin.blockMember', block(true), world.admins[0]);
  const stopped = [
    ['shop.placeOrder', { lines: [{ skuId: 'both-1', quantity: 1 }], addressId, requestId: nextRequest() }],
    ['shop.payOrder', { orderId: waits.orderId }],
    ['wallet.sell', {}],
    ['wallet.withdraw', {}],
    ['wallet.payMerchant', {}],
    ['reviews.write', {}],
    ['merchant.sellPoints', {}],
    ['admin.viewOpening', {}],
  ] as const;
  for (const [action, input] of stopped)
    expect([action, await world.refused(action, input as never, token)]).toEqual([action, 'identity/blocked']);
  // What goes on: signing in, reading, refunds, the export, and the message that says why.
  await world.advance('2m');
  await world.signIn('13800000002');
  const me = await world.call('account.me', {}, token);
  expect(me.blocked).toMatchObject({ reason: '同一地址反复退货' });
  expect(await world.call('wallet.view', {}, token)).toMatchObject({ cashFen: before.cashFen });
  await world.call('shop.cancelOrder', { orderId: waits.orderId }, token);
  await world.call('account.exportPart', { part: 'orders' } as never, token);
  const { messages } = await world.call('messages.list', {}, token);
  const told = messages.find(({ title }) => title === '账号停用了');
  expect(told?.words).toContain('原因：同一地址反复退货');
  const listed = await world.call('admin.listMembers', { which: 'blocked' }, support.token);
  expect(listed.members.map((one) => one.memberId)).toEqual([memberId]);
  // A close credits as before: nobody's points are taken by a block.
  await world.advance('1d');
  const after = await world.call('wallet.view', {}, token);
  expect(after.spendableCents).toBeGreaterThan(before.spendableCents);
  expect(differences(world)).toEqual([]);
  await world.call('admin.blockMember', block(false), world.admins[1]);
  expect((await world.call('account.me', {}, token)).blocked).toBeNull();
  await buy(world, member, 'both-1');
  expect(notes('admin.blockMember').map(({ details }) => details.isBlocked)).toEqual([1, 0]);
});

test('nobody who works here is blocked, nobody without a reason, nobody by support', async () => {
  const refused = (input: Record<string, unknown>, token = world.admins[0]) =>
    world.refused('admin.blockMember', block(true, input), token);
  expect(await refused({ memberId: support.memberId })).toBe('member/isStaff');
  expect(await refused({ memberId: 'nobody' })).toBe('member/unknown');
  expect(await refused({ reason: '' })).toBe('input/invalid');
  expect(await refused({}, support.token)).toBe('identity/notAllowed');
});

test('two who block at the same moment block once, with one line and one message', async () => {
  const { memberId } = below;
  const told = () =>
    all<{ memberId: string; title: string }>(world, 'messages').filter((one) => one.memberId === memberId);
  const met = await atEverySeam(seam, {
    prepare: async () => ({ lines: notes('admin.blockMember').length, messages: told().length }),
    first: () => world.cloud.call('admin.blockMember', block(true, { memberId }), world.admins[0]),
    second: () => world.cloud.call('admin.blockMember', block(true, { memberId }), world.admins[1]),
    check: async (before, one, other) => {
      expect([one.ok, other.ok]).toEqual([true, true]);
      expect(notes('admin.blockMember')).toHaveLength(before.lines + 1);
      expect(told()).toHaveLength(before.messages + 1);
      await world.call('admin.blockMember', block(false, { memberId }), world.admins[0]);
    },
  });
  expect(met).toBeGreaterThan(3);
});

/** Verbs by which value leaves, or something new begins: such an action is stopped, or it says here why not. */
const LEAVES = /\.(sell|exchange|redeem|pay|withdraw|place(?!Picture)|take(?!Back)|ask(?!Closing|Arbitration|TopUp))/;
/** A refund, a case or an application that is taken back; a shop's customer who shows a voucher. */
const GOES_ON = ['afterSales.withdraw', 'merchant.withdrawApplication', 'merchant.redeemVoucher'];

test('every action by which a member takes something out or begins something is stopped', async () => {
  await world.call('admin.blockMember', block(true), world.admins[0]);
  const leaving = actions.filter(
    ({ name, role }) => (role === 'member' || isStaffArea(role) || role === 'merchant') && LEAVES.test(name),
  );
  expect(leaving.length).toBeGreaterThan(8);
  // The last of the races above may have left this one blocked, at the other's very moment.
  await world.call('admin.blockMember', block(false, { memberId: below.memberId }), world.admins[0]);
  await world.advance('1m');
  await world.call('admin.blockMember', block(true, { memberId: below.memberId }), world.admins[0]);
  const listed = await world.call('admin.listMembers', { which: 'blocked', limit: 1 }, support.token);
  const rest = await world.call(
    'admin.listMembers',
    { which: 'blocked', limit: 1, cursor: listed.next! },
    support.token,
  );
  const blocked = [...listed.members, ...rest.members].map(({ memberId }) => memberId);
  expect(blocked).toEqual([below.memberId, member.memberId]);
  for (const { name } of leaving) {
    const code = await world.refused(name, { surprise: 1 } as never, member.token);
    expect([name, code === 'identity/blocked']).toEqual([name, !GOES_ON.includes(name)]);
  }
  await world.call('admin.blockMember', block(false), world.admins[0]);
});
