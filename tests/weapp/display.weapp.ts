import { openPage } from './host';

test('HTML that a library writes is drawn: `i`, `div`, `span`, `p` and `img`', async () => {
  const page = await openPage('packages/account/display/index', {}, {}, false);
  await page.until('隐藏金额');
  for (const tag of ['i', 'div', 'span', 'p']) {
    page.write(tag, `写在 ${tag} 里`);
    await page.until(`写在 ${tag} 里`);
  }
  page.write('img', '');
  await page.until('写在 p 里');
  expect(page.blank).toEqual([]);
});
