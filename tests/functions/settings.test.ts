// What the shop is run by outside the plans: changed by whose it is, kept as versions, gone back to; what is stopped for
// everybody; and the words that the shop forbids itself.
import type { ActionName, InputOf, StopKind } from '@shared/contract';
import { settingNames, shippedSettings, stops } from '@shared/contract';
import { businessDayOf } from '@shared/kernel';
import type { OrderDocument } from '../../cloudfunctions/_store/documents';
import {
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  PAY_PASSWORD,
  removeBuilt,
  saveGoods,
  setPayPassword,
  startWorld,
  type TestWorld,
} from './world';

jest.setTimeout(180_000);

let world: TestWorld;
let member: Joined;
/** Somebody of one role alone. */
const of: Partial<Record<'operator' | 'finance' | 'support', string>> = {};
beforeAll(async () => {
  world = await startWorld({ timers: 'few' });
  await openShop(world);
  member = await joinMember(world, '13800000001');
  await setPayPassword(world, member);
  for (const [at, role] of (['operator', 'finance', 'support'] as const).entries()) {
    const { memberId, token } = await joinMember(world, `1380000010${at}`);
    await world.cloud.engine.update('members', { _id: memberId }, { $set: { roles: [role] } });
    of[role] = token;
  }
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

type Settings = InputOf<'admin.saveSettings'>;
const save = (input: Settings, token = world.admins[0]) =>
  world.call('admin.saveSettings', { ...input, requestId: nextRequest() }, token);
const codeOf = async (action: ActionName, input: object, token?: string): Promise<string> => {
  const answer = await world.cloud.call(action, input as Record<string, unknown>, token);
  return answer.ok ? 'ok' : answer.code;
};
const page = () => world.call('admin.viewSettings', {}, world.admins[0]);
const settingOf = async (name: string) => (await page()).settings.find((one) => one.name === name)?.value;
const history = async () => (await world.call('admin.listSettings', {}, world.admins[0])).versions;

describe('settings', () => {
  test('each has its bounds, and is shipped within them', async () => {
    const { settings } = await page();
    expect(settings.map(({ name }) => name)).toEqual([...settingNames]);
    for (const { name, bounds, shipped } of settings) {
      expect(shipped).toEqual(shippedSettings[name]);
      if (!bounds) continue;
      expect(Number(shipped)).toBeGreaterThanOrEqual(bounds.least);
      expect(Number(shipped)).toBeLessThanOrEqual(bounds.most);
      for (const outside of [bounds.least - 1, bounds.most + 1])
        expect([name, await codeOf('admin.saveSettings', { [name]: outside }, world.admins[0])]).toEqual([
          name,
          'input/invalid',
        ]);
    }
  });

  test.each([
    ['operator', { payWithinMinutes: 20 }, 'ok'],
    ['operator', { withdrawMinFen: 2_000 }, 'identity/notAllowed'],
    ['operator', { payWithinMinutes: 21, withdrawMinFen: 2_000 }, 'identity/notAllowed'],
    ['finance', { withdrawMinFen: 2_000 }, 'ok'],
    ['finance', { payWithinMinutes: 22 }, 'identity/notAllowed'],
    ['finance', { payoutAloneFen: 1 }, 'identity/notAllowed'],
    ['support', { greeting: '你好' }, 'identity/notAllowed'],
    ['operator', { greeting: '你好，有什么可以帮你？' }, 'ok'],
    ['operator', { forbiddenPhrases: ['天下第一'] }, 'identity/notAllowed'],
  ] as const)('who works as %s changing %p: %s', async (role, input, code) => {
    expect(await codeOf('admin.saveSettings', input, of[role])).toBe(code);
  });

  test('of two who save what they saw, the second is told, and nothing of either is lost', async () => {
    const { version: onVersion } = await page();
    expect(await save({ lowStockBelow: 5, onVersion })).toEqual({
      state: 'saved',
      version: onVersion + 1,
      proposalId: null,
    });
    const late = { lowStockBelow: 8, closingWaitDays: 9, onVersion };
    expect(await world.refused('admin.saveSettings', late, world.admins[1])).toContain('settings/changed');
    expect([await settingOf('lowStockBelow'), await settingOf('closingWaitDays')]).toEqual([5, 7]);
    expect(await save({ closingWaitDays: 9, onVersion: onVersion + 1 })).toMatchObject({ state: 'saved' });
    expect(await save({ closingWaitDays: 9 })).toMatchObject({ state: 'same' });
  });

  test('every version tells who changed what, is in the audit, and can be gone back to', async () => {
    const before = (await page()).version;
    await save({ answerWithinDays: 4, watchDepth: 20, quickReplies: ['稍等', '已经发出'] });
    const [newest] = await history();
    expect(newest).toMatchObject({ version: before + 1, how: 'saved', restored: null, byName: expect.any(String) });
    expect(newest!.changes).toEqual([
      { name: 'answerWithinDays', before: 2, after: 4 },
      { name: 'watchDepth', before: 12, after: 20 },
      { name: 'quickReplies', before: [], after: ['稍等', '已经发出'] },
    ]);
    const [line] = world.cloud.engine.find('audit', { action: 'admin.saveSettings', 'details.version': before + 1 });
    expect(line).toMatchObject({
      changes: expect.arrayContaining([
        { field: 'answerWithinDays', before: '2', after: '4' },
        { field: 'quickReplies', before: '[]', after: '["稍等","已经发出"]' },
      ]),
    });
    const restore = (version: number, onVersion: number, token = world.admins[1]) =>
      world.cloud.call('admin.restoreSettings', { version, onVersion, requestId: nextRequest() }, token);
    expect(await restore(999, before + 1)).toMatchObject({ code: 'settings/unknown' });
    expect(await restore(before, before)).toMatchObject({ code: 'settings/changed' });
    expect(await restore(before, before + 1, of.operator)).toMatchObject({ code: 'identity/notAllowed' });
    expect(await restore(before, before + 1)).toMatchObject({ value: { state: 'saved', version: before + 2 } });
    const values = [
      await settingOf('answerWithinDays'),
      await settingOf('watchDepth'),
      await settingOf('quickReplies'),
    ];
    expect(values).toEqual([2, 12, []]);
    expect((await history())[0]).toMatchObject({ how: 'restored', restored: before });
    // The state before the first change is a version too.
    expect((await history()).at(-1)).toMatchObject({ version: 0, how: 'begun', changes: [] });
  });

  test('what lets more money out takes a second one, and is not done over what changed meanwhile', async () => {
    const tighter = { withdrawReviewFromFen: 40_000, withdrawNeeds: 'nameAndNumber' } as const;
    expect(await save(tighter, of.finance)).toMatchObject({ state: 'saved' });
    const looser = { withdrawReviewFromFen: 45_000, withdrawTaxFreeFen: 70_000 };
    const { state, proposalId } = await save(looser, of.finance);
    expect(state).toBe('proposed');
    expect([await settingOf('withdrawReviewFromFen'), (await page()).waiting]).toEqual([40_000, 1]);
    expect(await codeOf('admin.approveProposal', { proposalId }, of.finance)).toBe('proposal/sameAdmin');
    expect(await codeOf('admin.approveProposal', { proposalId }, of.operator)).toBe('identity/notAllowed');
    await save({ withdrawReviewFromFen: 30_000 });
    expect(await codeOf('admin.approveProposal', { proposalId }, world.admins[1])).toBe('settings/changed');
    await world.call('admin.rejectProposal', { proposalId: proposalId! }, world.admins[1]);
    const again = await save(looser, of.finance);
    await world.call('admin.approveProposal', { proposalId: again.proposalId! }, world.admins[1]);
    expect([await settingOf('withdrawReviewFromFen'), await settingOf('withdrawTaxFreeFen')]).toEqual([45_000, 70_000]);
    expect((await history())[0]).toMatchObject({ how: 'approved', changes: [{ after: 45_000 }, { after: 70_000 }] });
    // Going back to a looser version is no way around it.
    const { version } = await page();
    const back = { version: 0, onVersion: version, requestId: nextRequest() };
    expect(await world.call('admin.restoreSettings', back, world.admins[0])).toMatchObject({ state: 'proposed' });
  });

  test('an open order keeps the terms it was made under; the next one has the new ones', async () => {
    const place = async () => {
      const lines = [{ skuId: 'plain-1', quantity: 1 }];
      const asked = { lines, addressId: member.addressId, requestId: nextRequest() };
      const { orderId } = await world.call('shop.placeOrder', asked, member.token);
      return world.cloud.engine.get('orders', orderId) as unknown as OrderDocument;
    };
    const terms = ({ payBeforeMs, settleAfterDays }: OrderDocument) => [
      Math.round((payBeforeMs - world.cloud.now()) / 60_000),
      settleAfterDays,
    ];
    const open = await place();
    const then = terms(open);
    await save({ payWithinMinutes: 90, settleAfterDays: 12 });
    expect(terms(world.cloud.engine.get('orders', open._id) as unknown as OrderDocument)).toEqual(then);
    expect(terms(await place())).toEqual([90, 12]);
  });

  test('a new shop begins with the freight of the settings', async () => {
    await save({ newShopFreightFen: 900, newShopFreeFreightFromFen: 9_900 });
    await world.cloud.engine.remove('shops', { _id: 'own' });
    await world.call('admin.changeShop', { name: '新店', requestId: nextRequest() }, world.admins[0]);
    expect(world.cloud.engine.get('shops', 'own')).toMatchObject({ freightFen: 900, freeFreightFromFen: 9_900 });
  });

  test('notices that are off are not asked for, and a template of the settings is used', async () => {
    await save({ noticesOff: ['restock'], templateShipped: 'TPL-from-settings:thing5,thing6,time7' });
    const { templates } = await world.call('messages.templates', {}, member.token);
    const names = templates.map(({ template }) => template);
    expect(names).not.toContain('restock');
    expect(templates.find(({ template }) => template === 'shipped')).toMatchObject({ templateId: 'TPL-from-settings' });
    expect(
      await codeOf('messages.noteAccepted', { templates: ['restock'], requestId: nextRequest() }, member.token),
    ).toBe('notice/noTemplate');
    expect(await codeOf('admin.saveSettings', { templateShipped: '随便写' }, world.admins[0])).toBe('input/invalid');
  });
});

describe('stops', () => {
  const set = (stop: StopKind, isStopped: boolean, token: string, told = '') =>
    world.cloud.call('admin.setStop', { stop, isStopped, reason: '查一件事', told, requestId: nextRequest() }, token);
  /** An input that is right as far as the contract goes; whether it would be refused later does not matter. */
  const inputs: Readonly<Partial<Record<ActionName, object>>> = {
    'shop.placeOrder': { lines: [{ skuId: 'plain-1', quantity: 1 }] },
    'shop.payOrder': { orderId: 'none' },
    'collectibles.enterDraw': { seriesId: 'none' },
    'collectibles.take': { seriesId: 'none', quotedUnits: 1, payPassword: PAY_PASSWORD },
    'collectibles.collect': { editionId: 'none', addressId: 'none' },
    'wallet.payMerchant': { payee: { shopId: 'own' }, amountCents: 100, payPassword: PAY_PASSWORD },
    'wallet.showPayCode': {},
    'wallet.sell': { microPoints: 1_000_000, quotedFen: 1, payPassword: PAY_PASSWORD },
    'wallet.exchange': { microPoints: 1_000_000, quotedCents: 1, payPassword: PAY_PASSWORD },
    'wallet.redeem': { orderId: 'none', quotedMicroPoints: 1, payPassword: PAY_PASSWORD },
    'wallet.exportHolding': { microPoints: 1_000_000, payPassword: PAY_PASSWORD },
  };

  test.each(Object.entries(stops).flatMap(([stop, { actions }]) => actions.map((name) => [stop, name] as const)))(
    'while %s are stopped %s is refused, with what members are told; then it goes on',
    async (stop, name) => {
      const input = inputs[name];
      if (!input) {
        expect(name).toMatch(/^merchant\./);
        return;
      }
      const own = name === 'shop.payOrder' ? {} : { requestId: nextRequest() };
      const ask = () => world.cloud.call(name, { ...input, ...own }, member.token);
      expect(await set(stop as StopKind, true, world.admins[0], '十点恢复')).toMatchObject({ ok: true });
      expect(await ask()).toMatchObject({ code: 'platform/stopped', details: { stop, told: '十点恢复' } });
      const { stops: told } = await world.call('shop.viewStops', {});
      expect(told).toMatchObject([{ stop, told: '十点恢复', sinceMs: expect.any(Number) }]);
      expect(await set(stop as StopKind, false, world.admins[1])).toMatchObject({ ok: true });
      expect(await ask()).not.toMatchObject({ code: 'platform/stopped' });
    },
  );

  test('whose it is stops it; where money leaves another one lets it go on; each leaves its line', async () => {
    expect(await set('sales', true, of.operator!)).toMatchObject({ code: 'identity/notAllowed' });
    expect(await set('orders', true, of.finance!)).toMatchObject({ code: 'identity/notAllowed' });
    await set('sales', true, of.finance!);
    expect(await set('sales', false, of.finance!)).toMatchObject({ code: 'stop/sameAdmin' });
    const { stops: shown } = await world.call('admin.viewStops', {}, of.finance);
    expect(shown.find(({ stop }) => stop === 'sales')).toMatchObject({ reason: '查一件事', mayTurn: false });
    expect((await world.call('admin.viewOverview', {}, world.admins[0])).stopped).toEqual(['sales']);
    await set('sales', false, world.admins[0]);
    await set('orders', true, of.operator!);
    expect(await set('orders', false, of.operator!)).toMatchObject({ ok: true });
    const lines = world.cloud.engine.find('audit', { action: 'admin.setStop', 'details.stop': 'sales' });
    expect(lines.slice(-2)).toMatchObject([
      { changes: [{ field: 'isStopped', before: 'false', after: 'true' }] },
      { changes: [{ field: 'isStopped', before: 'true', after: 'false' }] },
    ]);
  });

  test('what was done before a stop is told again', async () => {
    const asked = { lines: [{ skuId: 'plain-1', quantity: 1 }], addressId: member.addressId, requestId: nextRequest() };
    const first = await world.call('shop.placeOrder', asked, member.token);
    await set('orders', true, world.admins[0]);
    expect(await world.call('shop.placeOrder', asked, member.token)).toEqual(first);
    await set('orders', false, world.admins[0]);
  });

  test('while sign-up is stopped nobody new comes in, and who has an account does', async () => {
    await set('signUp', true, world.admins[0]);
    const signIn = async (phone: string) => {
      await world.advance('2m');
      await world.call('account.sendCode', { phone });
      const code = /\d{6}/.exec(world.cloud.inbox(phone)[0]!.text)![0];
      return codeOf('account.signIn', { phone, code });
    };
    expect([await signIn('13800000077'), await signIn('13800000001')]).toEqual(['platform/stopped', 'ok']);
    await set('signUp', false, world.admins[0]);
    expect(await signIn('13800000077')).toBe('ok');
  });

  test('while credits are stopped no close begins; then each day is closed in order', async () => {
    const openDay = () => String(world.cloud.engine.get('platform', 'day')?.openDay);
    const day = openDay();
    await set('credits', true, world.admins[0]);
    await world.advance('1d');
    expect([openDay(), world.cloud.engine.get('closes', day)]).toEqual([day, undefined]);
    await set('credits', false, world.admins[1]);
    await world.advance('1d');
    expect(openDay()).toBe(businessDayOf(world.cloud.now()));
    expect(world.cloud.engine.get('closes', day)).toMatchObject({ stage: 'closed', balanced: true });
  });
});

describe("the shop's own phrases", () => {
  beforeAll(() => save({ forbiddenPhrases: ['天下第一', 'Best of All'] }));

  test.each([
    ['what a shop says', 'admin.changeShop', { deliveryWord: '天·下·第·一' }],
    ['a greeting', 'admin.saveSettings', { greeting: '我们天下第一' }],
    ['an answer that may be taken', 'admin.saveSettings', { quickReplies: ['天下', '第一'] }],
    ['a reason', 'admin.setStop', { stop: 'orders', isStopped: true, reason: '天下第一' }],
  ] as const)('%s: refused, with the phrase named', async (_what, action, input) => {
    const answer = await world.cloud.call(action, { ...input, requestId: nextRequest() }, world.admins[0]);
    expect(answer).toMatchObject({ code: 'words/forbidden', details: { phrase: '天下第一' } });
  });

  test('written otherwise it is the same; what only the shop reads is not held to it; gone, it is no more', async () => {
    const title = (title: string) => saveGoods(world, 'best', { priceFen: 100, costFen: 10, stock: 1 }, { title });
    await expect(title('ｂｅｓｔ  of-ALL 茶')).rejects.toThrow('words/forbidden');
    const note = { shopId: 'own', text: '要天下第一的那种' };
    const lines = [{ skuId: 'plain-1', quantity: 1 }];
    expect(
      await codeOf(
        'shop.placeOrder',
        { lines, addressId: member.addressId, notes: [note], requestId: nextRequest() },
        member.token,
      ),
    ).toBe('ok');
    await save({ forbiddenPhrases: [] });
    await title('天下第一茶');
  });
});
