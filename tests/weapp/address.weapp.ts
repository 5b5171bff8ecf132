import { openPage } from './host';

test("an address that WeChat keeps fills the form, and is saved with its region's code", async () => {
  const page = await openPage(
    'packages/account/address/index',
    {},
    {
      'shop.listAddresses': () => ({ addresses: [] }),
      'shop.saveAddress': () => ({ addressId: 'A1', addresses: [] }),
    },
  );
  await page.until('先填收货人');
  await page.tap('公司');
  await page.tap('用微信里的地址');
  await page.until('都填好了');
  await page.until('广东省 东莞市');
  await page.tap('保存');
  expect((await page.called('shop.saveAddress')).input).toEqual({
    name: '林小满',
    phone: '13800000001',
    region: '广东省 东莞市',
    regionCode: '441900',
    detail: '南城街道鸿福路 1 号',
    label: '公司',
    isDefault: true,
  });
});
