// A draw on its screens: one enters, it is drawn, anybody draws again on the device, and whoever was drawn takes one.
import { readFileSync } from 'node:fs';
import { showToday } from '@shared/format';
import { type DrawFile, drawFault, sha256OfWords } from '@shared/proofs';
import { openPhone, type Phone } from './browser';
import { ledgerFaults } from './ledgers';
import { faultsInSight } from './measure';
import { choose, fill, step } from './walker';
import { openWorld, type Person, type ShopWorld } from './world';

const TITLE = '冬至 · 长夜';
const DAY_MS = 86_400_000;

let world: ShopWorld;
let admin: Person;
let member: Person;
let desk: Phone;
let mine: Phone;
let seriesId: string;

beforeAll(async () => {
  world = await openWorld();
  const phoneOf = (role: string) => world.cloud.demo.accounts().find((one) => one.role === role)?.phone ?? '';
  admin = await world.owner();
  member = await world.signIn(phoneOf('消费者'));
  desk = await openPhone(world.url, { theme: 'light', scale: 1 }, admin.token);
  mine = await openPhone(world.url, { theme: 'light', scale: 1 }, member.token);
  const { series } = await member.call('collectibles.listSeries', {});
  seriesId = series.find(({ title }) => title === TITLE)!.seriesId;
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
  const named = (name: string | RegExp, role: 'button' | 'radio' | 'link' = 'button') =>
    page.getByRole(role, { name }).filter({ visible: true }).first();
  return {
    see: (words: string | RegExp) => page.getByText(words).filter({ visible: true }).first().waitFor(),
    tap: (...name: Parameters<typeof named>) => named(...name).click(),
    keep: async (name: string) => {
      for (const theme of ['light', 'dark'] as const) {
        await phone.turn({ theme, scale: 1 });
        await phone.picture(`draws-${name}-${theme}`);
        const faults = [...(await faultsInSight(page)), ...(await ledgerFaults(page))];
        expect({ name, theme, faults }).toEqual({ name, theme, faults: [] });
      }
      await phone.turn({ theme: 'light', scale: 1 });
    },
  };
};
const seriesPage = () => `/packages/collectibles/series/index?id=${encodeURIComponent(seriesId)}`;

step('an operator has it drawn who may take one', async () => {
  const its = at(desk);
  await desk.open('/packages/issuing/edit/index');
  await fill(desk, '名称', '小寒 · 签');
  await its.tap('抽签', 'radio');
  await its.see('截止后半小时内抽签');
  await choose(desk, '开始那天', showToday(world.cloud.now()));
  await choose(desk, '报名截止', showToday(world.cloud.now() + DAY_MS));
  await fill(desk, '中签先领', '90');
  await its.see('1 到 30 天');
  await fill(desk, '中签先领', '2');
  await its.keep('form');
  await desk.open('/packages/issuing/series/index');
  await its.see('正在报名');
  await desk.open(`/packages/issuing/edit/index?id=${encodeURIComponent(seriesId)}`);
  await its.see('中签的先领');
  await its.keep('issued');
});

step('a member enters, and sees what was committed to', async () => {
  const its = at(mine);
  await mine.open('/packages/collectibles/gallery/index?tab=take');
  await its.see(/^报名到 .*，再抽签$/);
  await its.keep('gallery');
  await its.tap(TITLE, 'link');
  await its.see('还没抽');
  await its.keep('entering');
  await its.tap('报名抽签，不用付');
  await its.see('你报过名了');
  await its.see('已报名，等抽签');
  await its.keep('entered');
  await its.tap(/^种子已经定下/);
  await its.see('种子的哈希');
  await its.keep('committed');
});

step('behind the end it is drawn; anybody draws again on the device and keeps the file', async () => {
  const its = at(mine);
  await world.cloud.advance({ by: '3d' });
  await mine.open(seriesPage());
  await world.until(async () => {
    await world.cloud.trigger('settlement');
    return (await member.call('collectibles.viewDraw', { seriesId })).drawn !== null;
  });
  await mine.open(seriesPage());
  await its.see('抽到你了');
  await its.keep('drawn');
  await its.tap(/^公布的种子和名单/);
  await its.see('种子（抽完公布）');
  await its.tap('在这台设备上重抽一遍');
  await its.see('种子、名单、指纹都对得上');
  await its.keep('recounted');
  const [download] = await Promise.all([mine.page.waitForEvent('download'), its.tap('存下抽签文件（JSON）')]);
  const file = JSON.parse(readFileSync(await download.path(), 'utf8')) as DrawFile;
  expect([file.entries.length, drawFault(file, sha256OfWords)]).toEqual([3, null]);
  await mine.open(seriesPage());
  await its.tap('领一份');
  await its.see(/付后还有|不够/);
});
