import { openPage } from './host';
import { emptyCart, wallet } from './samples';

test('the wallet shows its balances side by side, a pause with its reason, and how a price comes about', async () => {
  const warned = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  const page = await openPage(
    'packages/wallet/wallet/index',
    {},
    {
      'wallet.view': () => wallet,
      'shop.viewCart': () => emptyCart,
    },
  );
  await page.until('我的方案');
  const text = page.dom.textContent ?? '';
  for (const words of ['演示数据', '¥580.60', '5,661.60', '18.78', '另有 558.00 在 48 小时等待期', '已暂停']) {
    expect(text).toContain(words);
  }
  expect(text).toContain('现金卖出的许可未生效');
  // No canvas here: the same figures are a table.
  await page.until('收盘3,000.00 ÷ 579.925594');
  expect(warned).toHaveBeenCalledWith(expect.stringContaining('the chart is shown as a table'));

  await page.tap('价格怎么算的');
  await page.until('池 ÷ 流通 = 价格');
  expect(page.dom.textContent).toContain('21.000000 × 3,000.00 ÷ 579.925594');

  await page.tap('隐藏金额');
  await page.until('••••');
  expect(page.dom.textContent).not.toContain('5,661.60');
  expect(page.blank).toEqual([]);
});
