// Messages: one of each event however often it is told, who reads them, and word of them in WeChat as often as accepted.
import type { InputOf, NoticeTemplate, OutputOf } from '@shared/contract';
import type { AcceptedDocument, MessageDocument, OrderDocument } from '../../cloudfunctions/_store/documents';
import { all } from './books';
import { codeOf } from './callers';
import { killedAtEverySeam } from './interleave';
import { Seam, writes } from './seam';
import {
  agreeing,
  allBack,
  buy,
  caseOf,
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  removeBuilt,
  START_MS,
  startWorld,
  type TestWorld,
} from './world';

jest.setTimeout(180_000);

const seam = new Seam();
let world: TestWorld;
let buyer: Joined;
let phones = 0;
const newcomer = () => joinMember(world, `1380001${String(++phones).padStart(4, '0')}`);
beforeAll(async () => {
  world = await startWorld({
    timers: 'few',
    beforeRequest: seam.beforeRequest,
    variables: { NOTICE_AFTER_SALES: 'tmpl_refused_by_everybody:thing1,thing2,time3' },
  });
  await openShop(world, { settleAfterDays: 0 });
  buyer = await newcomer();
});
beforeEach(async () => {
  seam.open();
  await world.cloud.setFaults({ failNext: {}, silentNext: {} });
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const settle = () => world.cloud.trigger('settlement');
const listOf = (by: Joined, input: InputOf<'messages.list'> = {}): Promise<OutputOf<'messages.list'>> =>
  world.call('messages.list', input, by.token);
const titles = async (by: Joined) => (await listOf(by)).messages.map(({ title }) => title);
const noticesOf = ({ memberId }: Joined) =>
  all<MessageDocument>(world, 'messages')
    .filter((one) => one.memberId === memberId && one.template)
    .map(({ template, notice = 'waits' }) => `${template} ${notice}`);

async function paid(by: Joined, skuId = 'plain-1', quantity = 1): Promise<string> {
  const { orderId } = await world.call(
    'shop.placeOrder',
    { lines: [{ skuId, quantity }], addressId: by.addressId, requestId: nextRequest() },
    by.token,
  );
  await world.call('shop.payOrder', { orderId }, by.token);
  await world.cloud.pay({ outTradeNo: orderId }, 'paid');
  return orderId;
}
const ship = (orderId: string, more: object = {}) =>
  world.call('admin.ship', { orderId, carrier: '顺丰速运', trackingNo: 'SF148203916037', ...more }, world.admins[0]);

describe('what is told', () => {
  test('each event of an order is one message, told at once and again by every timer', async () => {
    const orderId = await paid(buyer, 'plain-1', 2);
    const lines = [{ skuId: 'plain-1', quantity: 1 }];
    await ship(orderId, { lines });
    await ship(orderId, { trackingNo: 'SF148203916038' });
    const told = (await listOf(buyer)).messages.map(({ title, words, target, kind }) => [kind, title, words, target]);
    expect(told).toHaveLength(2);
    expect(told).toEqual(
      expect.arrayContaining([
        [
          'order',
          '包裹 1 已发出',
          '明禾自营，商品 plain等 2 件，顺丰速运 SF1482****6037。',
          { page: 'logistics', id: orderId },
        ],
        [
          'order',
          '包裹 2 已发出',
          '明禾自营，商品 plain等 2 件，顺丰速运 SF1482****6038。',
          { page: 'logistics', id: orderId },
        ],
      ]),
    );
    await settle();
    await settle();
    expect((await listOf(buyer)).messages).toHaveLength(2);
    expect(world.cloud.engine.get('orders', orderId)).not.toHaveProperty('untoldFrom');
  });

  test('a line that comes while the timer tells is told by the next one', async () => {
    const by = await newcomer();
    const orderId = await paid(by, 'plain-1', 2);
    await ship(orderId, { lines: [{ skuId: 'plain-1', quantity: 1 }] });
    seam.before(
      (request) => request.functionName === 'settlement' && writes('orders')(request),
      () =>
        world.cloud.engine.update('orders', { _id: orderId }, {
          $push: {
            log: { event: 'parcel.corrected', state: 'paid', atMs: START_MS, by: 'admin', note: '', entryId: null },
          },
        } as never) as never,
    );
    await settle();
    const { untoldFrom } = world.cloud.engine.get('orders', orderId) as unknown as OrderDocument;
    expect(untoldFrom).toBe(2);
    await settle();
    expect(new Set(await titles(by))).toEqual(new Set(['包裹 1 已发出', '运单号改了']));
  });

  test('cases, closed orders and money that arrives; nothing of what the buyer does himself', async () => {
    const by = await newcomer();
    const sent = await paid(by);
    await ship(sent);
    await world.call('afterSales.apply', allBack(world, sent), by.token);
    await settle();
    expect(await titles(by)).toEqual(['已发出']);
    const { orderId: unpaid } = await world.call(
      'shop.placeOrder',
      { lines: [{ skuId: 'plain-1', quantity: 1 }], addressId: by.addressId, requestId: nextRequest() },
      by.token,
    );
    await world.call('admin.answerAfterSales', agreeing(world, sent), world.admins[0]);
    const [told] = (await listOf(by, { kinds: ['afterSales'] })).messages;
    expect([told?.title, told?.target]).toEqual(['店家同意退款', { page: 'afterSales', id: caseOf(world, sent) }]);
    await world.advance('40m');
    await settle();
    await settle();
    expect((await titles(by)).toSorted()).toEqual(['已发出', '店家同意退款', '订单已关闭', '退款已到账'].toSorted());
    const closed = (await listOf(by)).messages.find(({ title }) => title === '订单已关闭');
    expect(closed?.target).toEqual({ page: 'order', id: unpaid });
  });

  test('killed before every step of the telling: each is told once', async () => {
    const killed = await killedAtEverySeam<Joined, unknown>(seam, {
      prepare: async () => {
        const by = await newcomer();
        await paid(by).then(async (orderId) => {
          // As the transaction leaves it when nobody tells at once.
          seam.before(
            (request) => request.functionName === 'admin' && writes('messages')(request),
            async () => void world.cloud.killWorker(),
          );
          await ship(orderId).catch(() => undefined);
        });
        return by;
      },
      act: () => settle().catch(() => undefined),
      kill: () => world.cloud.killWorker(),
      check: async (by) => {
        // Who was killed holds the lease of the one worker.
        await world.advance('3m');
        await settle();
        expect(await titles(by)).toEqual(['已发出']);
      },
    });
    expect(killed).toBeGreaterThan(2);
  });

  test('who waits for goods is told once that they are back, and where', async () => {
    const by = await newcomer();
    const stockBy = (change: number) =>
      world.call('admin.changeStock', { skuId: 'apple-1', by: change, requestId: nextRequest() }, world.admins[0]);
    const left = Number(world.cloud.engine.get('stock', 'apple-1')!.left);
    await stockBy(-left);
    await world.call(
      'shop.awaitRestock',
      { goodsId: 'apple', skuId: 'apple-1', isAwaited: true, requestId: nextRequest() },
      by.token,
    );
    await settle();
    expect(await titles(by)).toEqual([]);
    await stockBy(left);
    await settle();
    await settle();
    const { messages } = await listOf(by);
    expect(messages.map(({ title, target }) => [title, target])).toEqual([
      ['你等的到货了', { page: 'goods', id: 'apple' }],
    ]);
  });

  test('a sign-in on another device is told, the first one is not', async () => {
    const by = await newcomer();
    expect(await titles(by)).toEqual([]);
    await world.advance('2m');
    await world.signIn(`1380001${String(phones).padStart(4, '0')}`);
    expect(await titles(by)).toEqual(['新的登录']);
  });
});

describe('what closes credited', () => {
  test('one message a day, made for who looks, and told of the statement’s own figures', async () => {
    const by = await newcomer();
    await buy(world, by, 'bed-1');
    await world.advance('3d');
    const [first, second] = await Promise.all([listOf(by), listOf(by)]);
    const credits = (await listOf(by, { kinds: ['credits'] })).messages;
    expect(credits.length).toBeGreaterThan(0);
    expect(new Set(credits.map(({ messageId }) => messageId)).size).toBe(credits.length);
    expect([first.unread, second.unread].flat()).toContainEqual({ kind: 'credits', messages: credits.length });
    const { lines } = await world.call('wallet.statement', { asset: 'spendable' }, by.token);
    for (const { title, words } of credits) {
      const day = title.slice(0, 5);
      const sum = lines
        .filter((line) => line.day.endsWith(day) && line.isOfClose)
        .reduce((all, line) => all + line.amount.units, 0);
      expect(words).toContain(`可用积分 +${(sum / 100).toFixed(2)}`);
    }
    await world.advance('1d');
    await listOf(by);
    expect((await listOf(by, { kinds: ['credits'] })).messages).toHaveLength(credits.length + 1);
  });
});

describe('reading', () => {
  test('each reads his own, by pages, and marks his own', async () => {
    const by = await newcomer();
    const orders = [await paid(by), await paid(by), await paid(by)];
    for (const orderId of orders) {
      await world.advance('1s');
      await ship(orderId);
    }
    const first = await listOf(by, { limit: 2 });
    const second = await listOf(by, { limit: 2, cursor: first.next! });
    expect([...first.messages, ...second.messages].map(({ target }) => target?.id)).toEqual(orders.toReversed());
    expect(second.next).toBeNull();
    expect(await world.refused('messages.list', { limit: 2, kinds: ['order'], cursor: first.next! }, by.token)).toBe(
      'cursor/invalid',
    );
    const { messageId } = first.messages[0]!;
    expect(await world.refused('messages.markRead', { messageId }, buyer.token)).toBe('message/unknown');
    const unread = async () => (await world.call('account.me', {}, by.token)).counts.messages;
    expect(await unread()).toBe(3);
    await world.call('messages.markRead', { messageId }, by.token);
    await world.call('messages.markRead', { messageId }, by.token);
    expect(await unread()).toBe(2);
    // What came after the newest that was seen stays.
    const { messages: marked } = await world.call(
      'messages.markAllRead',
      { untilMs: first.messages[1]!.atMs },
      by.token,
    );
    expect([marked, await unread(), (await listOf(by)).unread]).toEqual([2, 0, []]);
  });
});

describe('word in WeChat', () => {
  const accept = (by: Joined, templates: NoticeTemplate[], requestId = nextRequest()) =>
    world.call('messages.noteAccepted', { templates, requestId }, by.token);
  const left = (by: Joined, template: NoticeTemplate): number =>
    all<AcceptedDocument>(world, 'accepted').find(({ _id }) => _id === `${by.memberId}:${template}`)?.left ?? 0;
  const inbox = ({ memberId }: Joined) => world.cloud.inbox(`h5-${memberId}`).map(({ text }) => text);

  test('as often as it was accepted, an acceptance said twice counting once', async () => {
    const by = await newcomer();
    const requestId = nextRequest();
    await Promise.all([accept(by, ['shipped'], requestId), accept(by, ['shipped'], requestId)]);
    expect(left(by, 'shipped')).toBe(1);
    for (const orderId of [await paid(by), await paid(by)]) await ship(orderId);
    await settle();
    await settle();
    expect(inbox(by)).toEqual([expect.stringContaining('已发出 明禾自营，商品 plain，顺丰速运')]);
    expect(noticesOf(by).toSorted()).toEqual(['shipped none', 'shipped sent']);
    expect(left(by, 'shipped')).toBe(0);
  });

  test('a refusal is final; who does not answer is asked again some times, and given up', async () => {
    const by = await newcomer();
    await accept(by, ['shipped', 'afterSales']);
    const orderId = await paid(by);
    await ship(orderId);
    await world.advance('1s');
    await world.call('afterSales.apply', allBack(world, orderId), by.token);
    await world.call('admin.answerAfterSales', agreeing(world, orderId), world.admins[0]);
    await world.cloud.setFaults({ failNext: { 'subscribeMessage.send': 1 } });
    await settle();
    expect(noticesOf(by).toSorted()).toEqual(['afterSales refused', 'shipped waits']);
    expect([left(by, 'shipped'), left(by, 'afterSales')]).toEqual([1, 0]);
    await settle();
    expect(inbox(by)).toEqual([]);
    await world.cloud.setFaults({ failNext: { 'subscribeMessage.send': 9 } });
    for (let tries = 0; tries < 6; tries += 1) {
      await world.advance('181m');
      await settle();
    }
    expect(noticesOf(by).toSorted()).toEqual(['afterSales refused', 'shipped failed']);
    expect(left(by, 'shipped')).toBe(1);
  });

  test('of what touches the account’s safety, with what happened in the room that there is', async () => {
    const phone = '13800019999';
    const by = await joinMember(world, phone);
    await accept(by, ['security']);
    await world.call('account.sendOwnCode', { purpose: 'loginPassword' }, by.token);
    const code = codeOf(world, phone);
    const set = { newPassword: 'letters-and-12', code, requestId: nextRequest() };
    await world.call('account.setLoginPassword', set, by.token);
    await settle();
    expect(inbox(by)).toEqual([expect.stringContaining('设了登录密码 登录密码设好了，其他设备都退出了。')]);
    expect(left(by, 'security')).toBe(0);
  });

  test('of a close’s credits who accepted is told without looking', async () => {
    const by = await newcomer();
    await buy(world, by, 'bed-1');
    await accept(by, ['credits']);
    await world.advance('2d');
    await settle();
    expect(inbox(by)).toEqual([expect.stringContaining('收盘入账')]);
    expect(left(by, 'credits')).toBe(0);
  });
});
