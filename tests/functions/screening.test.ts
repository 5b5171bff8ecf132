// Texts that others see: our own list and WeChat's check. What WeChat cannot be asked of is told, or taken, by who sees it.
import { wechat } from './callers';
import {
  ADMIN_PHONES,
  allBack,
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  removeBuilt,
  startWorld,
  type TestWorld,
} from './world';

jest.setTimeout(180_000);

const RISKY = '违规内容测试';
const variables = {
  PHONE_KEY: 'k'.repeat(32),
  SUB_MCH_ID: '1900000001',
  SMS_PROVIDER: 'cloudbase',
  SMS_CLOUDBASE_TEMPLATE: 'codes',
  OWNER_PHONES: ADMIN_PHONES.join(','),
};
let world: TestWorld;
let buyer: Joined;
/** The same member as WeChat vouches for: a session under an openid of its own. */
let onWechat: string;
beforeAll(async () => {
  // As in a deployment: only who comes by WeChat can be asked of.
  world = await startWorld({ envId: 'shop-1a2b3c', variables });
  await openShop(world, { settleAfterDays: 7 });
  buyer = await joinMember(world, '13700000001');
  onWechat = await wechat(world, 'oBuyer');
  await world.call('account.signInWithWechatPhone', { code: 'phone-13700000001-a' }, onWechat);
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});
const isDown = () => world.cloud.setFaults({ failNext: { 'security.msgSecCheck': 1 } });
const place = (note: string, requestId = nextRequest()) =>
  world.cloud.call(
    'shop.placeOrder',
    {
      lines: [{ skuId: 'plain-1', quantity: 1 }],
      addressId: buyer.addressId,
      notes: note ? [{ shopId: 'own', text: note }] : [],
      requestId,
    },
    onWechat,
  );

test('a name that everybody sees is checked, and refused while it cannot be', async () => {
  const rename = (nickname: string, token = onWechat) => world.cloud.call('account.updateProfile', { nickname }, token);
  expect(await rename('陈静')).toMatchObject({ ok: true });
  expect(await rename(RISKY)).toMatchObject({ code: 'words/risky' });
  expect(await rename('稳赚')).toMatchObject({ code: 'words/forbidden', details: { phrase: '稳赚' } });
  isDown();
  expect(await rename('陈晨')).toMatchObject({ code: 'words/notScreened' });
  // A session of the H5 has no openid of WeChat to be asked under.
  expect(await rename('陈晨', buyer.token)).toMatchObject({ code: 'words/notScreened' });
  expect((await world.call('account.me', {}, onWechat)).nickname).toBe('陈静');
});

test('a note to the shop is checked once for a request, and no order waits for the check', async () => {
  const requestId = nextRequest();
  expect(await place(RISKY, requestId)).toMatchObject({ code: 'words/risky' });
  expect(await place(RISKY, requestId)).toMatchObject({ code: 'words/risky' });
  expect(await place('放在门口', requestId)).toMatchObject({ code: 'order/requestReused' });
  expect(await place('保本高收益')).toMatchObject({ code: 'words/forbidden' });
  expect(world.cloud.engine.find('orders', { note: RISKY })).toEqual([]);
  isDown();
  expect(await place('放在门口')).toMatchObject({ ok: true });
});

test('a reason is checked; what was done before stays done when it is sent again', async () => {
  const placed = (await place('')) as { ok: true; value: { orderId: string } };
  const { orderId } = placed.value;
  await world.call('shop.payOrder', { orderId }, onWechat);
  await world.cloud.pay({ outTradeNo: orderId }, 'paid');
  const ask = (reason: string, requestId = nextRequest()) =>
    world.cloud.call('afterSales.apply', { ...allBack(world, orderId, reason), requestId }, onWechat);
  expect(await ask(RISKY)).toMatchObject({ code: 'words/risky' });
  isDown();
  expect(await ask('不想要了')).toMatchObject({ ok: true });
});

test("the shop's own texts: what is found is refused, however deep; the shop does not wait for the check", async () => {
  const save = (name: string, detail: string[], token: string) =>
    world.cloud.call(
      'admin.saveGoods',
      {
        goodsId: 'tea',
        title: name,
        detail,
        pictures: [world.picture],
        ground: 1,
        industry: 'grocery',
        kind: 'delivered',
        categoryId: 'fruit',
        shopId: 'own',
        skus: [{ skuId: 'tea-1', choices: [], priceFen: 100, costFen: 10, stock: 1 }],
      },
      token,
    );
  expect(await save('茶', [], world.admins[0])).toMatchObject({ ok: true });
  const admin = await wechat(world, 'oAdmin');
  await world.call('account.signInWithWechatPhone', { code: `phone-${ADMIN_PHONES[0]}-b` }, admin);
  const long = Array.from({ length: 20 }, () => '好'.repeat(400));
  expect(await save('茶', [...long, RISKY], admin)).toMatchObject({ code: 'words/risky' });
  isDown();
  expect(await save('好茶', long, admin)).toMatchObject({ ok: true });
});
