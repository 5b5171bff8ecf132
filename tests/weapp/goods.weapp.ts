import { openPage } from './host';
import { apple, emptyCart, milk } from './samples';

test('goods shows prices and what plans do, and its sheet chooses a size', async () => {
  const page = await openPage(
    'packages/order/goods/index',
    { id: 'apple' },
    {
      'shop.viewGoods': () => apple,
      'shop.viewCart': () => emptyCart,
      'shop.listAlike': () => ({ goods: [milk] }),
    },
  );
  await page.until('洛川红富士苹果');
  expect(page.calls.find((call) => call.action === 'shop.viewGoods')?.input).toEqual({ goodsId: 'apple' });
  expect(page.dom.textContent).toContain('现金部分进入托底池（30%）');
  expect(page.dom.textContent).toContain('2.5 kg × 1');

  await page.tap('已选');
  await page.until('库存 9 箱');
  await page.tap('5 kg，¥100.00，剩 3 箱');
  await page.until('5 kg × 1');
  await page.until('库存 3 箱');
  await page.until('按 5 kg 一箱、¥100.00 全部用现金付来算');
  await page.tap('数量加一');
  await page.until('5 kg × 2');
  // Sold out stays in its place and says so; choosing it does not change what can be bought.
  expect(page.dom.textContent).toContain('10 kg · ¥190.00 · 缺货');
  await page.tap('10 kg，¥190.00，缺货');
  await page.until('10 kg 缺货。可选 2.5 kg');
  await page.until('到货通知我');
  // To the shop's people and into a chat by WeChat's own buttons; what else one may like stands below.
  expect(page.handed()).toMatch(/"contact"/);
  expect(page.handed()).toMatch(/"share"/);
  expect(page.dom.textContent).toContain('牧场鲜牛乳');
  expect(page.blank).toEqual([]);
});
