// Leaving: with all of one's data, and without a trace of one's person, the books being as right as before.
import { EXPORT_PARTS } from '@shared/contract';
import { refusalWords } from '../../client/copy/refusals';
import { columnsOf } from '../../cloudfunctions/_books/pages/columns';
import { idsOf } from '../../cloudfunctions/_books/pages/texts';
import type { PageDocument } from '../../cloudfunctions/_store/documents/pages';
import { all, differences } from './books';
import { codeOf } from './callers';
import { changes, Seam } from './seam';
import { buy, type Joined, joinMember, nextRequest, openShop, removeBuilt, startWorld, type TestWorld } from './world';

jest.setTimeout(240_000);

const seam = new Seam();
let world: TestWorld;
beforeAll(async () => {
  world = await startWorld({ timers: 'few', beforeRequest: seam.beforeRequest });
  await openShop(world, { settleAfterDays: 0 });
  await world.cloud.engine.update('sessions', {}, { $set: { expiresAt: Number.MAX_SAFE_INTEGER } }, { multi: true });
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});
afterEach(() => seam.open());

let phones = 0;
const newPhone = (): string => `134${String(++phones).padStart(8, '0')}`;
const ASSETS = ['cash', 'appreciating', 'stable', 'spendable'] as const;
type Person = Joined & { readonly phone: string };
/** Somebody with an order that has settled, and what two closes made of it. */
async function holder(invitation?: string): Promise<Person> {
  const phone = newPhone();
  const member = { phone, ...(await joinMember(world, phone, invitation)) };
  await buy(world, member, 'both-1');
  await world.advance('2d');
  return member;
}
const ask = async ({ phone, token }: Person, giveUp: readonly string[]) => {
  await world.call('account.sendOwnCode', { purpose: 'closing' }, token);
  const input = { giveUp, code: codeOf(world, phone), requestId: nextRequest() };
  const reply = await world.cloud.call('account.askClosing', input as never, token);
  return reply.ok ? { code: 'ok' } : { code: reply.code, details: reply.details };
};
const view = ({ token }: Person) => world.call('account.viewClosing', {}, token);
const memberOf = ({ memberId }: Person) => world.cloud.engine.get('members', memberId) as Record<string, unknown>;
/** Its waiting time is over. */
async function makeDue(member: Person): Promise<void> {
  const { closing } = memberOf(member) as { closing: { dueAtMs: number } };
  const due = { closing: { ...closing, dueAtMs: world.cloud.now() } };
  await world.cloud.engine.update('members', { _id: member.memberId }, { $set: due });
}
const walletOf = ({ memberId }: Person) => world.cloud.engine.get('wallets', memberId) as Record<string, unknown>;
/** What the pages keep of a member: figures that closes count with, and what they credited so far. */
function standingOf({ memberId }: Person) {
  const page = all<PageDocument>(world, 'pages').find(({ members }) => idsOf(members).includes(memberId))!;
  const columns = columnsOf(page);
  const at = columns.members.indexOf(memberId);
  const first = columns.orderCount.slice(0, at).reduce((sum, count) => sum + count, 0);
  const remaining = columns.remaining.slice(first, first + columns.orderCount[at]!);
  return {
    quota: columns.quota[at]!,
    weight: columns.weight[at]!,
    cash: columns.cash[at]!,
    spendable: columns.spendable[at]!,
    remaining: remaining.reduce((sum, one) => sum + one, 0),
  };
}
const priceOf = () => {
  const { state } = world.cloud.engine.get('platform', 'pool') as unknown as {
    state: { pool: number; circulating: number };
  };
  return state.circulating === 0 ? Number.POSITIVE_INFINITY : state.pool / state.circulating;
};

test('what keeps an account open is told, and refuses', async () => {
  const phone = newPhone();
  const member = { phone, ...(await joinMember(world, phone)) };
  await world.call(
    'shop.placeOrder',
    { lines: [{ skuId: 'plain-1', quantity: 1 }], addressId: member.addressId, requestId: nextRequest() },
    member.token,
  );
  expect((await view(member)).hindrances).toEqual([{ kind: 'orders', count: 1 }]);
  expect(await ask(member, [])).toEqual({ code: 'closing/hindered', details: { kind: 'orders', count: 1 } });
  await world.advance('12h'); // unpaid, it is closed
  const application = { memberId: member.memberId, shopId: null, contactName: '陈静', phoneSealed: '' };
  await world.cloud.engine.set('applications', 'open', { ...application, state: 'submitted' } as never);
  expect((await view(member)).hindrances).toEqual([{ kind: 'application', count: 1 }]);
  await world.cloud.engine.remove('applications', { _id: 'open' });
  const shop = { shopId: 'theirs', name: '粮油店' };
  await world.call('admin.saveShop', { ...shop, ownerId: member.memberId }, world.admins[0]);
  expect((await view(member)).hindrances).toEqual([{ kind: 'shop', count: 1 }]);
  const { hindrances } = await world.call('account.viewClosing', {}, world.admins[0]);
  expect(hindrances).toEqual([{ kind: 'administrator', count: 1 }]);
});

test('everything held is named, it waits, and can be taken back once', async () => {
  const member = await holder();
  const { holdings } = await view(member);
  expect(holdings.appreciatingMicroPoints).toBeGreaterThan(0);
  expect(holdings.spendableCents).toBeGreaterThan(0);
  // Whatever of it is not given up is named with all there is of it, and nothing happens.
  const held = {
    cash: holdings.cashFen,
    appreciating: holdings.appreciatingMicroPoints,
    stable: holdings.stableCents,
    spendable: holdings.spendableCents,
  };
  for (const asset of ASSETS.filter((one) => held[one] > 0)) {
    const input = { giveUp: ASSETS.filter((one) => one !== asset), code: '000000', requestId: nextRequest() };
    const refused = await world.cloud.call('account.askClosing', input, member.token);
    expect(refused).toMatchObject({ code: 'closing/notGivenUp', details: { asset, units: held[asset] } });
  }
  expect(refusalWords({ code: 'closing/notGivenUp', details: {} })).toMatch(
    /没有申请注销。先用掉、提走，或逐项勾选。$/,
  );
  expect(await view(member)).toMatchObject({ holdings, asked: null });
  expect((await ask(member, ASSETS)).code).toBe('ok');
  const { asked, waitDays } = await view(member);
  expect(asked!.dueAtMs - asked!.askedAtMs).toBe(waitDays * 86_400_000);
  const takeBack = () => world.cloud.call('account.takeBackClosing', { requestId: nextRequest() }, member.token);
  expect((await takeBack()).ok).toBe(true);
  expect(await takeBack()).toMatchObject({ code: 'closing/notAsked' });
  await world.advance('8d');
  expect(memberOf(member)).toMatchObject({ isClosed: false });
  expect((await view(member)).holdings.appreciatingMicroPoints).toBeGreaterThanOrEqual(
    holdings.appreciatingMicroPoints,
  );
});

test('closed, the person is gone, the ledger is right, nobody lost by it, and the phone is free', async () => {
  const leader = await holder();
  const member = await holder(leader.inviteCode);
  const friend = await holder(member.inviteCode);
  await world.advance('1m');
  expect((await ask(member, ASSETS)).code).toBe('ok');
  const application = { memberId: member.memberId, shopId: null, contactName: '陈静', phoneSealed: '' };
  await world.cloud.engine.set('applications', 'ended', { ...application, state: 'refused' } as never);
  await world.advance('6d');
  const before = priceOf();
  await world.advance('2d');
  expect(memberOf(member)).toMatchObject({
    isClosed: true,
    nickname: '已注销会员',
    phoneSealed: '',
    phoneMasked: '',
    closing: null,
    referrerId: leader.memberId,
  });
  expect(memberOf(friend).referrerId).toBe(member.memberId);
  expect(await world.cloud.call('account.me', {}, member.token)).toMatchObject({ ok: false });
  const { engine } = world.cloud;
  for (const name of ['addresses', 'applications', 'messages', 'favourites', 'identities'])
    expect([name, engine.find(name, { memberId: member.memberId })]).toEqual([name, []]);
  expect(engine.find('sessions', { openid: `h5-${member.memberId}` })).toEqual([]);
  const [order] = engine.find('orders', { memberId: member.memberId });
  expect(order).toMatchObject({ note: '', invoice: null, address: { name: '已注销会员', detail: '' } });
  expect(order!.cashFen).toBeGreaterThan(0);
  const wallet = engine.get('wallets', member.memberId) as Record<string, number>;
  expect([wallet.pointsMicroPoints, wallet.stableCents]).toEqual([0, 0]);
  expect(priceOf()).toBeGreaterThanOrEqual(before);
  expect(differences(world)).toEqual([]);
  const again = await world.signIn(member.phone);
  expect(again.memberId).not.toBe(member.memberId);
});

test('what was not released and paid goes with it: nothing more is credited, to it or for whom it invited', async () => {
  const leader = await holder();
  const member = await holder(leader.inviteCode);
  const friend = await holder(member.inviteCode);
  await buy(world, member, 'both-1');
  await world.cloud.trigger('settlement'); // of today: it joins with the next close
  const { quota, weight, remaining } = standingOf(member);
  expect([quota, weight, remaining, walletOf(member).exitQuotaFen].every((held) => Number(held) > 0)).toBe(true);
  await world.advance('1m');
  expect((await ask(member, ASSETS)).code).toBe('ok');
  await makeDue(member);
  await world.cloud.trigger('settlement');
  expect(memberOf(member)).toMatchObject({ isClosed: true, closing: null });
  expect(differences(world)).toEqual([]);
  await buy(world, friend, 'both-1');
  await world.advance('1d');
  const then = standingOf(member);
  expect(then).toMatchObject({ quota: 0, weight: 0, remaining: 0 });
  await buy(world, friend, 'both-1');
  await world.advance('2d');
  expect(standingOf(member)).toEqual(then);
  expect(walletOf(member)).toMatchObject({ exitQuotaFen: 0, pointsMicroPoints: 0 });
  expect(standingOf(friend).remaining).toBeGreaterThan(0);
  expect(differences(world)).toEqual([]);
});

test('who was paid is told to the tax office for its time; names go out of tills and reviews, an avatar goes', async () => {
  const member = await holder();
  const { engine } = world.cloud;
  const { memberId } = member;
  const place = { kind: 'avatar', type: 'png', bytes: 7, digest: 'b'.repeat(40) } as const;
  const { cloudPath } = await world.call('account.placePicture', place, member.token);
  const picture = await world.cloud.storage.put(cloudPath, Buffer.from('picture'));
  await world.call('account.setAvatar', { picture, requestId: nextRequest() }, member.token);
  const isStored = async () => {
    const asked = { file_list: [{ fileid: picture }] };
    const { download_list: found } = await world.cloud.storage.act('storage.batchGetDownloadUrl', asked);
    return (found as { code: string }[])[0]!.code === 'SUCCESS';
  };
  expect(await isStored()).toBe(true);
  const payee = { nameSealed: 'x', nameMasked: '陈*', numberSealed: '', numberMasked: '', consentedAtMs: 1 };
  await engine.set('payees', memberId, { ...payee, consentVersion: 1 } as never);
  await engine.set('withdrawals', 'paid-once', { memberId, state: 'paid', openid: 'o', confirmPackage: 'c' } as never);
  const payment = { memberId, payerMasked: '陈*', note: '两杯', expiresAtMs: null };
  await engine.set('tillPayments', 'at-a-till', payment as never);
  const shopLine = { shopId: 'their-shop', note: '陈* · 两杯', asset: 'stable' };
  for (const way of ['pay', 'back']) await engine.set('shopLines', `till:at-a-till:${way}:stable`, shopLine as never);
  for (const [id, nameMasked] of [
    ['named', '陈*'],
    ['nameless', ''],
  ])
    await engine.set('reviews', id!, { memberId, nameMasked } as never);
  await world.advance('1m');
  await ask(member, ASSETS);
  await makeDue(member);
  await world.cloud.trigger('settlement');
  expect([await isStored(), memberOf(member).avatar]).toEqual([false, null]);
  expect(engine.get('withdrawals', 'paid-once')).toMatchObject({ openid: '', confirmPackage: null });
  expect(engine.get('tillPayments', 'at-a-till')).toMatchObject({ payerMasked: '已注销会员' });
  const notes = all<{ _id: string; note: string }>(world, 'shopLines').flatMap(({ _id, note }) =>
    _id.startsWith('till:at-a-till:') ? [note] : [],
  );
  expect(notes).toEqual(['已注销会员 · 两杯', '已注销会员 · 两杯']);
  await engine.remove('shopLines', { shopId: 'their-shop' });
  expect(['named', 'nameless'].map((id) => engine.get('reviews', id)!.nameMasked)).toEqual(['已注销会员', '']);
  const kept = engine.get('payees', memberId) as unknown as { expiresAtMs: number };
  expect(kept.expiresAtMs - world.cloud.now()).toBeGreaterThan(3650 * 86_400_000);
  for (const name of ['withdrawals', 'tillPayments', 'reviews']) await engine.remove(name, { memberId });
  await engine.update('payees', { _id: memberId }, { $set: { expiresAtMs: world.cloud.now() } });
  await world.cloud.trigger('settlement');
  expect(engine.get('payees', memberId)).toBeUndefined();
});

test('an order that came between keeps it open, and its owner is told', async () => {
  const member = await holder();
  await world.advance('1m');
  await ask(member, ASSETS);
  await makeDue(member);
  await world.call(
    'shop.placeOrder',
    { lines: [{ skuId: 'plain-1', quantity: 1 }], addressId: member.addressId, requestId: nextRequest() },
    member.token,
  );
  await world.cloud.trigger('settlement');
  expect(memberOf(member)).toMatchObject({ isClosed: false, closing: null });
  const { messages } = await world.call('messages.list', { kinds: ['security'] }, member.token);
  expect(messages.map(({ title }) => title)).toContain('账号没有注销');
  expect((await view(member)).holdings.appreciatingMicroPoints).toBeGreaterThan(0);
});

test('killed at any step it comes to the same end, once', async () => {
  const member = await holder();
  await world.advance('1m');
  await ask(member, ASSETS);
  await makeDue(member);
  for (let step = 1; ; step += 1) {
    const held = seam.holdStep(step, changes);
    const running = world.cloud.trigger('settlement').catch(() => undefined);
    const isHeld = await Promise.race([held.reached.then(() => true), running.then(() => false)]);
    if (!isHeld) break;
    world.cloud.killWorker();
    held.release();
    await running;
    await world.cloud.engine.remove('platform', { _id: 'lease:serial' });
  }
  expect(memberOf(member)).toMatchObject({ isClosed: true, closing: null });
  expect(differences(world)).toEqual([]);
});

test('all of one’s data is exported, whole for its owner, and nothing of others', async () => {
  const member = await holder();
  const other = await holder();
  const all: Record<string, unknown[]> = {};
  for (const part of EXPORT_PARTS) {
    all[part] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: { rows: unknown[]; next: string | null } = await world.call(
        'account.exportPart',
        { part, ...(cursor ? { cursor } : {}) },
        member.token,
      );
      all[part]!.push(...page.rows);
      cursor = page.next;
    }
  }
  expect(all.profile).toMatchObject([{ phone: member.phone, memberId: member.memberId }]);
  expect(all.addresses).toMatchObject([{ phone: member.phone, name: '陈静' }]);
  expect(all.orders).toMatchObject([{ address: { phone: member.phone }, lines: [{ title: '商品 both' }] }]);
  expect(all.statement!.length).toBeGreaterThan(2);
  expect(all.messages!.length).toBeGreaterThan(0);
  const text = JSON.stringify(all);
  expect(text).not.toMatch(/[sS]ealed|[hH]ash|openid|costFen|"_id"/);
  expect(text).not.toContain(other.phone);
  expect(
    await world.cloud.call('account.exportPart', { part: 'orders', cursor: 'made-up' }, member.token),
  ).toMatchObject({
    code: 'cursor/invalid',
  });
});
