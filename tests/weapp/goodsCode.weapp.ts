import { openPage } from './host';
import { apple, emptyCart } from './samples';

test('the code of a poster leads to its product', async () => {
  const page = await openPage(
    'packages/order/goods/index',
    { scene: 'i%3DWJBVPCM4%26g%3Dapple' },
    { 'shop.viewGoods': () => apple, 'shop.viewCart': () => emptyCart, 'shop.listAlike': () => ({ goods: [] }) },
  );
  await page.until('洛川红富士苹果');
  expect(page.calls.find((call) => call.action === 'shop.viewGoods')?.input).toEqual({ goodsId: 'apple' });
});
