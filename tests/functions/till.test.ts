// Paying at a shop's till with stable points: once, exactly, and never more than is held.
import type { InputOf } from '@shared/contract';
import type { Reply } from '../../localcloud';
import { all, differences } from './books';
import { atEverySeam, killedAtEverySeam } from './interleave';
import { Seam } from './seam';
import {
  giveStable,
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  PAY_PASSWORD,
  removeBuilt,
  setPayPassword,
  startWorld,
  type TestWorld,
} from './world';

jest.setTimeout(300_000);

const seam = new Seam();
let world: TestWorld;
let owner: Joined;
let other: Joined;
let payer: Joined;

beforeAll(async () => {
  world = await startWorld({ timers: 'none', workers: 3, beforeRequest: seam.beforeRequest });
  await openShop(world);
  owner = await joinMember(world, '13800000301');
  other = await joinMember(world, '13800000302');
  payer = await joinMember(world, '13800000303');
  for (const [shopId, name, ownerId] of [
    ['hers', '青岚粮油店', owner.memberId],
    ['his', '赤谷酒坊', other.memberId],
  ] as const)
    await world.call('admin.saveShop', { shopId, name, ownerId, takesStable: true }, world.admins[0]);
  for (const member of [owner, other, payer]) await setPayPassword(world, member);
  await giveStable(world, payer, 100_000);
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});
afterEach(() => expect(differences(world)).toEqual([]));

type Paying = InputOf<'wallet.payMerchant'>;
const paying = (payee: Paying['payee'], amountCents: number): Paying => ({
  payee,
  amountCents,
  note: '散装花生 1 斤',
  payPassword: PAY_PASSWORD,
  requestId: nextRequest(),
});
const pay = (input: Paying, by = payer) => world.call('wallet.payMerchant', input, by.token);
const refusal = (input: Paying, by = payer) => world.refused('wallet.payMerchant', input, by.token);
const ask = (amountCents: number, code?: string, by = owner) =>
  world.call('merchant.askPayment', { amountCents, ...(code ? { code } : {}), requestId: nextRequest() }, by.token);
const heldBy = ({ memberId }: Joined): number =>
  (world.cloud.engine.get('wallets', memberId) as unknown as { stableCents: number } | undefined)?.stableCents ?? 0;
const till = () => world.call('merchant.viewTill', {}, owner.token);

test('what is paid by the standing code is in the list, in the inbox and in both statements', async () => {
  const payee = { shopId: 'hers' };
  expect(await world.call('wallet.viewPayee', { payee }, payer.token)).toMatchObject({
    shopName: '青岚粮油店',
    amountCents: null,
    heldCents: 100_000,
  });
  const paid = await pay(paying(payee, 1_250));
  expect(paid).toMatchObject({ state: 'paid', amountCents: 1_250, shopName: '青岚粮油店' });
  expect(heldBy(payer)).toBe(98_750);
  expect(await till()).toMatchObject({ stableCents: 1_250, today: { payments: 1, cents: 1_250 } });
  const { payments } = await world.call('merchant.listPayments', {}, owner.token);
  expect(payments).toEqual([paid]);
  expect(await world.call('wallet.viewPayment', { paymentId: paid.paymentId }, payer.token)).toEqual(paid);
  const { messages } = await world.call('messages.list', { kinds: ['till'] }, owner.token);
  expect(messages).toMatchObject([{ title: '收到 12.50 恒定积分', target: { page: 'till', id: '' } }]);
  const { lines } = await world.call('merchant.statement', { asset: 'stable' }, owner.token);
  expect(lines).toMatchObject([{ kind: 'payment', units: 1_250 }]);
  const { lines: own } = await world.call('wallet.statement', { asset: 'stable', limit: 1 }, payer.token);
  expect(own).toMatchObject([{ kind: 'stable.payment', amount: { units: -1_250 } }]);
  const why = await world.call('wallet.explain', { entryId: own[0]!.entryId }, payer.token);
  expect(why).toMatchObject({ agrees: true, rule: { paragraph: '§2' } });
});

test('an amount that the till set is paid as it was set, once, by whoever scans it', async () => {
  const { paymentId } = await ask(800);
  const payee = { paymentId };
  expect(await refusal(paying(payee, 700))).toBe('till/otherAmount');
  expect(await world.call('wallet.viewPayee', { payee }, other.token)).toMatchObject({ amountCents: 800 });
  await pay(paying(payee, 800));
  expect(await refusal(paying(payee, 800))).toBe('till/paid');
  expect(await world.call('merchant.viewPayment', { paymentId }, owner.token)).toMatchObject({ state: 'paid' });
  expect(await world.refused('merchant.viewPayment', { paymentId }, other.token)).toBe('till/unknown');
});

test("a member's own code pays nothing by itself: the till names the amount, the member confirms", async () => {
  const { paymentId } = await world.call('wallet.showPayCode', { requestId: nextRequest() }, payer.token);
  expect(await refusal(paying({ paymentId }, 300))).toBe('till/unknown');
  const asking = (by: Joined) => ({
    input: { amountCents: 300, code: paymentId, requestId: nextRequest() },
    token: by.token,
  });
  await ask(300, paymentId);
  const again = asking(owner);
  expect(await world.refused('merchant.askPayment', again.input, again.token)).toBe('till/asked');
  const others = asking(other);
  expect(await world.refused('merchant.askPayment', others.input, others.token)).toBe('till/unknown');
  expect(await world.call('wallet.viewPayment', { paymentId }, payer.token)).toMatchObject({
    state: 'asked',
    shopName: '青岚粮油店',
    amountCents: 300,
  });
  // It is the member's alone who showed it.
  expect(await refusal(paying({ paymentId }, 300), other)).toBe('till/unknown');
  await pay(paying({ paymentId }, 300));
  expect(await world.refused('wallet.viewPayment', { paymentId }, other.token)).toBe('till/unknown');
});

test('refused, and nothing moved: own shop, more than held, nothing, no taker, a wrong password, a code that is over', async () => {
  const before = [heldBy(payer), (await till()).stableCents];
  expect(await refusal(paying({ shopId: 'hers' }, 100), owner)).toBe('payment/ownMerchant');
  expect(await refusal(paying({ shopId: 'hers' }, before[0]! + 1))).toBe('payment/exceedsHolding');
  expect(await refusal(paying({ shopId: 'hers' }, 0))).toBe('payment/nothing');
  expect(await refusal(paying({ shopId: 'nowhere' }, 100))).toBe('shop/unknown');
  expect(await refusal(paying({ shopId: 'own' }, 100))).toBe('till/notTaken');
  expect(await refusal({ ...paying({ shopId: 'hers' }, 100), payPassword: '111112' })).toBe('payPassword/wrong');
  await world.call(
    'admin.saveShop',
    { shopId: 'his', name: '赤谷酒坊', ownerId: other.memberId, takesStable: false },
    world.admins[0],
  );
  expect(await refusal(paying({ shopId: 'his' }, 100))).toBe('till/notTaken');
  const { paymentId } = await ask(100);
  const shown = await world.call('wallet.showPayCode', { requestId: nextRequest() }, payer.token);
  await world.advance('6m');
  expect(await refusal(paying({ paymentId }, 100))).toBe('till/expired');
  const late = { amountCents: 100, code: shown.paymentId, requestId: nextRequest() };
  expect(await world.refused('merchant.askPayment', late, owner.token)).toBe('till/expired');
  expect([heldBy(payer), (await till()).stableCents]).toEqual(before);
  // What nobody paid goes by itself; what was paid stays.
  const paid = all<{ state: string }>(world, 'tillPayments').filter(({ state }) => state === 'paid').length;
  await world.advance('2h');
  await world.cloud.trigger('settlement');
  expect(all(world, 'tillPayments')).toHaveLength(paid);
});

test('given back whole and once, by the shop that got it, while it has so much', async () => {
  await world.advance('1m');
  const { paymentId } = await pay(paying({ shopId: 'hers' }, 500));
  await world.advance('1m');
  const before = [heldBy(payer), (await till()).stableCents] as const;
  const back = () => ({ paymentId, requestId: nextRequest() });
  expect(await world.refused('merchant.givePaymentBack', back(), other.token)).toBe('till/unknown');
  expect(await world.call('merchant.givePaymentBack', back(), owner.token)).toMatchObject({ state: 'givenBack' });
  expect(await world.refused('merchant.givePaymentBack', back(), owner.token)).toBe('till/givenBack');
  expect([heldBy(payer), (await till()).stableCents]).toEqual([before[0] + 500, before[1] - 500]);
  const { lines } = await world.call('wallet.statement', { asset: 'stable', limit: 1 }, payer.token);
  expect(lines).toMatchObject([{ kind: 'stable.paymentBack', amount: { units: 500 } }]);
  expect(await world.call('wallet.explain', { entryId: lines[0]!.entryId }, payer.token)).toMatchObject({
    agrees: true,
  });
});

test('two at once, at every seam, never pay more than is held; the same request twice is one payment', async () => {
  const send = (input: Paying): Promise<Reply> => world.cloud.call('wallet.payMerchant', { ...input }, payer.token);
  const codeOf = (reply: Reply) => (reply.ok ? 'ok' : reply.code);
  const met = await atEverySeam(seam, {
    prepare: async () => {
      // As much is held as one of the two pays.
      await giveStable(world, payer, 1_000 - (heldBy(payer) % 1_000));
      const all = heldBy(payer);
      return { first: paying({ shopId: 'hers' }, all), second: paying({ shopId: 'hers' }, all), all };
    },
    first: ({ first }) => send(first),
    second: ({ second }) => send(second),
    check: async (_one, first, second, step) => {
      expect([step, ...[codeOf(first), codeOf(second)].toSorted()]).toEqual([step, 'ok', 'payment/exceedsHolding']);
      expect([step, heldBy(payer)]).toEqual([step, 0]);
    },
  });
  expect(met).toBeGreaterThan(3);
  await giveStable(world, payer, 5_000);
  const same = paying({ shopId: 'hers' }, 700);
  const [one, two] = await Promise.all([send(same), send(same)]);
  expect(one).toEqual(two);
  expect(heldBy(payer)).toBe(4_300);
});

test('killed before each of its writes and sent again: paid once', async () => {
  const killed = await killedAtEverySeam(seam, {
    prepare: async () => {
      await giveStable(world, payer, 100);
      return { input: paying({ shopId: 'hers' }, 100), before: heldBy(payer) };
    },
    act: ({ input }) => world.cloud.call('wallet.payMerchant', { ...input }, payer.token),
    kill: () => world.cloud.killWorker(),
    check: ({ before }, answer, step) => {
      expect([step, answer.ok]).toEqual([step, true]);
      expect([step, heldBy(payer)]).toEqual([step, before - 100]);
    },
  });
  expect(killed).toBeGreaterThan(5);
});
