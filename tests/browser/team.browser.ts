// The team of the demo's leader: the tree opened level by level, and a bonus followed to how it was worked out.
import { openPhone, type Phone } from './browser';
import { faultsInSight } from './measure';
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

test('a bonus leads to the days it was credited on, and a day to how it was worked out', async () => {
  await phone.page.getByRole('button', { name: '展开 一代奖励' }).click();
  await phone.page
    .getByRole('button', { name: /一代奖励怎么算的/ })
    .first()
    .click();
  await seen('算式');
  await phone.picture('team-bonus');
  expect(phone.faults).toEqual([]);
});
