// An edition on its way to a property exchange and back: its holder asks, an operator gives the register and takes answers.
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acknowledged } from '../../localcloud/sandbox/exchange';
import { answerOfRegister } from '../../scripts/verify/registerFile';
import { openPhone, type Phone } from './browser';
import { ledgerFaults } from './ledgers';
import { faultsInSight } from './measure';
import { step } from './walker';
import { openWorld, type Person, type ShopWorld } from './world';

const PASSWORD = '246810';
const TITLE = '寒露 · 菊';

let world: ShopWorld;
let admin: Person;
let member: Person;
let desk: Phone;
let mine: Phone;
let seriesId: string;
let editionId: string;

beforeAll(async () => {
  world = await openWorld();
  const phoneOf = (role: string) => world.cloud.demo.accounts().find((one) => one.role === role)?.phone ?? '';
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
  const named = (name: string | RegExp, role: 'button' | 'link' = 'button') =>
    page.getByRole(role, { name }).filter({ visible: true }).first();
  return {
    see: (words: string | RegExp) => page.getByText(words).filter({ visible: true }).first().waitFor(),
    named,
    tap: (...name: Parameters<typeof named>) => named(...name).click(),
    keep: async (name: string) => {
      for (const theme of ['light', 'dark'] as const) {
        await phone.turn({ theme, scale: 1 });
        await phone.picture(`exchange-${name}-${theme}`);
        const faults = [...(await faultsInSight(page)), ...(await ledgerFaults(page))];
        expect({ name, theme, faults }).toEqual({ name, theme, faults: [] });
      }
      await phone.turn({ theme: 'light', scale: 1 });
    },
  };
};

/** The payment password, digit by digit. */
async function confirm(): Promise<void> {
  for (const digit of PASSWORD)
    await mine.page.getByRole('button', { name: digit, exact: true }).filter({ visible: true }).click();
}

const edition = () => `/packages/collectibles/edition/index?id=${encodeURIComponent(editionId)}`;
const register = () => `/packages/issuing/register/index?id=${encodeURIComponent(seriesId)}`;

/** A series without goods, and the member's edition of it. */
async function takeOne(): Promise<void> {
  const { series } = await admin.call('admin.listSeries', {});
  const { pictures } = await admin.call('admin.viewSeries', { seriesId: series[0]!.seriesId });
  const drafted = await admin.call('admin.saveSeries', {
    title: TITLE,
    story: '',
    pictures,
    ground: 2,
    rights: [],
    skuId: null,
    supply: 10,
    limit: null,
    price: { asset: 'spendable', units: 100 },
    opensAtMs: world.cloud.now() - 86_400_000,
    closesAtMs: null,
    requestId: 'exchange-browser-save',
  });
  seriesId = drafted.seriesId;
  const { seen } = await admin.call('admin.viewSeries', { seriesId });
  await admin.call('admin.issueSeries', { seriesId, seen, requestId: 'exchange-browser-issue' });
  const taking = { seriesId, quotedUnits: 100, payPassword: PASSWORD, requestId: 'exchange-browser-take' };
  editionId = (await member.call('collectibles.take', taking)).editionId;
}

step('without the clearance it is paused in its place, for its holder and for operators', async () => {
  await takeOne();
  // The demo has one.
  await world.cloud.engine.remove('clearances', { feature: 'collectible.transfer' }, { multi: true });
  await mine.open(edition());
  await at(mine).see(/暂时不能登记到交易所/);
  await at(mine).keep('paused');
  await desk.open(register());
  await at(desk).see(/已经登记在外的照旧/);
  await at(desk).keep('register-paused');
});

step('its holder asks by the payment password, takes it back, and asks again', async () => {
  const valid = { state: 'valid', validFromDay: '2026-01-01', validToDay: '2099-12-31' };
  await world.cloud.engine.insert('clearances', [{ _id: 'transfer', feature: 'collectible.transfer', ...valid }]);
  const its = at(mine);
  const ask = async () => {
    await mine.open(edition());
    await its.tap(/登记到交易所，未申请/);
    await its.see('锁住，不能送人，不能提货');
  };
  await ask();
  await its.keep('ask');
  await confirm();
  await its.see(/等交易所答复/);
  await its.keep('asked');
  await its.tap(/登记到交易所，已申请/);
  await its.see('交易所还没有登记它');
  await its.tap('撤回申请');
  await its.see('未申请');
  await ask();
  await confirm();
  await its.see(/等交易所答复/);
});

step('an operator exports the register, and takes what the exchange answers; the holder sees it', async () => {
  await world.passDays(1);
  const its = at(desk);
  await desk.open(register());
  await its.see(/申请登记的/);
  const [download] = await Promise.all([desk.page.waitForEvent('download'), its.tap('导出登记册')]);
  const path = await download.path();
  expect(answerOfRegister(path)).toMatchObject({ status: 0 });
  const file = JSON.parse(readFileSync(path, 'utf8'));
  const { head } = file.parts[0].editions.find((one: { editionId: string }) => one.editionId === editionId);
  await its.see('登记册已存成文件，交给交易所。');
  const items = [
    { kind: 'edition', editionId, answer: 'listed', head, number: 'SBX-0001' },
    { kind: 'edition', editionId: 'S-none-1', answer: 'rejected', head, reason: '资料不全' },
  ];
  const answered = join(tmpdir(), `acknowledgement-${process.pid}.json`);
  const text = JSON.stringify(acknowledged({ serial: 1, register: file.parts[0].register, atMs: 1, items }));
  await its.tap('导入回执');
  await its.keep('import');
  writeFileSync(answered, text.replace('SBX-0001', 'SBX-0002'));
  const choose = async () => {
    const choosing = desk.page.waitForEvent('filechooser');
    await its.tap('选回执文件');
    await (await choosing).setFiles(answered);
  };
  await choose();
  await its.see('签名不是交易所的，或内容被改过，没有导入。向交易所要原文件。');
  writeFileSync(answered, text);
  await choose();
  await its.see(/第 1 号回执已导入，2 条/);
  await its.see('没有办');
  await its.keep('answers');

  await mine.open(edition());
  await at(mine).see(/编号 SBX-0001，锁在外面/);
  await at(mine).see('登记在外，暂不能动');
  await at(mine).keep('listed');
});
