import { join } from 'node:path';
import { newOwnerCode } from '../../scripts/local/ownerCode';
import { chooseRegion, openPhone, type Phone } from './browser';
import { faultsInSight } from './measure';
import { planSteps } from './openingPlans';
import {
  button,
  buy,
  choose,
  confirm,
  exact,
  fill,
  keep,
  link,
  newPhone,
  option,
  pay,
  see,
  signIn,
  step,
} from './walker';
import { openEmptyWorld, type ShopWorld } from './world';

const OWNER = '13900000001';
const SECOND = '13900000002';
const BUYER = '13712345678';
const GOODS = '洛川红富士苹果';
/** The size of which one order is enough for the first tier of the release. */
const GROUP = '150 kg 团购';
const CODE = newOwnerCode();
/** The owner sets a window of one day: no shorter time can show the second order release. */
const WINDOW_DAYS = 2;
/** A picture as an owner has one: any file of this kind does. */
const APPLE = join(__dirname, '../../node_modules/@lobehub/fluent-emoji-3d/assets/1f34e.webp');

let world: ShopWorld;
let owner: Phone;
let buyer: Phone;
let second: Phone;

beforeAll(async () => {
  world = await openEmptyWorld(CODE);
  owner = await newPhone(world);
  second = await newPhone(world, 'dark');
  buyer = await newPhone(world);
});
afterAll(async () => {
  for (const phone of [owner, second, buyer]) await phone?.close();
  await world?.close();
});

const guide = async (): Promise<void> => {
  await owner.open('/packages/admin/guide/index');
  await see(owner, '第一小时');
};

describe('an empty shop leads its owner to the first order', () => {
  step('a shopper finds it not open yet', async () => {
    await buyer.open('/pages/home/index');
    await see(buyer, '这家店还没有开业');
    await keep(buyer, 'not-open');
  });

  step('the owner signs in and claims it with the printed code', async () => {
    await signIn(world, owner, OWNER);
    await owner.open('/pages/home/index');
    await button(owner, '我是店主，有开店码').click();
    await fill(owner, '开店码', newOwnerCode());
    await button(owner, '成为店主').click();
    await see(owner, '还可以试 4 次');
    await keep(owner, 'claim');
    await fill(owner, '开店码', CODE.toLowerCase());
    await button(owner, '成为店主').click();
    await see(owner, '8 步做了 0 步');
    await keep(owner, 'guide');
  });

  step('names the shop', async () => {
    await button(owner, '填店名').click();
    await fill(owner, '店名', '青岚粮油店');
    await fill(owner, '公告', '新店开张，周日不发货');
    await fill(owner, '客服电话', '12a');
    await see(owner, '只用数字和短横');
    await fill(owner, '客服电话', '0532-88880000');
    await fill(owner, '售后说明', '签收后 7 天可退，坏果包赔');
    await keep(owner, 'shop');
    await exact(owner, '保存').click();
    await see(owner, '8 步做了 1 步');
  });

  step('makes the first category', async () => {
    await button(owner, '加分类').click();
    await button(owner, '加第一个分类').click();
    await fill(owner, '名称', '新鲜蔬果');
    await keep(owner, 'category');
    await exact(owner, '保存').click();
    await see(owner, '新鲜蔬果');
    await keep(owner, 'categories');
    await exact(owner, '返回').click();
    await see(owner, '8 步做了 2 步');
  });

  step('puts goods of three sizes with a picture on the shelf; what is wrong is told beside its field', async () => {
    await button(owner, '加商品').click();
    await see(owner, '规格');
    const choosing = owner.page.waitForEvent('filechooser');
    await button(owner, /^加商品图片/).click();
    await (await choosing).setFiles(APPLE);
    await see(owner, '首图');
    await fill(owner, '名称', '洛川红富士苹果');
    await fill(owner, '一句话', '糖度 14° 以上');
    await exact(owner, '加规格').click();
    await fill(owner, '规格 1', '箱重');
    for (const choice of ['5 kg', '2.5 kg', GROUP]) {
      await fill(owner, '箱重加一个选项', choice);
      await button(owner, '箱重加上这个选项').click();
    }
    await fill(owner, '5 kg 价', '100.001');
    await exact(owner, '上架').click();
    await see(owner, '价填 0.01 以上的金额，最多两位小数');
    await see(owner, '先填全价、成本、库存');
    for (const [size, price, cost, pieces] of [
      ['5 kg', '100.00', '62.00', '120'],
      ['2.5 kg', '56.00', '40.00', '60'],
      [GROUP, '3000.00', '1860.00', '20'],
    ] as const) {
      await fill(owner, `${size} 价`, price);
      await fill(owner, `${size} 成本`, cost);
      await fill(owner, `${size} 库存`, pieces);
    }
    await fill(owner, '详情', '陕西洛川，海拔 1,100 米。\n坏果包赔。');
    await keep(owner, 'goods-new');
    await exact(owner, '上架').click();
    await see(owner, '8 步做了 3 步');
  });

  step('sets freight and how soon it leaves', async () => {
    await button(owner, '定运费').click();
    await fill(owner, '每单运费', '8');
    await fill(owner, '满多少免', '99');
    await fill(owner, '多久发出', '48 小时内发出');
    await see(owner, '满 99.00 元免运费，其余每单 8.00 元');
    await keep(owner, 'delivery');
    await exact(owner, '保存').click();
    await see(owner, '8 步做了 4 步');
  });

  step('chooses two plans from the shipped ones, reads their figures, publishes them', async () => {
    await button(owner, '选方案').click();
    await owner.page.getByRole('checkbox', { name: '选增值积分' }).click();
    await owner.page.getByRole('checkbox', { name: '选积分释放' }).click();
    await see(owner, '每笔计入的现金，30% 进托底池。');
    await button(owner, '存成草稿，看检查').click();
    await button(owner, /^发布 2 个方案/).waitFor();
    await keep(owner, 'plan-draft');
    await button(owner, /^发布 2 个方案/).click();
    await confirm(owner, '发布');
    await see(owner, '增值积分 v1');
    await see(owner, '积分释放 v1');
    await keep(owner, 'plan');
    await guide();
    await see(owner, '8 步做了 5 步');
    await keep(owner, 'guide-clearances');
  });

  step('lets the goods take part, and is told which size cannot pay for it', async () => {
    await owner.open('/packages/admin/goodsList/index');
    await see(owner, '洛川红富士苹果');
    await keep(owner, 'goods-list');
    await button(owner, '改商品 洛川红富士苹果').click();
    await owner.page.getByRole('switch', { name: '参加积分释放' }).click();
    await owner.page.getByRole('switch', { name: '参加增值积分' }).click();
    await see(owner, '2.5 kg 少 0.80。改价到 57.15，或成本降到 39.20');
    await keep(owner, 'goods-margin');
    await button(owner, '2.5 kg 改价 57.15').click();
    await owner.page.waitForFunction(
      () => ![...document.querySelectorAll('.bad-ink')].some((one) => one.textContent?.includes('不够')),
    );
    await fill(owner, '5 kg 库存', '100');
    await exact(owner, '保存').click();
    await see(owner, '写一句原因');
    await fill(owner, '改库存', '盘点少了 20');
    await exact(owner, '保存').click();
    await see(owner, '库存 180');
  });

  step('a second administrator joins and approves what the first proposed', async () => {
    await signIn(world, second, SECOND);
    await owner.open('/packages/admin/people/index');
    await fill(owner, '手机号', SECOND);
    await exact(owner, '找这位会员').click();
    await owner.page.getByRole('radio', { name: '店主' }).click();
    await keep(owner, 'people');
    await exact(owner, '设为店主').click();
    await confirm(owner, '加上');
    await owner.page.getByRole('button', { name: /^改 .* 的角色$/ }).waitFor();
    await owner.open('/packages/admin/clearances/index');
    await see(owner, '增值积分卖成现金');
    await keep(owner, 'clearances');
    await button(owner, '登记送的积分多于付的钱的许可').click();
    const choosing = owner.page.waitForEvent('filechooser');
    await exact(owner, '选文件').click();
    await (await choosing).setFiles({
      name: '法律意见书.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('意见'),
    });
    await see(owner, '法律意见书.pdf');
    for (const [label, text] of [
      ['出具方', '某律师事务所'],
      ['文号', '2026-12'],
      ['范围', '本店会员，订单送积分'],
    ] as const)
      await fill(owner, label, text);
    await choose(owner, '从哪天', '2026-01-01');
    await choose(owner, '到哪天', '2099-12-31');
    await keep(owner, 'clearance');
    await button(owner, '登记，请另一位复核').click();
    await see(owner, '你登记的，要由另一位管理员复核');
    await second.open('/packages/admin/clearances/index');
    await button(second, '复核通过').click();
    await see(second, '已生效');
    await keep(second, 'clearance-approved');
    await guide();
    await button(owner, '先停着').click();
    await see(owner, '8 步做了 7 步');
  });

  step('sets how long goods may be returned, which holds from now on', async () => {
    await owner.open('/packages/admin/home/index');
    await button(owner, /^设置/).click();
    await button(owner, /^下单与收货/).click();
    await fill(owner, '退货期', '1');
    await exact(owner, '保存 1 项').click();
    await see(owner, /马上生效/);
    await keep(owner, 'return-window');
  });

  step('a shopper signs up, accepts the rules, buys and pays', async () => {
    await signIn(world, buyer, BUYER);
    await buyer.open('/packages/wallet/rules/index');
    for (const tick of await buyer.page.getByRole('checkbox', { name: /我读过并同意/ }).all()) await tick.click();
    await button(buyer, /^同意勾选的/).click();
    await see(buyer, '已同意这一版');
    await buyer.open('/pages/home/index');
    await see(buyer, '新店开张，周日不发货');
    await keep(buyer, 'open');
    await buy(buyer, GOODS, GROUP);
    await button(buyer, '填写收货地址').click();
    await button(buyer, '添加地址').click();
    await fill(buyer, '收货人', '林小满');
    await fill(buyer, '手机号', BUYER);
    await fill(buyer, '详细地址', '香港中路 40 号 2 单元 1203');
    await chooseRegion(buyer.page, ['山东省', '青岛市', '市南区']);
    await exact(buyer, '保存').click();
    await see(buyer, '林小满');
    await pay(buyer);
  });

  step('the owner is led to it, sees where it goes, ships it', async () => {
    await guide();
    await button(owner, '去发货').click();
    await see(owner, '待发货');
    await keep(owner, 'orders');
    await owner.page
      .getByRole('link', { name: /^洛川红富士苹果/ })
      .filter({ visible: true })
      .click();
    await exact(owner, '看收货地址').click();
    await see(owner, '香港中路 40 号 2 单元 1203');
    expect(world.cloud.engine.find('audit', { action: 'admin.viewShippingAddress' })).toHaveLength(1);
    await option(owner, '顺丰').click();
    await fill(owner, '单号', 'SF1234567890');
    await keep(owner, 'order');
    await exact(owner, '已发货').click();
    await see(owner, '顺丰 SF1234567890');
    await keep(owner, 'order-shipped');
  });

  step('the buyer receives it; past the return window it settles', async () => {
    await button(buyer, '看订单').click();
    await buyer.page.reload();
    await see(buyer, '运输中');
    await button(buyer, '确认收货').click();
    await confirm(buyer, '已收到');
    await see(buyer, '退货期内');
    await world.passDays(WINDOW_DAYS);
    await buyer.page.reload();
    await see(buyer, '已结算');
    await see(buyer, '得到增值积分');
    await guide();
    await see(owner, '都做完了');
    await keep(owner, 'guide-done');
  });

  step('a refund that is asked for is decided on one card', async () => {
    await buy(buyer, GOODS, '2.5 kg');
    await pay(buyer);
    await owner.open('/packages/admin/home/index');
    await button(owner, '待发货 1').click();
    await link(owner, new RegExp(`^${GOODS}`)).click();
    await option(owner, '中通').click();
    await fill(owner, '单号', 'ZT1234567890');
    await exact(owner, '已发货').click();
    await see(owner, '中通 ZT1234567890');
    await button(buyer, '看订单').click();
    await button(buyer, '申请售后').click();
    await see(buyer, '哪几件');
    await buyer.page.getByRole('checkbox').filter({ visible: true }).first().click();
    await option(buyer, '破损').click();
    await fill(buyer, '补充说明', '到手一个角压坏了，漏了汁');
    await keep(buyer, 'refund-asked');
    await button(buyer, '提交申请').click();
    await see(buyer, '等店家答复');
    await owner.open('/packages/admin/home/index');
    await keep(owner, 'home');
    await button(owner, '售后待答 1').click();
    await owner.page
      .getByRole('link', { name: /等店家答复$/ })
      .filter({ visible: true })
      .first()
      .click();
    await see(owner, '到手一个角压坏了');
    await keep(owner, 'refund');
    await button(owner, '同意退款').click();
    await confirm(owner, '同意退款');
    await see(owner, '已办完');
  });

  planSteps(() => ({ world, owner, second, buyer, goods: GOODS, size: GROUP }));

  step('every screen holds the look at the largest type on the narrowest screen', async () => {
    const { token } = await world.signIn(OWNER);
    const large = await openPhone(world.url, { theme: 'light', scale: 1.3, width: 360 }, token);
    const goods = world.cloud.engine.find('goods', {})[0]?._id;
    const order = world.cloud.engine.find('orders', {})[0]?._id;
    const admin = (page: string) => `/packages/admin/${page}/index`;
    for (const page of [
      ...[
        'home',
        'guide',
        'shop',
        'delivery',
        'categories',
        'goodsList',
        'plan',
        'clearances',
        'clearance',
        'orders',
      ].map(admin),
      admin('people'),
      `${admin('goods')}?id=${goods}`,
      `${admin('order')}?id=${order}`,
      '/packages/account/claim/index',
    ]) {
      await large.open(page);
      await large.picture(`opening-large-${/\/(\w+)\/index/.exec(page)?.[1]}`);
      expect({ page, faults: await faultsInSight(large.page) }).toEqual({ page, faults: [] });
    }
    expect(large.faults).toEqual([]);
    await large.close();
  });

  step('nothing went wrong in the browsers on the way', async () => {
    for (const phone of [owner, second, buyer]) expect(phone.faults).toEqual([]);
  });
});
