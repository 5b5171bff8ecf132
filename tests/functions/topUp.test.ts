import type { InputOf } from '@shared/contract';
import { joinMember, nextRequest, openShop, removeBuilt, saveGoods, startWorld, type TestWorld } from './world';

jest.setTimeout(120_000);

let world: TestWorld;
let buyer: Awaited<ReturnType<typeof joinMember>>;

beforeAll(async () => {
  world = await startWorld({ workers: 2 });
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
