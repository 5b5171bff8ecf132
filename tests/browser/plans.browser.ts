// An operator changes a plan on the screens: its figures, what they do, a simulation, a second administrator.
import { addDays, businessDayOf } from '@shared/kernel';
import { simulated } from './simulated';
import { staffPhones } from './staff';
import { openWorld, type Person, type ShopWorld } from './world';

let world: ShopWorld;
let admin: Person;
let second: Person;
const { on, close } = staffPhones(() => world, 'plans');

beforeAll(async () => {
  world = await openWorld();
  admin = await world.owner();
  second = await world.signIn('13700006602');
  const { memberId } = await second.call('account.me', {});
  await admin.call('admin.setRole', { memberId, role: 'owner', has: true });
});
afterEach(close);
afterAll(() => world?.close());

const newestRelease = async () =>
  (await admin.call('admin.viewPlans', {})).newest.find(({ plan }) => plan === 'release')!;

test('the daily rate is changed after looking at its simulation, approved by another, withdrawn before it begins', async () => {
  const before = await newestRelease();
  const mine = await on(admin);
  await mine.phone.open('/packages/admin/plan/index');
  await mine.see('各版改了什么');
  await mine.keep('plans');
  await mine.tap('改积分释放的数字');
  await mine.see('每日比例');
  await mine.fill('每日比例', '1.5');
  await mine.see('从 0 到 1');
  await mine.keep('faulty');
  await mine.fill('每日比例', '0.010');
  await mine.see('30.00');
  await mine.keep('edit');
  await mine.tap('存草稿，去模拟');
  await mine.see('用本店的历史模拟');
  await mine.tap('用本店的历史模拟');
  await simulated(mine.phone);
  await mine.keep('simulation');
  await mine.see('先写为什么改');
  await mine.fill('为什么', '每天放得太快');
  await mine.tap('提交，等另一位管理员复核');
  await mine.see('待复核：改方案');
  await mine.see('要另一位管理员复核。');
  await mine.keep('waiting');

  const theirs = await on(second, { theme: 'dark', scale: 1.3 });
  await theirs.phone.open('/packages/admin/plan/index');
  await theirs.see('同意，按时发布');
  await theirs.keep('waiting-dark');
  await theirs.tap('同意，按时发布');
  await theirs.see(/起生效，在那以前按上一版/);
  const published = await newestRelease();
  expect(published).toMatchObject({
    version: before.version + 1,
    fromDay: addDays(businessDayOf(world.cloud.now()), 1),
    text: { dailyRate: '0.010' },
  });
  await theirs.phone.open('/packages/admin/simulation/index');
  await theirs.see('没有草稿');
  await theirs.phone.open('/packages/admin/planVersions/index');
  await theirs.see('0.010');
  await theirs.keep('versions-dark');

  await theirs.phone.open('/packages/admin/plan/index');
  await theirs.tap('撤回');
  await theirs.see('撤回这一版');
  await theirs.phone.page.getByRole('dialog').getByRole('button', { name: '撤回', exact: true }).click();
  await theirs.phone.page.getByRole('button', { name: '改积分释放的数字' }).filter({ visible: true }).waitFor();
  expect((await newestRelease()).version).toBe(before.version);
});

test('tiers are added, changed and taken away, and a bound that does not rise is told in its row', async () => {
  const mine = await on(admin);
  await mine.phone.open('/packages/admin/planEdit/index?kind=release');
  await mine.see('赠送档位');
  await mine.tap('加一行赠送档位');
  await mine.fill('赠送档位第 5 行，一笔满', '100');
  await mine.fill('赠送档位第 5 行，送几倍', '5');
  await mine.see('要比上一行高');
  await mine.keep('tiers');
  await mine.tap('去掉赠送档位第 5 行');
  await mine.phone.open('/packages/admin/planEdit/index?kind=appreciation');
  await mine.see('不变');
  await mine.keep('appreciation');
});
