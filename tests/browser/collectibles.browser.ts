// Collectibles the whole way: a series is drafted and issued, an edition is taken with points, its goods come to the door.
import { join } from 'node:path';
import type { InputOf } from '@shared/contract';
import { showToday } from '@shared/format';
import { openPhone, type Phone } from './browser';
import { ledgerFaults } from './ledgers';
import { faultsInSight } from './measure';
import { tapTwice } from './till';
import { choose, fill, signInHere, step } from './walker';
import { openWorld, type Person, type ShopWorld } from './world';

const PASSWORD = '246810';
const DAY_MS = 86_400_000;
const TITLE = '谷雨 · 新茶';
const emoji = (name: string): string =>
  join(__dirname, `../../node_modules/@lobehub/fluent-emoji-3d/assets/${name}.webp`);
const [CUP, LEAF] = [emoji('1f375'), emoji('1f33f')];

let world: ShopWorld;
let admin: Person;
let member: Person;
let desk: Phone;
let mine: Phone;

const phoneOf = (role: string) => world.cloud.demo.accounts().find((one) => one.role === role)?.phone ?? '';

beforeAll(async () => {
  world = await openWorld();
  admin = await world.owner();
  member = await world.signIn(phoneOf('团队长'));
  desk = await openPhone(world.url, { theme: 'light', scale: 1 }, admin.token);
  mine = await openPhone(world.url, { theme: 'light', scale: 1 }, member.token);
});
afterAll(async () => {
  try {
    expect([...desk.faults, ...mine.faults]).toEqual([]);
  } finally {
    await Promise.all([desk?.close(), mine?.close()]);
    await world?.close();
  }
});

const at = (phone: Phone) => {
  const { page } = phone;
  const named = (name: string | RegExp, role: 'button' | 'radio' | 'checkbox' | 'tab' | 'link' = 'button') =>
    page.getByRole(role, { name }).filter({ visible: true }).first();
  return {
    see: (words: string | RegExp) => page.getByText(words).filter({ visible: true }).first().waitFor(),
    named,
    tap: (...name: Parameters<typeof named>) => named(...name).click(),
    inSheet: (words: string) => page.locator('.sheet .btn', { hasText: words }).filter({ visible: true }).click(),
    /** A picture in both themes, each held to the look and to its sums. */
    keep: async (name: string) => {
      for (const theme of ['light', 'dark'] as const) {
        await phone.turn({ theme, scale: 1 });
        await phone.picture(`collectibles-${name}-${theme}`);
        const faults = [...(await faultsInSight(page)), ...(await ledgerFaults(page))];
        expect({ name, theme, faults }).toEqual({ name, theme, faults: [] });
      }
      await phone.turn({ theme: 'light', scale: 1 });
    },
  };
};

const nowMs = (): number => world.cloud.now();
const addPicture = async (file: string) => {
  const choosing = desk.page.waitForEvent('filechooser');
  await at(desk).tap(/^加藏品图片/);
  await (await choosing).setFiles(file);
};
/** Goods that are sent, of the platform's own shop: of no other an edition may have goods behind it. */
async function ownGoods() {
  const own = String(world.cloud.engine.find('shops', { ownerId: null })[0]?._id);
  const { goods } = await member.call('shop.listGoods', { shopId: own, kind: 'delivered', limit: 20 });
  return goods.find(({ isSoldOut }) => !isSoldOut)!;
}
/** The series of that title, as its makers see it. */
const seriesOf = async (title: string) =>
  (await admin.call('admin.listSeries', {})).series.find((one) => one.title === title)!;

/** A series that was issued beside the screens, of the picture of the one that was. */
async function issued(title: string, changes: Partial<InputOf<'admin.saveSeries'>>): Promise<string> {
  const { pictures } = await seriesOf(TITLE);
  const { seriesId } = await admin.call('admin.saveSeries', {
    title,
    story: '',
    pictures,
    ground: 2,
    rights: [],
    skuId: null,
    supply: 10,
    limit: null,
    price: { asset: 'spendable', units: 100 },
    opensAtMs: nowMs() - DAY_MS,
    closesAtMs: null,
    ...changes,
    requestId: `collectibles-save-${title.length}-${title.codePointAt(0)}`,
  });
  const { seen } = await admin.call('admin.viewSeries', { seriesId });
  await admin.call('admin.issueSeries', { seriesId, seen, requestId: `collectibles-issue-${title.codePointAt(0)}` });
  return seriesId;
}
const seriesPage = (seriesId: string) => `/packages/collectibles/series/index?id=${encodeURIComponent(seriesId)}`;

step('an operator drafts a series of goods and issues it; what is issued does not change any more', async () => {
  const its = at(desk);
  await desk.open('/packages/admin/home/index');
  await its.tap(/^藏品系列/);
  await its.tap('做一个系列');
  await its.see('先加图片，然后才能存');
  await addPicture(CUP);
  await its.named('删掉第 1 张藏品图片').waitFor();
  await addPicture(LEAF);
  await its.named('删掉第 2 张藏品图片').waitFor();
  await fill(desk, '名称', TITLE);
  await fill(desk, '介绍', '头一茬茶，谷雨前后采。\n炒了三道，装一罐。');
  await its.tap('选一件货');
  const { goodsId, title } = await ownGoods();
  await fill(desk, '按名称找商品', title);
  await its.tap(`选${title}`);
  const { skus } = await admin.call('admin.viewGoods', { goodsId });
  const size = skus.find(({ stock }) => stock > 0)!.choices.join(' ') || '只有一款';
  await desk.page.getByRole('radio', { name: size, exact: true }).filter({ visible: true }).click();
  await its.tap('加一项用处');
  await fill(desk, '用处 1', '到店 9 折');
  await fill(desk, '一共', '30000');
  await its.see('1 到 10,000 份');
  await its.see('先填领一份付多少，然后才能存');
  await fill(desk, '一共', '3');
  await fill(desk, '付多少', '8.00');
  await choose(desk, '开始那天', showToday(nowMs()));
  await choose(desk, '几点开始', '00:00');
  await its.keep('draft');
  await its.tap('存草稿');
  await its.see('草稿存好了，会员看不到');
  expect((await member.call('collectibles.listSeries', {})).series.map(({ title }) => title)).not.toContain(TITLE);
  await its.tap('发行');
  await its.see('也不能再加份数');
  await its.keep('issue');
  await its.inSheet('发行');
  await its.see('已经发行，内容不能再改');
  await its.see('图文指纹');
  await its.keep('issued');
  await desk.open('/packages/issuing/series/index');
  await its.see('正在领');
  await its.keep('made');
});

step('a member takes one with points: what is paid is seen first, and the number after it', async () => {
  const its = at(mine);
  const before = (await member.call('wallet.view', {})).spendableCents;
  await mine.open('/pages/mine/index');
  await its.tap(/^藏品/);
  await its.see('能领的');
  await its.keep('gallery-before');
  await its.tap(TITLE, 'link');
  await its.see('炒了三道，装一罐。');
  await its.keep('series');
  await its.tap('领一份');
  await its.see('付后还有');
  await its.tap('我知道领取不能撤回', 'checkbox');
  await its.keep('take');
  await its.tap('用 8.00 可用积分领');
  await its.see('输入 6 位支付密码');
  await its.keep('password');
  const pad = mine.page.getByRole('dialog').filter({ visible: true });
  const key = (digit: string) => pad.getByRole('button', { name: digit, exact: true });
  for (const digit of PASSWORD.slice(0, -1)) await key(digit).click();
  // Confirmed by a double tap it is taken once all the same.
  await tapTwice(key(PASSWORD.at(-1)!));
  await its.see(/^第 000[1-3] 份，共 3 份$/);
  await its.keep('taken');
  expect(before - (await member.call('wallet.view', {})).spendableCents).toBe(800);
  expect(await heldOfIt()).toHaveLength(1);
  await its.tap('看藏品');
  await its.see('步，接得上');
  await its.see('它能做什么');
  await its.see('送给别人');
  await its.keep('edition');
});

/** What the member has of the series. */
const heldOfIt = async () =>
  (await member.call('collectibles.listMine', { limit: 50 })).editions.filter(({ title }) => title === TITLE);

step('its goods are sent for, sent by the shop, and received; the edition remembers it', async () => {
  const its = at(mine);
  await its.tap('提货，寄给我');
  await its.see('运费店家付，只能提一次');
  await its.named(/香港中路|号/, 'radio').waitFor();
  await its.keep('address');
  await its.inSheet('寄到这里');
  await its.see('货已下单，寄给你');
  await its.see('我提了货');
  await its.see('步，接得上');
  await its.keep('collected');
  const { editionId } = (await heldOfIt())[0]!;
  const { orderId } = await member.call('collectibles.viewEdition', { editionId });
  await its.tap('看订单');
  await its.see('订单明细');
  await its.keep('order');

  const shop = at(desk);
  await desk.open('/packages/admin/orders/index?filter=paid');
  await shop.see((await ownGoods()).title);
  await desk.open(`/packages/admin/order/index?id=${encodeURIComponent(orderId!)}`);
  await shop.see('怎么送');
  await shop.keep('to-send');
  await shop.tap('顺丰', 'radio');
  await fill(desk, '单号', 'SF1000000777');
  await shop.tap('已发货');
  await shop.see('SF1000000777');
  await mine.open(`/packages/order/order/index?id=${encodeURIComponent(orderId!)}`);
  await its.see('运输中');
  await its.see('不用付款');
  await its.tap('确认收货');
  await its.inSheet('已收到');
  await its.see('已签收');
  await its.keep('received');
  await mine.open('/packages/collectibles/gallery/index');
  await its.tap(/^领过的货 \d+/, 'tab');
  await its.see(TITLE);
  await its.keep('gallery-collected');

  await desk.open(`/packages/issuing/register/index?id=${encodeURIComponent((await seriesOf(TITLE)).seriesId)}`);
  await shop.see(/领取，2 步，.* 提货/);
  await shop.keep('register');
});

step('what cannot be taken says so on its key, or before the password is asked for', async () => {
  const its = at(mine);
  const { seriesId: first } = await seriesOf(TITLE);
  await mine.open(seriesPage(first));
  await its.see('每人 1 份，你领过了');
  await its.keep('limit');
  await mine.open(seriesPage(await issued('大雪 · 炉火', { opensAtMs: nowMs() + DAY_MS })));
  await its.see(/^\d\d-\d\d \d\d:\d\d 开始领$/);
  await its.keep('coming');

  const dear = await issued('冬至 · 围炉茶', { price: { asset: 'stable', units: 99_999_900 } });
  await mine.open(seriesPage(dear));
  await its.tap('领一份');
  await its.see(/^领一份要 999,999.00 恒定积分，你有 .*，不够。没有领，什么都没有动。$/);
  await its.keep('not-enough');

  const only = await issued('小寒 · 腊梅', { supply: 1, price: { asset: 'spendable', units: 100 } });
  const taken = await member.call('collectibles.take', {
    seriesId: only,
    quotedUnits: 100,
    payPassword: PASSWORD,
    requestId: 'collectibles-browser-only',
  });
  expect(taken.number).toBe(1);
  await mine.open(seriesPage(only));
  await its.see('领完了');
  await its.keep('all-taken');
  await mine.open(`/packages/collectibles/take/index?id=${encodeURIComponent(only)}`);
  await its.see(/都领完了，没有领，积分没有动/);
  await mine.open('/packages/collectibles/edition/index?id=nothing');
  await its.see('没有这一份，或它不在你名下');
});

/** Clears giving editions away, as two administrators may. */
async function clearGiving(): Promise<void> {
  const second = await world.signIn(phoneOf('复核管理员'));
  const { clearanceId } = await admin.call('admin.proposeClearance', {
    feature: 'collectible.transfer',
    issuer: '演示',
    documentReference: '赠送',
    documentSha256: '0'.repeat(64),
    scope: '演示',
    validFromDay: '2020-01-01',
    validToDay: '2099-12-31',
    requestId: `collectibles-clear-giving-${nowMs()}`,
  });
  await second.call('admin.approveClearance', { clearanceId });
}

/** Takes the clearance of giving away back. */
async function revokeGiving(): Promise<void> {
  const { clearances } = await admin.call('admin.listClearances', {});
  const { clearanceId } = clearances.find(
    ({ feature, state }) => feature === 'collectible.transfer' && state === 'valid',
  )!;
  await admin.call('admin.revokeClearance', { clearanceId, requestId: 'collectibles-revoke-giving' });
}

const editionPath = (editionId: string) => `/packages/collectibles/edition/index?id=${encodeURIComponent(editionId)}`;

step('one is given to another by a code: its giver has it no more, and its history says so', async () => {
  const its = at(mine);
  const shop = at(desk);
  const { editionId } = (await heldOfIt())[0]!;
  await mine.open(editionPath(editionId));
  await its.see(/到手满 30 天才能送/);
  await its.keep('giving-waits');
  await desk.open('/packages/admin/setting/index?group=giving');
  await fill(desk, '藏品先持有', '0');
  await shop.keep('giving-settings');
  await shop.tap(/^保存 1 项/);
  await shop.see(/马上生效/);

  await mine.open(editionPath(editionId));
  await its.tap(/^送给别人/);
  await its.see('输入 6 位支付密码');
  await its.keep('giving-asks');
  const pad = mine.page.getByRole('dialog').filter({ visible: true });
  for (const digit of PASSWORD) await pad.getByRole('button', { name: digit, exact: true }).click();
  await its.see('正在送');
  const code = (await mine.page.locator('.gift-code').filter({ visible: true }).textContent())!;
  expect(code).toMatch(/^[2-9A-Z]{5}-[2-9A-Z]{5}$/);
  await its.keep('giving-code');
  await mine.open('/packages/collectibles/gallery/index');
  await its.see('等对方收下');
  await its.keep('gallery-offered');

  const receiver = await openPhone(world.url, { theme: 'light', scale: 1 });
  try {
    const theirs = at(receiver);
    await receiver.open(`/packages/collectibles/receive/index?code=${code}`);
    await theirs.see('登录后才能收下，登录完会回到这里。');
    await theirs.tap('用手机号登录');
    await signInHere(world, receiver, phoneOf('新会员'));
    await theirs.see('谁送的');
    await theirs.keep('receive');
    // Paused in between: told in its place.
    await revokeGiving();
    await theirs.tap('收下');
    await theirs.see(/赠送现在没有许可，暂时不能送，也不能收/);
    await receiver.open(`/packages/collectibles/receive/index?code=${code}`);
    await theirs.see(/现在收不下，仍归送的人/);
    await theirs.keep('receive-paused');
    await mine.open(editionPath(editionId));
    await its.see(/对方暂时收不下。藏品仍归你，可以收回/);
    await its.keep('giving-paused');
    await clearGiving();
    await receiver.open('/packages/collectibles/receive/index');
    await fill(receiver, '赠送码', code.toLowerCase());
    await theirs.keep('receive-typed');
    await theirs.tap('看看是哪一份');
    await theirs.tap('收下');
    await theirs.see('送给我');
    await theirs.see('步，接得上');
    await theirs.keep('received-edition');
    await receiver.open(`/packages/collectibles/receive/index?code=${code}`);
    await theirs.see(/没有这个码，或已经被收下、收回/);
  } finally {
    expect(receiver.faults).toEqual([]);
    await receiver.close();
  }
  expect(await heldOfIt()).toHaveLength(0);
  await mine.open('/packages/messages/inbox/index');
  await its.see(/收下了「/);
  await its.keep('giving-told');
});

step('who has not signed in sees what can be taken, and is led to signing in', async () => {
  const guest = await openPhone(world.url, { theme: 'light', scale: 1.3, width: 360 });
  try {
    const its = at(guest);
    await guest.open('/packages/collectibles/gallery/index');
    await its.see(TITLE);
    await its.tap(TITLE, 'link');
    await its.tap('登录后领');
    await guest.page.waitForURL(/signIn/);
  } finally {
    await guest.close();
  }
});
