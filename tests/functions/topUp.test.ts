import type { InputOf } from '@shared/contract';
import { killedAtEverySeam } from './interleave';
import { Seam } from './seam';
import {
  allBack,
  joinMember,
  nextRequest,
  openShop,
  removeBuilt,
  saveGoods,
  startWorld,
  type TestWorld,
} from './world';

jest.setTimeout(120_000);

let world: TestWorld;
const seam = new Seam();
let buyer: Awaited<ReturnType<typeof joinMember>>;

beforeAll(async () => {
  world = await startWorld({ workers: 2, beforeRequest: seam.beforeRequest });
  await openShop(world);
  buyer = await joinMember(world, '13800000001');
  const phone = { key: 'phone', label: '手机号', kind: 'phone' as const };
  await saveGoods(world, 'credit', { priceFen: 9_960, costFen: 9_900, stock: 500 }, { kind: 'topUp', asks: [phone] });
  await saveGoods(
    world,
    'cake',
    { priceFen: 18_800, costFen: 9_000, stock: 500 },
    {
      asks: [
        { key: 'day', label: '送到日', kind: 'date', daysAhead: 1 },
        { key: 'words', label: '贺词', kind: 'text', isRequired: false, maxLength: 20 },
        { key: 'size', label: '蜡烛', kind: 'choice', choices: ['数字', '细条'] },
      ],
    },
  );
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

type Lines = InputOf<'shop.placeOrder'>['lines'];
const order = (lines: Lines, requestId = nextRequest()) => ({ lines, addressId: buyer.addressId, requestId });
const line = (goodsId: string, answers?: Record<string, string>) => ({
  skuId: `${goodsId}-1`,
  quantity: 1,
  ...(answers ? { answers } : {}),
});
const orderOf = (orderId: string) => world.cloud.engine.get('orders', orderId)!;

describe('what goods ask for', () => {
  test('stands on the goods page and in the checkout, and is told before anything is placed', async () => {
    const { asks } = await world.call('shop.viewGoods', { goodsId: 'credit' });
    expect(asks).toMatchObject([{ key: 'phone', label: '手机号', kind: 'phone', isRequired: true }]);
    const preview = await world.call('shop.previewOrder', { lines: [line('credit')] }, buyer.token);
    expect(preview.orders[0]!.lines[0]!.asks).toEqual(asks);
  });

  test.each<[string, Lines[number], object]>([
    ['nothing', line('credit'), { skuId: 'credit-1', key: 'phone', label: '手机号', fault: 'missing' }],
    ['a digit too few', line('credit', { phone: '1380532552' }), { key: 'phone', fault: 'short' }],
    ['no mobile number', line('credit', { phone: '12805325521' }), { key: 'phone', fault: 'form' }],
    ['today', line('cake', { day: '2026-03-02', size: '数字' }), { key: 'day', label: '送到日', fault: 'tooEarly' }],
    ['no candle of theirs', line('cake', { day: '2026-03-03', size: '蜡' }), { key: 'size', fault: 'noChoice' }],
  ])('is refused by line and field: %s', async (_what, one, figures) => {
    const reply = await world.cloud.call('shop.placeOrder', order([one]), buyer.token);
    expect(reply).toMatchObject({ ok: false, code: 'answer/wrong', details: figures });
    expect(world.cloud.engine.count('orders', {})).toBe(0);
  });

  test('what nobody asked is refused, and so are words that promise gains', async () => {
    const told = { day: '2026-03-03', size: '数字' };
    expect(
      await world.refused(
        'shop.placeOrder',
        order([line('credit', { phone: '13805325521', name: '陈' })]),
        buyer.token,
      ),
    ).toBe('answer/notAsked');
    expect(
      await world.refused('shop.placeOrder', order([line('cake', { ...told, words: '稳赚不赔' })]), buyer.token),
    ).toBe('words/forbidden');
  });

  test('is sealed where it is personal, whole for its buyer, masked for others until they fulfil it', async () => {
    const requestId = nextRequest();
    const lines = [line('credit', { phone: '138 0532 5521' })];
    const { orderId } = await world.call('shop.placeOrder', order(lines, requestId), buyer.token);
    expect(JSON.stringify(orderOf(orderId))).not.toContain('13805325521');
    expect(orderOf(orderId).answers).toMatchObject([{ skuId: 'credit-1', key: 'phone', shown: '138****5521' }]);
    const answer = { skuId: 'credit-1', key: 'phone', label: '手机号', kind: 'phone' };
    const own = await world.call('shop.viewOrder', { orderId }, buyer.token);
    expect(own.answers).toEqual([{ ...answer, shown: '13805325521' }]);
    // The same request again is the same order, though a seal is never twice the same.
    expect((await world.call('shop.placeOrder', order(lines, requestId), buyer.token)).orderId).toBe(orderId);
    const [admin] = world.admins;
    const seen = await world.call('admin.viewOrder', { orderId }, admin);
    expect(seen.answers).toEqual([{ ...answer, shown: '138****5521' }]);
    expect(await world.refused('admin.viewAnswers', { orderId }, admin)).toBe('order/notInState');
    await world.call('shop.payOrder', { orderId }, buyer.token);
    await world.cloud.pay({ outTradeNo: orderId }, 'paid');
    const looked = await world.call('admin.viewAnswers', { orderId }, admin);
    expect(looked.answers).toEqual([{ ...answer, shown: '13805325521' }]);
    expect(world.cloud.engine.find('audit', { action: 'admin.viewAnswers' })).toMatchObject([{ details: { orderId } }]);
  });

  test('what is not personal stays as it is, and what need not be told may be left out', async () => {
    const { orderId } = await world.call(
      'shop.placeOrder',
      order([line('cake', { day: '2026-03-03', size: '细条' })]),
      buyer.token,
    );
    expect(orderOf(orderId).answers).toEqual([
      { skuId: 'cake-1', key: 'day', label: '送到日', kind: 'date', shown: '2026-03-03' },
      { skuId: 'cake-1', key: 'size', label: '蜡烛', kind: 'choice', shown: '细条' },
    ]);
  });
});

describe('a top-up', () => {
  /** Placed and paid; its notice has been taken. */
  async function paid(phone: string): Promise<string> {
    const { orderId } = await world.call('shop.placeOrder', order([line('credit', { phone })]), buyer.token);
    await world.call('shop.payOrder', { orderId }, buyer.token);
    await world.cloud.pay({ outTradeNo: orderId }, 'paid');
    return orderId;
  }
  const ask = (orderId: string) => world.call('shop.askTopUp', { orderId }, buyer.token);
  const settle = () => world.cloud.trigger('settlement');
  const atProvider = (orderId: string) => world.cloud.engine.find('local__topUps', { _id: `${orderId}T1` });
  const cashBack = (orderId: string) =>
    world.cloud.engine
      .find('local__refunds', { outTradeNo: orderId })
      .reduce((sum, one) => sum + Number(one.refundFee), 0);
  const leftOf = () => Number(world.cloud.engine.get('stock', 'credit-1')!.left);

  test('is sent as soon as it is paid, and received when the provider says so', async () => {
    const orderId = await paid('13800000011');
    expect(orderOf(orderId)).toMatchObject({ state: 'paid', topUps: [{ skuId: 'credit-1', state: 'asked' }] });
    expect(atProvider(orderId)).toMatchObject([{ account: '13800000011', product: 'credit-1', quantity: 1, asked: 1 }]);
    expect((await ask(orderId)).topUps).toMatchObject([{ state: 'asked' }]);
    await world.advance('1m');
    expect(await ask(orderId)).toMatchObject({ state: 'received', topUps: [{ state: 'succeeded' }] });
    expect(orderOf(orderId)).toMatchObject({ toppedUpMs: 20_000, parcels: [{ way: 'virtual' }] });
    // Asked once, whatever was asked about it.
    expect(atProvider(orderId)).toMatchObject([{ asked: 1 }]);
    expect(cashBack(orderId)).toBe(0);
  });

  test('that fails after a minute gives its money back by itself, once', async () => {
    const before = leftOf();
    const orderId = await paid('13800009002');
    expect(leftOf()).toBe(before - 1);
    await world.advance('2m');
    // Two look at the same moment, and the timer.
    await Promise.all([ask(orderId), ask(orderId), settle()]);
    await world.advance('1m');
    await ask(orderId);
    expect(orderOf(orderId)).toMatchObject({
      state: 'refunded',
      topUps: [{ state: 'failed', why: '运营商维护' }],
      givenBack: [{ cashFen: 9_960, refund: 'paid', by: 'platform' }],
    });
    expect([cashBack(orderId), leftOf()]).toEqual([9_960, before]);
    const { own } = await world.call('shop.viewTopUps', {}, buyer.token);
    expect(own!.earlier[0]).toMatchObject({ orderId, account: '13800009002', state: 'failed', backFen: 9_960 });
  });

  test.each([
    ['that is refused at once', '13800009001', 'refunded', 1],
    ['that is there at once', '13800009006', 'received', 1],
    ['whose request is taken and not answered', '13800009004', 'received', 1],
    ['whose request is lost', '13800009007', 'received', 1],
    ['that takes ten minutes', '13800009003', 'received', 1],
  ])('%s ends by the timer, under its one number', async (_what, phone, state, asked) => {
    const orderId = await paid(phone);
    await world.advance('40m');
    await settle();
    await world.advance('20m');
    await settle();
    expect(orderOf(orderId)).toMatchObject({ state });
    expect(atProvider(orderId)).toMatchObject([{ asked }]);
    expect(cashBack(orderId)).toBe(state === 'refunded' ? 9_960 : 0);
  });

  test('killed between any two of its steps fails once and gives back once', async () => {
    const killed = await killedAtEverySeam(seam, {
      prepare: async () => {
        // The timer comes each half hour: every case begins some minutes behind it.
        const minute = new Date(world.cloud.now()).getUTCMinutes() % 30;
        await world.advance(`${35 - minute}m`);
        const orderId = await paid('13800009002');
        await world.advance('2m');
        return orderId;
      },
      act: (orderId) => world.cloud.call('shop.askTopUp', { orderId }, buyer.token),
      kill: () => world.cloud.killWorker(),
      check: async (orderId, _answer, step) => {
        // Of whatever was left where it was killed, by the next look and the timer.
        await world.advance('1m');
        await ask(orderId);
        await world.advance('30m');
        const [topUp] = atProvider(orderId);
        expect([step, orderOf(orderId).state, cashBack(orderId), topUp!.asked]).toEqual([step, 'refunded', 9_960, 1]);
      },
    });
    expect(killed).toBe(8);
  });

  test('that never ends is neither given back nor sent again: an operator is told after two hours, and says it', async () => {
    const orderId = await paid('13800009005');
    expect(await world.refused('afterSales.apply', allBack(world, orderId), buyer.token)).toBe('topUp/underWay');
    expect((await world.call('shop.viewOrder', { orderId }, buyer.token)).may.refund).toBe(false);
    const [admin] = world.admins;
    expect(await world.refused('admin.ship', { orderId, way: 'virtual' }, admin)).toBe('topUp/underWay');
    await world.advance('110m');
    await settle();
    expect(world.cloud.engine.count('alerts', { kind: 'topUpStuck' })).toBe(0);
    await world.advance('1h');
    await settle();
    expect(world.cloud.engine.find('alerts', { kind: 'topUpStuck' })).toMatchObject([{ figures: { orderId } }]);
    expect([orderOf(orderId).state, cashBack(orderId)]).toEqual(['paid', 0]);
    expect(atProvider(orderId)).toMatchObject([{ asked: 1 }]);
    const judge = { orderId, skuId: 'credit-1', as: 'failed' as const, reason: '供应商说没有充' };
    await world.call('admin.judgeTopUp', judge, admin);
    expect(await world.refused('admin.judgeTopUp', { ...judge, as: 'succeeded' }, admin)).toBe('topUp/notOpen');
    await world.advance('1m');
    expect([orderOf(orderId).state, cashBack(orderId)]).toEqual(['refunded', 9_960]);
  });

  test('of two numbers in one order is received for the one, and given back for the other', async () => {
    const phone = { key: 'phone', label: '手机号', kind: 'phone' as const };
    await saveGoods(world, 'data', { priceFen: 2_900, costFen: 2_800, stock: 50 }, { kind: 'topUp', asks: [phone] });
    const lines = [line('credit', { phone: '13800000012' }), line('data', { phone: '13800009001' })];
    const { orderId } = await world.call('shop.placeOrder', order(lines), buyer.token);
    await world.call('shop.payOrder', { orderId }, buyer.token);
    await world.cloud.pay({ outTradeNo: orderId }, 'paid');
    expect(orderOf(orderId)).toMatchObject({ state: 'paid', topUps: [{ state: 'asked' }, { state: 'failed' }] });
    await world.advance('1m');
    await ask(orderId);
    expect(orderOf(orderId)).toMatchObject({ state: 'received', givenBack: [{ cashFen: 2_900, refund: 'paid' }] });
    expect(cashBack(orderId)).toBe(2_900);
  });

  test('that is paid together with what is sent goes to its provider as well', async () => {
    const lines = [line('cake', { day: '2026-12-01', size: '数字' }), line('credit', { phone: '13800000013' })];
    const { orderId } = await world.call('shop.placeOrder', order(lines), buyer.token);
    await world.call('shop.payOrder', { orderId }, buyer.token);
    await world.cloud.pay({ outTradeNo: orderId }, 'paid');
    const { orderIds } = orderOf(orderId).purchase as { orderIds: string[] };
    expect(orderIds.map((id) => [orderOf(id).kind, orderOf(id).state])).toEqual([
      ['delivered', 'paid'],
      ['topUp', 'paid'],
    ]);
    expect(atProvider(orderIds[1]!)).toMatchObject([{ account: '13800000013', asked: 1 }]);
    await world.advance('1m');
    expect((await ask(orderIds[1]!)).state).toBe('received');
  });

  test('is told of at the counter, with how long it takes', async () => {
    const { goods, pace, own } = await world.call('shop.viewTopUps', {}, buyer.token);
    expect(goods.map(({ goodsId }) => goodsId).sort()).toEqual(['credit', 'data']);
    expect(own!.phone).toBe('13800000001');
    expect(own!.earlier.length).toBeLessThanOrEqual(5);
    // The one whose request was lost was sent again by the timer, half an hour later.
    expect([pace.count, pace.inTenMinutes]).toEqual([8, 7]);
    expect((await world.call('shop.viewTopUps', {})).own).toBeNull();
  });
});
