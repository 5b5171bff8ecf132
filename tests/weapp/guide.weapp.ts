import { openPage } from './host';
import { emptyCart, me, opening } from './samples';

test('the guide of an opening shop ticks what there is, and its current step alone has buttons', async () => {
  const page = await openPage(
    'packages/admin/guide/index',
    {},
    {
      'account.me': () => me,
      'admin.viewOpening': () => opening,
      'admin.openWithoutPoints': () => ({ isWithoutPoints: true }),
      'shop.viewCart': () => emptyCart,
    },
  );
  await page.until('8 步做了 2 步');
  const text = page.dom.textContent ?? '';
  for (const words of ['青岚粮油店', '新鲜蔬果', '加商品', '货架还是空的', '订单不记积分，以后也不补记'])
    expect(text).toContain(words);
  expect(text).not.toContain('加分类');

  await page.tap('先开业，不记积分');
  expect(await page.called('admin.openWithoutPoints')).toMatchObject({
    function: 'admin',
    input: { isWithoutPoints: true },
  });

  await page.tap('加商品');
  expect(page.visited).toEqual(['/packages/admin/goods/index']);
});
