import { createHash } from 'node:crypto';
import { actions } from '@shared/contract';
import { isStaffArea, memberRoles, type staffAreas } from '@shared/roles';
import { type Joined, joinMember, openShop, removeBuilt, startWorld, type TestWorld } from './world';

jest.setTimeout(180_000);

let world: TestWorld;
let member: Joined;
let merchant: string;
/** Somebody of each role, and nobody's. */
const byRole = new Map<string, string>();
beforeAll(async () => {
  world = await startWorld({ timers: 'few' });
  await openShop(world);
  member = await joinMember(world, '13800000001');
  const owner = await joinMember(world, '13800000002');
  await world.call('admin.saveShop', { shopId: 'theirs', name: '粮油店', ownerId: owner.memberId }, world.admins[0]);
  merchant = owner.token;
  for (const [at, role] of [...memberRoles, 'nobody'].entries()) {
    const { memberId, token } = await joinMember(world, `1380000010${at}`);
    const roles = role === 'nobody' ? [] : [role];
    await world.cloud.engine.update('members', { _id: memberId }, { $set: { roles } });
    byRole.set(role, token);
  }
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

const names = (role: string) => actions.filter((one) => one.role === role).map(({ name }) => name);
const codeOf = async (action: string, input: Record<string, unknown>, token?: string) => {
  const answer = await world.cloud.call(action, input, token);
  return answer.ok ? 'ok' : answer.code;
};

const ofStaff = actions.filter(({ role }) => isStaffArea(role));

test.each([...names('member'), ...names('merchant'), ...ofStaff.map(({ name }) => name)])(
  '%s asks for a member',
  async (name) => {
    expect(await codeOf(name, {})).toBe('identity/signInFirst');
  },
);

test.each(ofStaff.map(({ name }) => name))('%s asks for the staff, whatever the input says', async (name) => {
  expect(await codeOf(name, { role: 'owner', openid: 'somebody' }, member.token)).toBe('identity/notAllowed');
});

describe('each action of the staff and each role', () => {
  /** Who works where, written down a second time: owners everywhere, a shop's owner and a plain member nowhere. */
  const allowed: Readonly<Record<keyof typeof staffAreas, string>> = {
    'staff.any': 'owner operator finance support',
    'staff.shop': 'owner operator',
    'staff.orders': 'owner operator support',
    'staff.members': 'owner operator finance support',
    'staff.money': 'owner finance',
    'staff.plans': 'owner operator',
    'staff.owner': 'owner',
  };

  test.each(ofStaff.map(({ name, role }) => [name, role] as const))('%s is of %s', async (name, role) => {
    const may = allowed[role as keyof typeof allowed].split(' ');
    for (const [one, token] of byRole) {
      // An input that no action knows: who may not is told that first, and nothing is done by who may.
      const expected = may.includes(one) ? 'input/invalid' : 'identity/notAllowed';
      expect([one, await codeOf(name, { surprise: 1 }, token)]).toEqual([one, expected]);
    }
  });

  test('a step beyond a role is in the audit, once a day for each action; a plain member writes none', async () => {
    const lines = (action: string) =>
      world.cloud.engine.find('audit', { action: 'identity.notAllowed', 'details.asked': action }) as unknown as {
        readonly memberId: string;
      }[];
    const before = lines('admin.payOut').length;
    for (const who of ['support', 'support', 'nobody']) await codeOf('admin.payOut', { surprise: 1 }, byRole.get(who));
    expect([before, lines('admin.payOut').length]).toEqual([3, 3]);
    await world.advance('1d');
    await codeOf('admin.payOut', { surprise: 1 }, byRole.get('support'));
    expect(lines('admin.payOut')).toHaveLength(4);
    expect(new Set(lines('admin.payOut').map(({ memberId }) => memberId)).size).toBe(3);
  });

  test.each([
    ['admin.approveProposal', 'staff.money'],
    ['admin.payOut', 'staff.money'],
    ['admin.reviewWithdrawal', 'staff.money'],
    ['admin.setRole', 'staff.owner'],
    ['admin.approveClearance', 'staff.owner'],
    ['admin.publishPlans', 'staff.owner'],
    ['admin.saveGoods', 'staff.shop'],
    ['admin.ship', 'staff.orders'],
  ])('%s stays where it was put: %s', (name, role) => {
    expect(actions.find((one) => one.name === name)?.role).toBe(role);
  });
});

test.each(actions.map(({ name }) => name))('%s refuses an input that the contract does not know', async (name) => {
  const isMerchants = names('merchant').includes(name);
  expect(await codeOf(name, { surprise: 1 }, isMerchants ? merchant : world.admins[0])).toBe('input/invalid');
});

test.each(names('merchant'))('%s asks for the owner of a shop', async (name) => {
  expect(await codeOf(name, {}, world.admins[0])).toBe('identity/notAllowed');
});

test('an unknown action and one of another function are refused', async () => {
  expect(await codeOf('shop.steal', {}, member.token)).toBe('action/unknown');
  expect(await codeOf('shop.toString', {}, member.token)).toBe('action/unknown');
});

test('timers and payment notices are not for members', async () => {
  for (const name of ['settlement', 'dailyClose', 'payCallback']) {
    expect(await world.cloud.call(`${name}.run`, {}, member.token)).toMatchObject({ code: 'identity/notAllowed' });
  }
  const forged = {
    returnCode: 'SUCCESS',
    resultCode: 'SUCCESS',
    outTradeNo: 'x',
    transactionId: '42000000',
    totalFee: 1,
  };
  expect(await world.cloud.call('payCallback.run', forged, member.token)).toMatchObject({
    code: 'identity/notAllowed',
  });
});

test('one phone is one account; codes are wrong, spent, expired, limited', async () => {
  const phone = '13600000001';
  const sent = () => world.cloud.call('account.sendCode', { phone });
  expect((await sent()).ok).toBe(true);
  expect(await codeOf('account.sendCode', { phone })).toBe('code/tooSoon');
  const code = /\d{6}/.exec(world.cloud.inbox(phone)[0]!.text)![0];
  const wrong = code === '000000' ? '000001' : '000000';
  expect(await codeOf('account.signIn', { phone, code: wrong })).toBe('code/wrong');
  expect(await codeOf('account.signIn', { phone, code })).toBe('ok');
  expect(await codeOf('account.signIn', { phone, code })).toBe('code/expired');
  await world.advance('2m');
  expect((await sent()).ok).toBe(true);
  for (let guess = 0; guess < 5; guess += 1) await codeOf('account.signIn', { phone, code: wrong });
  expect(await codeOf('account.signIn', { phone, code: wrong })).toBe('code/tooManyAttempts');
  expect(world.cloud.engine.find('members', { phoneMasked: '136****0001' })).toHaveLength(1);
  expect(JSON.stringify(world.cloud.engine.find('members', {}))).not.toContain(phone);
});

test('the referrer is bound at the first sign-in and never changes', async () => {
  const other = await joinMember(world, '13600000002');
  const joined = await world.signIn('13600000003', member.inviteCode);
  await world.advance('2m');
  await world.signIn('13600000003', other.inviteCode);
  const [kept] = world.cloud.engine.find('members', { _id: joined.memberId });
  expect(kept).toMatchObject({ referrerId: member.memberId, depth: 1 });
  await world.advance('2m');
  await world.call('account.sendCode', { phone: '13600000004' });
  const code = /\d{6}/.exec(world.cloud.inbox('13600000004')[0]!.text)![0];
  expect(await codeOf('account.signIn', { phone: '13600000004', code, invitation: 'NOBODY22' })).toBe(
    'invitation/unknown',
  );
});

test('on WeChat the phone button signs in, binds the openid, and no token is given', async () => {
  const wechat = async (openid: string) => {
    const token = `token-of-${openid}`;
    await world.cloud.engine.set('sessions', createHash('sha256').update(token).digest('hex'), {
      openid,
      expiresAt: Number.MAX_SAFE_INTEGER,
    } as never);
    return token;
  };
  const first = await wechat('oWechat1');
  const entered = await world.call('account.signInWithWechatPhone', { code: 'phone-13500000001-a' }, first);
  expect(entered.token).toBeUndefined();
  expect((await world.call('account.me', {}, first)).memberId).toBe(entered.member.memberId);
  expect(await codeOf('account.signInWithWechatPhone', { code: 'phone-13500000001-a' }, first)).toBe('phone/notGiven');
  expect(await codeOf('account.signInWithWechatPhone', { code: 'phone-13500000002-b' }, first)).toBe(
    'identity/otherPhone',
  );
  const onPhone = await world.signIn('13500000001');
  expect(onPhone.memberId).toBe(entered.member.memberId);
});

test('a session ends with its sign-out', async () => {
  const { token } = await world.signIn('13600000005');
  await world.call('account.signOut', { token }, token);
  expect(await codeOf('account.me', {}, token)).toBe('session/expired');
});

test('an address of somebody else, an order of somebody else: unknown', async () => {
  const other = await joinMember(world, '13600000006');
  expect(await codeOf('shop.removeAddress', { addressId: member.addressId }, other.token)).toBe('address/unknown');
  const input = { lines: [{ skuId: 'apple-1', quantity: 1 }], addressId: member.addressId, requestId: 'request-other' };
  expect(await codeOf('shop.placeOrder', input, other.token)).toBe('address/unknown');
});

test('a clearance needs two administrators', async () => {
  const { clearances } = await world.call('admin.listClearances', {}, world.admins[0]);
  expect(clearances).toHaveLength(8);
  const proposed = await world.call(
    'admin.proposeClearance',
    {
      feature: 'withdrawal',
      issuer: '演示',
      documentReference: '1',
      documentSha256: 'a'.repeat(64),
      scope: '演示',
      validFromDay: '2026-01-01',
      validToDay: '2026-12-31',
      requestId: 'withdrawal-1',
    },
    world.admins[0],
  );
  const input = { clearanceId: proposed.clearanceId };
  expect(await codeOf('admin.approveClearance', input, world.admins[0])).toBe('clearance/sameAdmin');
  expect((await world.call('admin.approveClearance', input, world.admins[1])).state).toBe('valid');
});

test('words that promise gains are refused', async () => {
  expect(await codeOf('account.updateProfile', { nickname: '稳 赚 不赔' }, member.token)).toBe('words/forbidden');
});

test('a plan with faults is not published, and says where', async () => {
  const answer = await world.cloud.call(
    'admin.publishPlans',
    { plans: { release: { tiers: [] } }, requestId: 'faulty-plan' },
    world.admins[0],
  );
  expect(answer).toMatchObject({ ok: false, code: 'plan/faults', details: { place: 'release.dailyRate' } });
});
