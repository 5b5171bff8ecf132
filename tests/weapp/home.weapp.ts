import { openPage } from './host';
import { cartOfOne, emptyCart, home } from './samples';

test('home shows goods and one quiet row of money, and a tap on + puts one piece into the cart', async () => {
  const page = await openPage(
    'pages/home/index',
    {},
    {
      'shop.home': () => home,
      'shop.viewCart': () => emptyCart,
      'shop.setCartLine': () => cartOfOne,
    },
  );
  await page.until('牧场鲜牛乳');
  const text = page.dom.textContent ?? '';
  expect(text).toContain('演示数据');
  expect(text).toContain('我的钱包 · 可用积分');
  expect(text).toContain('5,661.60');
  expect(text).toContain('计入增值');
  expect(page.calls.find((call) => call.action === 'shop.home')?.function).toBe('shop');

  await page.tap('把牧场鲜牛乳加入购物车');
  expect(await page.called('shop.setCartLine')).toEqual({
    function: 'shop',
    action: 'shop.setCartLine',
    input: { goodsId: 'milk', skuId: 'milk:1', quantity: 1, add: true, isChosen: true },
  });

  await page.tap('牧场鲜牛乳');
  expect(page.visited).toEqual(['/packages/order/goods/index?id=milk']);
  expect(page.blank).toEqual([]);
});
