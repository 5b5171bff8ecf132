import { openPage } from './host';
import { emptyCart, noStops, wallet } from './samples';
import { wechatCanvas } from './wechatCanvas';

test('the built chart draws on the canvas that WeChat gives, without Intl', async () => {
  const { canvas, strokes } = wechatCanvas();
  const { Intl: known } = globalThis;
  const page = await openPage(
    'packages/wallet/wallet/index',
    {},
    {
      'wallet.view': () => {
        Reflect.deleteProperty(globalThis, 'Intl');
        return wallet;
      },
      'shop.viewCart': () => emptyCart,
      'shop.viewStops': () => noStops,
    },
    true,
    { node: canvas, width: 326, height: 160 },
  );
  try {
    await page.until('每日收盘价');
    await page.until('看表');
    const texts = () => strokes.filter(([name]) => name === 'fillText').map(([, text]) => text);
    for (let turn = 0; texts().length === 0 && turn < 400; turn += 1)
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect(texts()).toEqual(expect.arrayContaining(['0', '2', '4', '6', '11-21', '5.1731']));
    expect(page.dom.textContent).toContain('看表');
  } finally {
    globalThis.Intl = known;
  }
});
