// Sessions, login password, change of phone, WeChat bound anew: who gets in, who is put out, and who is told.
import { businessDayOf } from '../../shared/kernel';
import { callFrom, codeOf, otherThan, wechat } from './callers';
import { commits, Seam } from './seam';
import { nextRequest, PAY_PASSWORD, removeBuilt, setPayPassword, startWorld, type TestWorld } from './world';

jest.setTimeout(240_000);

const seam = new Seam();
let world: TestWorld;
beforeAll(async () => {
  world = await startWorld({ timers: 'none', beforeRequest: seam.beforeRequest });
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});
afterEach(async () => {
  seam.open();
  await world.advance('1d'); // every hour and every pause is over
});

let phones = 0;
const newPhone = (): string => `138${String(++phones).padStart(8, '0')}`;
interface Member {
  readonly phone: string;
  readonly token: string;
  readonly memberId: string;
}
const someone = async (): Promise<Member> => {
  const phone = newPhone();
  return { phone, ...(await world.signIn(phone)) };
};
const codeOfReply = async (action: string, input: Record<string, unknown>, token?: string): Promise<string> => {
  const reply = await world.cloud.call(action, input, token);
  return reply.ok ? 'ok' : reply.code;
};
const isAlive = async (token: string) => (await codeOfReply('account.me', {}, token)) === 'ok';
const again = async (phone: string): Promise<string> => {
  await world.advance('31m');
  return (await world.signIn(phone)).token;
};
const titlesOf = async (token: string) =>
  (await world.call('messages.list', { kinds: ['security'] }, token)).messages.map(({ title }) => title);
const ownCode = async ({ phone, token }: Member, purpose: 'phone' | 'loginPassword' | 'payPassword') => {
  await world.call('account.sendOwnCode', { purpose }, token);
  return codeOf(world, phone);
};
const newPhoneCode = async ({ token }: Member, phone: string) => {
  await world.call('account.sendNewPhoneCode', { phone }, token);
  return codeOf(world, phone);
};

describe('sessions', () => {
  test('are told by device and day, and ended one by one or all but one', async () => {
    const { phone } = await someone();
    await world.advance('31m');
    await world.call('account.sendCode', { phone });
    const device = { browser: 'chrome' as const, system: 'windows' as const };
    const { token = '' } = await world.call('account.signIn', { phone, code: codeOf(world, phone), device });
    const third = await again(phone);
    const { sessions } = await world.call('account.listSessions', {}, token);
    expect(sessions).toHaveLength(3);
    expect(sessions.filter(({ isCurrent }) => isCurrent)).toMatchObject([{ device, seenDay: expect.any(String) }]);
    const [newest] = sessions;
    expect(await codeOfReply('account.endSession', { sessionId: newest!.sessionId }, token)).toBe('ok');
    expect([await isAlive(third), await isAlive(token)]).toEqual([false, true]);
    expect(await codeOfReply('account.endSession', { sessionId: newest!.sessionId }, token)).toBe('session/unknown');
    expect(await world.call('account.endOtherSessions', {}, token)).toEqual({ ended: 1 });
    expect((await world.call('account.listSessions', {}, token)).sessions).toHaveLength(1);
    expect((await titlesOf(token)).filter((title) => title === '新的登录')).toHaveLength(2);
  });

  test('of others are not ended, and not seen', async () => {
    const [mine, theirs] = [await someone(), await someone()];
    const { sessions } = await world.call('account.listSessions', {}, theirs.token);
    expect(await codeOfReply('account.endSession', { sessionId: sessions[0]!.sessionId }, mine.token)).toBe(
      'session/unknown',
    );
    expect(await world.call('account.endOtherSessions', {}, mine.token)).toEqual({ ended: 0 });
    expect(await isAlive(theirs.token)).toBe(true);
  });

  test('the day of the last call is written down, the address as a hash alone', async () => {
    const { phone, token, memberId } = await someone();
    await world.advance('2d');
    expect((await callFrom(world, '127.0.0.9', 'account.me', {}, { token })).ok).toBe(true);
    const { sessions } = await world.call('account.listSessions', {}, token);
    expect(sessions).toMatchObject([{ seenDay: businessDayOf(world.cloud.now()), isSameNetwork: false }]);
    const here = await callFrom(world, '127.0.0.9', 'account.listSessions', {}, { token });
    expect(here).toMatchObject({ value: { sessions: [{ isSameNetwork: true }] } });
    expect(JSON.stringify(world.cloud.engine.find('sessions', { openid: `h5-${memberId}` }))).not.toContain('127.0.0');
    expect(phone).toBeTruthy();
  });
});

describe('a login password', () => {
  const PASSWORD = 'mountain-tea-8';
  const set = async (member: Member, newPassword = PASSWORD) =>
    codeOfReply(
      'account.setLoginPassword',
      { newPassword, code: await ownCode(member, 'loginPassword'), requestId: nextRequest() },
      member.token,
    );
  const enter = (phone: string, password: string, address = '127.0.0.30') =>
    callFrom(world, address, 'account.signInByPassword', { phone, password });

  test('is set by code, signs in, and puts other devices out', async () => {
    const member = await someone();
    const other = await again(member.phone);
    for (const weak of ['12345678', 'abcdefgh', `a${member.phone}`]) {
      expect(await set(member, weak)).toBe('password/weak');
      await world.advance('31m');
    }
    expect(await set(member)).toBe('ok');
    expect([await isAlive(other), await isAlive(member.token)]).toEqual([false, true]);
    expect(await enter(member.phone, PASSWORD)).toMatchObject({ ok: true, value: { isNew: false } });
    expect(await titlesOf(member.token)).toEqual(expect.arrayContaining(['设了登录密码', '新的登录']));
    expect(JSON.stringify(world.cloud.engine.find('loginPasswords', {}))).not.toContain(PASSWORD);
    const bound = await wechat(world, 'oByPassword');
    expect(await codeOfReply('account.signInByPassword', { phone: member.phone, password: PASSWORD }, bound)).toBe(
      'identity/browserOnly',
    );
  });

  test('a phone that nobody has, one without a password and a wrong one are answered alike, by the same requests', async () => {
    const [withOne, without] = [await someone(), await someone()];
    await set(withOne);
    await enter(newPhone(), 'whatever-1'); // the address is counted from here on
    const seen = async (phone: string) => {
      seam.seen.length = 0;
      const reply = await enter(phone, 'not-the-one-1');
      return { reply, requests: seam.seen.map(({ action, collection }) => `${action} ${collection}`) };
    };
    const first = await seen(withOne.phone);
    expect(first.reply).toMatchObject({ code: 'password/wrong', details: { attemptsLeft: 4 } });
    expect(await seen(without.phone)).toEqual(first);
    expect(await seen(newPhone())).toEqual(first);
  });

  test('is guessed five times from one place, 25 times a day from all: the code is a way in still', async () => {
    const member = await someone();
    await set(member);
    const codes: string[] = [];
    for (let at = 0; at < 40; at += 1) {
      const reply = await enter(member.phone, 'not-the-one-1', `127.0.3.${1 + (at % 8)}`);
      codes.push(reply.ok ? 'ok' : reply.code);
    }
    expect(codes.filter((code) => code === 'password/wrong')).toHaveLength(25);
    expect(codes.filter((code) => code === 'password/tooMany')).toHaveLength(15);
    expect(await enter(member.phone, PASSWORD, '127.0.3.20')).toMatchObject({ code: 'password/tooMany' });
    expect(await isAlive(await again(member.phone))).toBe(true);
  });
});

describe('another phone', () => {
  test('at once by both codes: signs in by the new one, the old one is free, other devices are out', async () => {
    const member = await someone();
    const other = await again(member.phone);
    const phone = newPhone();
    const [code, own] = [await newPhoneCode(member, phone), await ownCode(member, 'phone')];
    const change = (input: object) =>
      codeOfReply(
        'account.changePhone',
        { phone, code, ownCode: own, requestId: nextRequest(), ...input },
        member.token,
      );
    expect(await change({ code: otherThan(code) })).toBe('code/wrong');
    expect(await change({ ownCode: otherThan(own) })).toBe('code/wrong');
    expect(await change({})).toBe('ok');
    expect([await isAlive(other), await isAlive(member.token)]).toEqual([false, true]);
    expect((await world.signIn(phone)).memberId).toBe(member.memberId);
    await world.advance('31m');
    const newcomer = await world.signIn(member.phone);
    expect(newcomer.memberId).not.toBe(member.memberId);
    expect(await titlesOf(member.token)).toContain('手机号换好了');
  });

  test("another's is refused without a word of whose, before the codes are spent", async () => {
    const [member, owner] = [await someone(), await someone()];
    await world.advance('31m');
    const code = await newPhoneCode(member, owner.phone);
    const input = { phone: owner.phone, code, ownCode: await ownCode(member, 'phone'), requestId: nextRequest() };
    const reply = await world.cloud.call('account.changePhone', input, member.token);
    expect(reply).toMatchObject({ ok: false, code: 'identity/phoneTaken', details: {} });
    expect((await world.signIn(owner.phone)).memberId).toBe(owner.memberId);
  });

  test('where the former is lost, by the payment password and a day: reserved, told, then in its place', async () => {
    const member = await someone();
    await setPayPassword(world, member);
    const phone = newPhone();
    const input = { phone, code: await newPhoneCode(member, phone), requestId: nextRequest() };
    const lose = (payPassword: string) => codeOfReply('account.losePhone', { ...input, payPassword }, member.token);
    expect(await lose('135790')).toBe('payPassword/wrong');
    expect(await lose(PAY_PASSWORD)).toBe('ok');
    expect(await titlesOf(member.token)).toContain('正在换手机号');
    const { phoneNext } = await world.call('account.viewSecurity', {}, member.token);
    expect(phoneNext!.fromMs - phoneNext!.askedAtMs).toBe(86_400_000);
    await world.advance('31m');
    await world.call('account.sendCode', { phone });
    expect(await codeOfReply('account.signIn', { phone, code: codeOf(world, phone) })).toBe('identity/phoneWaits');
    expect((await world.signIn(member.phone)).memberId).toBe(member.memberId);
    await world.advance('1d');
    // Both are tried: whoever comes first finds it settled.
    expect((await world.signIn(member.phone)).memberId).not.toBe(member.memberId);
    expect((await world.signIn(phone)).memberId).toBe(member.memberId);
    expect((await world.call('account.me', {}, member.token)).phoneMasked).toBe(`138****${phone.slice(-4)}`);
  });

  test('stopped, it never comes, and its number is free', async () => {
    const member = await someone();
    await setPayPassword(world, member);
    const phone = newPhone();
    const input = {
      phone,
      code: await newPhoneCode(member, phone),
      payPassword: PAY_PASSWORD,
      requestId: nextRequest(),
    };
    expect(await codeOfReply('account.losePhone', input, member.token)).toBe('ok');
    expect(await codeOfReply('account.stopPhone', { requestId: nextRequest() }, member.token)).toBe('ok');
    expect(await codeOfReply('account.stopPhone', { requestId: nextRequest() }, member.token)).toBe('phone/notAsked');
    await world.advance('25h');
    expect((await world.signIn(phone)).memberId).not.toBe(member.memberId);
    expect((await world.signIn(member.phone)).memberId).toBe(member.memberId);
  });

  test('killed before it is committed and asked again, the account has one phone', async () => {
    const member = await someone();
    const phone = newPhone();
    const [code, own] = [await newPhoneCode(member, phone), await ownCode(member, 'phone')];
    const input = { phone, code, ownCode: own, requestId: nextRequest() };
    const held = seam.hold(commits);
    const running = codeOfReply('account.changePhone', input, member.token);
    await held.reached;
    expect(world.cloud.killWorker()).toBe(true);
    held.release();
    expect(await running).not.toBe('ok');
    expect((await world.call('account.me', {}, member.token)).phoneMasked).toContain(member.phone.slice(-4));
    expect(await codeOfReply('account.changePhone', input, member.token)).toBe('ok');
    expect(await codeOfReply('account.changePhone', input, member.token)).toBe('ok');
    expect(world.cloud.engine.find('phones', { memberId: member.memberId })).toHaveLength(1);
  });
});

describe('WeChat', () => {
  const enter = async (openid: string, phone: string) => {
    const token = await wechat(world, openid);
    return {
      token,
      code: await codeOfReply('account.signInWithWechatPhone', { code: `phone-${phone}-${openid}` }, token),
    };
  };

  test('another one finds the account by its phone: the former is a visitor again, browsers are out, all is told', async () => {
    const member = await someone();
    const first = await enter('oFirst', member.phone);
    expect([first.code, await isAlive(member.token)]).toEqual(['ok', true]);
    const second = await enter('oSecond', member.phone);
    expect(second.code).toBe('ok');
    expect([await isAlive(second.token), await isAlive(first.token), await isAlive(member.token)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(await titlesOf(second.token)).toEqual(expect.arrayContaining(['绑定了微信', '换了微信']));
    expect(world.cloud.engine.find('identities', { memberId: member.memberId })).toHaveLength(1);
  });

  test('two at one moment: one of them is bound', async () => {
    const member = await someone();
    void seam.meet(2, ({ action }) => action === 'database.startTransaction');
    await Promise.all([enter('oLeft', member.phone), enter('oRight', member.phone)]);
    expect(world.cloud.engine.find('identities', { memberId: member.memberId })).toHaveLength(1);
  });

  test('is unbound from a browser', async () => {
    const member = await someone();
    const { token } = await enter('oUnbound', member.phone);
    expect(await codeOfReply('account.unbindWechat', {}, token)).toBe('identity/browserOnly');
    expect(await codeOfReply('account.unbindWechat', {}, member.token)).toBe('ok');
    expect([await isAlive(token), await isAlive(member.token)]).toEqual([false, true]);
    expect((await world.call('account.viewSecurity', {}, member.token)).wechatBoundAtMs).toBe(null);
  });
});

test('what was agreed to is kept, each version once, with its moment', async () => {
  const phone = newPhone();
  const enter = async (version: number) => {
    await world.call('account.sendCode', { phone });
    const agreed = [{ term: 'service' as const, version }];
    const { token = '' } = await world.call('account.signIn', { phone, code: codeOf(world, phone), agreed });
    await world.advance('31m');
    return token;
  };
  await enter(1);
  await enter(1);
  const token = await enter(2);
  const { terms } = await world.call('account.listConsents', {}, token);
  expect(terms.map(({ term, version }) => [term, version])).toEqual([
    ['service', 1],
    ['service', 2],
  ]);
});
