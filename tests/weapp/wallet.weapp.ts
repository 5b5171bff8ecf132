import { priceParts } from '@shared/explain';
import { openPage } from './host';
import { emptyCart, noStops, wallet } from './samples';

const inputs = {
  priceFen: 300_000,
  priceMicroPoints: 579_925_594,
  mintedMicroPoints: 579_925_594,
  burnedMicroPoints: 0,
  heldMicroPoints: 21_000_000,
};
const explained = {
  priceShown: '5.1731',
  day: null,
  rule: { words: '价格等于托底池除以流通的积分。', paragraph: '§1' },
  formula: { lines: [...priceParts(inputs).lines] },
  inputs,
  purchases: 100,
  plan: null,
  dayHash: null,
};

test('the wallet shows its balances side by side, a pause with its reason, and how a price comes about', async () => {
  const warned = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  const page = await openPage(
    'packages/wallet/wallet/index',
    {},
    {
      'wallet.view': () => wallet,
      'wallet.explainPrice': () => explained,
      'shop.viewCart': () => emptyCart,
      'shop.viewStops': () => noStops,
    },
  );
  await page.until('我的方案');
  const text = page.dom.textContent ?? '';
  for (const words of [
    '演示数据',
    '¥580.60',
    '5,661.60',
    '18.78',
    '另有 558.00 在 48 小时等待期，12-14 00:07 起能提其中 300.00',
    '部分暂停',
  ]) {
    expect(text).toContain(words);
  }
  expect(text).toContain('现金卖出的许可未生效');
  // No canvas here: the same figures are a table.
  await page.until('收盘3,000.00 ÷ 579.925594');
  expect(warned).toHaveBeenCalledWith(expect.stringContaining('the chart is shown as a table'));

  await page.tap('价格怎么算的');
  await page.until('托底池 ÷ 流通积分 = 价格');
  expect(page.dom.textContent).toContain('21.000000 × 3,000.00 ÷ 579.925594');
  // Worked out again by the rules in the package, from words and figures alone.
  await page.tap('用这些数再算一遍');
  await page.until('这台手机用这些数算得 5.1731，和显示的一致');
  expect(page.dom.textContent).toContain('累计发行的积分579.925594');

  await page.tap('隐藏金额');
  await page.until('••••');
  expect(page.dom.textContent).not.toContain('5,661.60');
  expect(page.blank).toEqual([]);
});
