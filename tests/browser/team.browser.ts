// The team of the demo's leader: the tree opened level by level, and a bonus followed to how it was worked out.
import type { MemberDocument } from '../../cloudfunctions/_store/documents';
import { readEngine } from '../../scripts/verify/index';
import { openPhone, type Phone } from './browser';
import { faultsInSight } from './measure';
import { readQr } from './readQr';
import { openWorld, type Person, type ShopWorld } from './world';

let world: ShopWorld;
let leader: Person;
let phone: Phone;
beforeAll(async () => {
  world = await openWorld();
  const account = world.cloud.demo.accounts().find(({ role }) => role === '团队长');
  leader = await world.signIn(account?.phone ?? '');
  phone = await openPhone(world.url, { theme: 'light', scale: 1 }, leader.token);
});
afterAll(async () => {
  await phone?.close();
  await world?.close();
});

const seen = (words: string | RegExp) => phone.page.getByText(words).filter({ visible: true }).first().waitFor();

test('the tree opens level by level, each line closed by the member itself', async () => {
  await phone.open('/packages/team/team/index');
  await seen('成员');
  await phone.picture('team');
  const branches = (level: number) => phone.page.getByRole('button', { name: new RegExp(`^展开 .*第 ${level} 代`) });
  for (let left = await branches(1).count(); left > 0; left -= 1) await branches(1).first().click();
  await branches(2).first().click();
  await phone.page.getByRole('button', { name: /^收起 .*第 2 代/ }).waitFor();
  await phone.page.getByText(/支合计/).waitFor();
  await phone.picture('team-tree');
  expect(await faultsInSight(phone.page)).toEqual([]);
  const closing = phone.page.getByText(/本人 .*合起来/);
  const before = await closing.count();
  expect(before).toBeGreaterThan(2);
  await phone.page
    .getByRole('button', { name: /^收起 .*第 2 代/ })
    .first()
    .click();
  await expect(closing.count()).resolves.toBe(before - 1);
});

test('the tree shows points as well as cash, who joined on some days, and whom one looks for', async () => {
  await phone.page.getByRole('tab', { name: '积分业绩' }).click();
  await seen(/积分付的，不计等级/);
  await phone.page.getByText(/支合计/).waitFor();
  await phone.picture('team-points');
  expect(await faultsInSight(phone.page)).toEqual([]);
  await phone.page.getByRole('button', { name: '按加入日期看一代' }).click();
  await phone.page.getByText(/^一代 \d+ 人在这几天加入$/).waitFor();
  await phone.page.getByRole('button', { name: '不按加入日期' }).click();
  const field = phone.page.getByRole('textbox', { name: '按邀请码或完整名字找成员' });
  await field.fill('没有这个人');
  await seen(/你的团队里没有这个人/);
  const { memberId } = await leader.call('account.me', {});
  const friend = [...readEngine(world.cloud.engine)<MemberDocument>('members')].find(
    ({ referrerId }) => referrerId === memberId,
  );
  await field.fill(friend!.inviteCode);
  await seen(/第 1 代，你邀请的/);
  await phone.picture('team-found');
  expect(await faultsInSight(phone.page)).toEqual([]);
  await field.fill('');
});

test('a bonus leads to the days it was credited on, and a day to how it was worked out', async () => {
  await phone.page.getByRole('button', { name: '看加入以来的奖励合计' }).click();
  await seen(/^\d{4}-\d\d 加入以来$/);
  await phone.picture('team-ever');
  expect(await faultsInSight(phone.page)).toEqual([]);
  await phone.page.getByRole('button', { name: '展开 一代奖励' }).click();
  await phone.page.getByRole('button', { name: /^按月看/ }).click();
  await seen(/^20\d\d-\d\d 共 [\d,.]+$/);
  await phone.picture('team-bonus-month');
  expect(await faultsInSight(phone.page)).toEqual([]);
  await phone.page
    .getByRole('button', { name: /一代奖励怎么算的/ })
    .first()
    .click();
  await seen('算式');
  await phone.picture('team-bonus');
  expect(phone.faults).toEqual([]);
});

/** The text in the code of the poster in sight, by its dots: where the drawing puts it, three dots a px. */
async function codeOfPoster(): Promise<string | undefined> {
  const picture = phone.page
    .getByAltText(/邀请你来明禾/)
    .filter({ visible: true })
    .first();
  await picture.waitFor();
  // All of it is in sight: half a code no camera reads.
  const box = (await picture.boundingBox())!;
  expect(box.height / box.width).toBeCloseTo(420 / 342, 1);
  const { width, height, dots } = await picture.evaluate(async (node) => {
    const image = node as HTMLImageElement;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const dark: number[] = [];
    for (let at = 0; at < data.length; at += 4) dark.push(data[at]! < 100 ? 1 : 0);
    return { width: canvas.width, height: canvas.height, dots: dark.join('') };
  });
  const isDark = (x: number, y: number) => dots[y * width + x] === '1';
  return readQr({ width, height, isDark }, 222 * 3, 284 * 3, 96 * 3);
}

test('the poster in three looks carries a code that leads to the shop by this invitation', async () => {
  const { inviteCode } = await leader.call('team.invitation', {});
  await phone.open('/packages/team/invite/index');
  const home = `${world.url}/#/pages/home/index?invitation=${inviteCode}`;
  for (const [look, name] of [
    ['蔬果篮', 'basket'],
    ['只有文字', 'words'],
  ] as const) {
    await phone.page.getByRole('tab', { name: look }).click();
    expect(await codeOfPoster()).toBe(home);
    await phone.picture(`poster-${name}`);
  }
  await phone.page.getByRole('tab', { name: '一件商品' }).click();
  await phone.page.getByText('换一件商品').waitFor();
  // The look of before stands until the next is drawn.
  let code = home;
  while (code === home) code = (await codeOfPoster()) ?? '';
  expect(code).toMatch(new RegExp(`/packages/order/goods/index\\?id=.+&invitation=${inviteCode}$`));
  await phone.picture('poster-goods');
  expect(await faultsInSight(phone.page)).toEqual([]);
  expect(await phone.page.getByText('¥').filter({ visible: true }).count()).toBe(0);
  expect(phone.faults).toEqual([]);
});
