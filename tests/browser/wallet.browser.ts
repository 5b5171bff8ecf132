import { readFileSync } from 'node:fs';
import type { EntryKind, OutputOf } from '@shared/contract';
import { dayFrom } from '@shared/format';
import { checkProof } from '@shared/proofs';
import { ENTRY_GROUPS, ENTRY_MOVES, type EntryGroup } from '../../client/copy/entries';
import { ENTRY_WORDS } from '../../client/copy/terms';
import { spokenFaults } from './axe';
import { openPhone, type Phone, settled } from './browser';
import { ledgerFaults } from './ledgers';
import { faultsInSight } from './measure';
import { openWorld, type Person, type ShopWorld } from './world';

let world: ShopWorld;
let leader: Person;
let phone: Phone;

const people = new Map<string, Person>();
/** Signs in once: a code is not sent twice within a minute. */
async function signedIn(number: string): Promise<Person> {
  const person = people.get(number) ?? (await world.signIn(number));
  people.set(number, person);
  return person;
}

beforeAll(async () => {
  world = await openWorld();
  const account = world.cloud.demo.accounts().find(({ role }) => role === '团队长');
  leader = await signedIn(account?.phone ?? '');
  phone = await openPhone(world.url, { theme: 'light', scale: 1 }, leader.token);
});
afterAll(async () => {
  await phone?.close();
  await world?.close();
});

/** Of the drawings: the price, what orders still hold. */
const INKS = { light: ['69 73 166', '140 74 28'], dark: ['174 178 246', '229 172 130'] } as const;

const faults = async () => [
  ...(await faultsInSight(phone.page)),
  ...(await spokenFaults(phone.page)),
  ...(await ledgerFaults(phone.page)),
];
const shown = (text: string | RegExp) => phone.page.getByText(text).filter({ visible: true }).first();

test('a line is worked out again in this browser, its inputs in words', async () => {
  await phone.open('/packages/wallet/statement/index');
  await shown('团队奖励').click();
  await shown('用这些数再算一遍').click();
  await shown(/^这台手机用这些数算得 .*，和显示的一致。$/).waitFor();
  await shown('当天释放的合计').waitFor();
  await phone.picture('explain-again');
  expect(await faults()).toEqual([]);
});

/** Of these the demo's first weeks may have none for anybody with an account; the rules work them out in seed/play. */
const RARE: readonly EntryKind[] = [
  'appreciation.forcedExit',
  'dividend.proportional',
  'dividend.tier',
  'order.reversal',
  'owed.paid',
  'release.secondGeneration',
  'release.sameRank',
];

/** What a demo member may do besides what its history holds, so that lines of these kinds stand in the statement too. */
async function actOnce(): Promise<void> {
  const phoneOf = (role: string) => world.cloud.demo.accounts().find((one) => one.role === role)?.phone ?? '';
  const admins = [await signedIn(phoneOf('管理员')), await signedIn(phoneOf('复核管理员'))] as const;
  const merchant = await signedIn(phoneOf('商户'));
  const { memberId } = await leader.call('account.me', {});
  const payPassword = '246810';
  let requests = 0;
  const request = () => ({ requestId: `explained-${++requests}` });
  const confirmed = () => ({ payPassword, ...request() });
  for (const asset of ['stable', 'spendable'] as const) {
    const adding = { memberId, change: 'add', asset, units: 10_000, reason: '测试', ...request() } as const;
    const { proposalId } = await admins[0].call('admin.proposeAdjustment', adding);
    await admins[1].call('admin.approveProposal', { proposalId });
  }
  const microPoints = 500_000;
  const sale = await leader.call('wallet.previewSale', { microPoints });
  const quotedFen = sale.figures!.payoutFen;
  await leader.call('wallet.sell', { microPoints, quotedFen, ...confirmed() });
  const exchange = await leader.call('wallet.previewExchange', { microPoints });
  const quotedCents = exchange.figures!.issuedCents;
  await leader.call('wallet.exchange', { microPoints, quotedCents, ...confirmed() });
  const { series } = await leader.call('collectibles.listSeries', {});
  const { seriesId, price } = series.find(({ state, price: { asset } }) => state === 'open' && asset === 'spendable')!;
  await leader.call('collectibles.take', { seriesId, quotedUnits: price.units, ...confirmed() });
  const till = { payee: { shopId: 'qinglan' }, amountCents: 100, note: '', ...confirmed() };
  const { paymentId } = await leader.call('wallet.payMerchant', till);
  await merchant.call('merchant.givePaymentBack', { paymentId, ...request() });
  // Drawn more than goes without a look, and declined.
  await leader.call('wallet.saveRecipient', { name: '陈静', consents: true, ...request() });
  await world.cloud.engine.update('wallets', { _id: memberId }, { $set: { exitCashFen: 90_000 } });
  const drawn = await leader.call('wallet.withdraw', { amountFen: 60_000, ...confirmed() });
  const decision = { is: 'declined', reason: '测试' } as const;
  await admins[0].call('admin.reviewWithdrawal', { withdrawalId: drawn.withdrawalId, decision });
  const { goods } = await leader.call('shop.listGoods', { kind: 'delivered', limit: 50 });
  const { addresses } = await leader.call('shop.listAddresses', {});
  const own = world.cloud.engine.find('shops', { ownerId: null }).map(({ _id }) => String(_id));
  const cheap = goods
    .filter((one) => one.quickSkuId && !one.isSoldOut && own.includes(one.shopId))
    .toSorted((a, b) => a.priceFen - b.priceFen)[0];
  const lines = [{ skuId: cheap?.quickSkuId ?? '', quantity: 1 }];
  const order = (useSpendableCents: number) =>
    leader.call('shop.placeOrder', {
      lines,
      addressId: addresses[0]?.addressId ?? '',
      useSpendableCents,
      ...request(),
    });
  const back = { kind: 'refund', lines, reason: 'unwanted', words: '买错了' } as const;
  const cancelled = await order(50);
  await leader.call('shop.cancelOrder', { orderId: cancelled.orderId });
  const refunded = await order(50);
  await world.pay(leader, refunded.orderId);
  await leader.call('afterSales.apply', { orderId: refunded.orderId, ...back, ...request() });
  const redeemed = await order(0);
  const { figures } = await leader.call('wallet.previewRedemption', { orderId: redeemed.orderId });
  const redemption = { orderId: redeemed.orderId, quotedMicroPoints: figures.microPoints };
  await leader.call('wallet.redeem', { ...redemption, ...confirmed() });
  await leader.call('afterSales.apply', { orderId: redeemed.orderId, ...back, ...request() });
}

/** Of which kinds somebody's statement has lines. */
async function kindsHeld(person: Person): Promise<ReadonlySet<EntryKind>> {
  const kinds = new Set<EntryKind>();
  let cursor: string | null = null;
  do {
    const page: OutputOf<'wallet.statement'> = await person.call('wallet.statement', {
      limit: 50,
      ...(cursor ? { cursor } : {}),
    });
    for (const { kind } of page.lines) kinds.add(kind);
    cursor = page.next;
  } while (cursor);
  return kinds;
}

test('lines of every kind are worked out again in this browser, and each agrees', async () => {
  await actOnce();
  const left = new Set(Object.keys(ENTRY_MOVES) as EntryKind[]);
  for (const { phone: number } of world.cloud.demo.accounts()) {
    const person = await signedIn(number);
    const here = [...(await kindsHeld(person))].filter((kind) => left.delete(kind));
    if (here.length === 0) continue;
    const own = person === leader ? phone : await openPhone(world.url, { theme: 'light', scale: 1 }, person.token);
    const see = (words: string | RegExp) => own.page.getByText(words).filter({ visible: true }).first();
    await own.open('/packages/wallet/statement/index');
    for (const group of Object.keys(ENTRY_GROUPS) as EntryGroup[]) {
      const kinds = here.filter((kind) => ENTRY_MOVES[kind].group === group);
      if (kinds.length === 0) continue;
      await see('筛选和导出').click();
      await own.page.getByRole('radio', { name: ENTRY_GROUPS[group], exact: true }).filter({ visible: true }).click();
      await see('看这些').click();
      await see(`${ENTRY_GROUPS[group]} · 全部时间`).waitFor();
      for (const kind of kinds) {
        const row = own.page
          .locator('.row-main')
          .filter({ visible: true, hasText: new RegExp(`^${ENTRY_WORDS[kind]}`) });
        await row.first().click();
        await see(`${ENTRY_WORDS[kind]} · `).waitFor();
        await see('用这些数再算一遍').click();
        await see(/^这台手机用这些数算得 /).waitFor();
        expect([kind, await see(/^这台手机用这些数算得 /).textContent()]).toEqual([
          kind,
          expect.stringMatching(/，和显示的一致。$/),
        ]);
        const sheet = own.page.getByRole('dialog', { name: '怎么算的' });
        await own.page.keyboard.press('Escape');
        await sheet.waitFor({ state: 'hidden' });
      }
    }
    expect(own.faults).toEqual([]);
    if (own !== phone) await own.close();
  }
  expect([...left].filter((kind) => !RARE.includes(kind))).toEqual([]);
});

test('without the rules nothing is worked out, and that is said', async () => {
  await phone.open('/packages/wallet/statement/index');
  await shown('团队奖励').click();
  await shown('用这些数再算一遍').waitFor();
  await phone.page.route('**/*.js', (route) => route.abort());
  await shown('用这些数再算一遍').click();
  await shown('规则没取到，这次没有算。联网后再算一遍。').waitFor();
  await phone.page.unroute('**/*.js');
  await shown('用这些数再算一遍').click();
  await shown(/和显示的一致。$/).waitFor();
});

test('a statement is filtered by asset, kind and time, and given out as a file', async () => {
  await phone.open('/packages/wallet/statement/index');
  await phone.picture('statement');
  expect(await faults()).toEqual([]);
  await phone.page.getByRole('tab', { name: '增值' }).filter({ visible: true }).click();
  await shown('购物得积分').waitFor();
  await shown('全部类型 · 全部时间').click();
  await shown('增值积分').waitFor();
  await settled(phone.page);
  await phone.picture('statement-filter');
  expect(await faults()).toEqual([]);
  const [download] = await Promise.all([phone.page.waitForEvent('download'), shown('导出选中的流水（CSV）').click()]);
  expect(download.suggestedFilename()).toMatch(/^流水-\d{4}-\d\d-\d\d\.csv$/);
  const text = readFileSync(await download.path(), 'utf8');
  expect(text.startsWith('\uFEFF"业务日"')).toBe(true);
  expect(text).toContain('"购物得积分","增值积分"');
  await shown(/^已导出 \d+ 行。$/).waitFor();
  await phone.page.getByRole('radio', { name: '分红' }).filter({ visible: true }).click();
  await shown('看这些').click();
  await shown('没有这样的流水').waitFor();
});

test('the price has its own explanation, worked out again', async () => {
  await phone.open('/packages/wallet/solvency/index');
  await phone.picture('solvency');
  expect(await faults()).toEqual([]);
  await phone.page.getByRole('button', { name: '价格怎么算的' }).filter({ visible: true }).click();
  await shown('用这些数再算一遍').click();
  await shown(/^这台手机用这些数算得 \d+\.\d{4}，和显示的一致。$/).waitFor();
  await phone.picture('price-again');
  expect(await faults()).toEqual([]);
});

test('one’s balances are proved on this device, and given out as a file', async () => {
  await phone.open('/packages/wallet/solvency/index');
  await shown('我的余额在这一天的总数里').click();
  await shown(/^这台手机算过了：你的余额在 \d\d-\d\d 收盘的总数里。/).waitFor();
  await phone.picture('proof');
  expect(await faults()).toEqual([]);
  const [download] = await Promise.all([phone.page.waitForEvent('download'), shown('存下证明文件（JSON）').click()]);
  const file = JSON.parse(readFileSync(await download.path(), 'utf8'));
  expect(download.suggestedFilename()).toBe(`余额证明-${file.day}.json`);
  expect(checkProof(file)).toBeNull();
  // A close of before is proved as well.
  await shown('前一天').click();
  await shown(`${dayFrom(file.day, -1).slice(5)} 收盘时`).waitFor();
  await shown(/^这台手机算过了：/).waitFor();
  await phone.picture('proof-before');
  expect(await faults()).toEqual([]);
});

test('the wallet at a glance', async () => {
  await phone.open('/packages/wallet/wallet/index');
  await phone.picture('wallet');
  expect(await faults()).toEqual([]);
  for (const head of await phone.page.locator('.fold-head').all()) await head.click();
  await shown(/^现在每天释放 [\d,.]+，按这个数算到$/).waitFor();
  await phone.page.getByRole('button', { name: '每天入账的可用积分，过去 30 次收盘' }).click();
  await shown('释放中的订单收盘后还剩').waitFor();
  // Drawn, all of them: none is an empty frame.
  await phone.page.waitForFunction(() => {
    const drawn = [...document.querySelectorAll<HTMLCanvasElement>('.chart-box canvas')].filter(
      ({ width, height, offsetParent }) => offsetParent !== null && width > 0 && height > 0,
    );
    const isInked = (canvas: HTMLCanvasElement) =>
      canvas
        .getContext('2d')
        ?.getImageData(0, 0, canvas.width, canvas.height)
        .data.some((byte) => byte > 0);
    return drawn.length === 3 && drawn.every(isInked);
  });
  await settled(phone.page);
  await phone.picture('wallet-charts');
  expect(await faults()).toEqual([]);
  // The phone turns dark under another page, and light again in sight: every drawing follows.
  const inked = (wanted: keyof typeof INKS, others: keyof typeof INKS) =>
    phone.page.waitForFunction(
      ([wanted, others]) => {
        const has = (canvas: HTMLCanvasElement, inks: readonly string[]) => {
          const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
          for (let at = 0; at < data.length; at += 4)
            if (inks.includes(`${data[at]} ${data[at + 1]} ${data[at + 2]}`)) return true;
          return false;
        };
        const drawn = [...document.querySelectorAll<HTMLCanvasElement>('.chart-box canvas')].filter(
          ({ width, offsetParent }) => offsetParent !== null && width > 0,
        );
        return drawn.length === 3 && drawn.every((canvas) => has(canvas, wanted) && !has(canvas, others));
      },
      [INKS[wanted], INKS[others]] as const,
    );
  await inked('light', 'dark');
  await shown('账目公开').click();
  await shown('我的余额在这一天的总数里').waitFor();
  await phone.page.emulateMedia({ colorScheme: 'dark' });
  await phone.page.getByRole('button', { name: '返回' }).filter({ visible: true }).first().click();
  await inked('dark', 'light');
  await phone.picture('wallet-charts-dark');
  await phone.page.emulateMedia({ colorScheme: 'light' });
  await inked('light', 'dark');
  // The same figures to be read.
  await phone.page.getByRole('button', { name: '每天入账的可用积分，看表' }).click();
  await shown(/^每日释放 [\d,.]+ · 奖励 [\d,.]+$/).waitFor();
  expect(phone.faults.filter((fault) => !/ERR_FAILED|Loading chunk/.test(fault))).toEqual([]);
});
