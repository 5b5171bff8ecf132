import { callFrom, codeOf, otherThan, wechat } from './callers';
import { Seam } from './seam';
import { removeBuilt, startWorld, type TestWorld } from './world';

jest.setTimeout(180_000);

const seam = new Seam();
let world: TestWorld;
beforeAll(async () => {
  world = await startWorld({ timers: 'few', beforeRequest: seam.beforeRequest });
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
const newPhone = (): string => `137${String(++phones).padStart(8, '0')}`;
const call = (action: string, input: Record<string, unknown>, token?: string) => world.cloud.call(action, input, token);
const refusal = async (reply: Promise<{ ok: boolean; code?: string; details?: unknown }>) => {
  const { ok, code, details } = await reply;
  return ok ? { code: 'ok' } : { code, details };
};
const sendTo = async (phone: string): Promise<string> => {
  await world.call('account.sendCode', { phone });
  return codeOf(world, phone);
};
const membersOf = (phone: string) =>
  world.cloud.engine.find('members', { phoneMasked: `${phone.slice(0, 3)}****${phone.slice(-4)}` });
const isUpdateOf = (name: string) => (request: { action: string; collection?: string }) =>
  request.action === 'database.modifyDocument' && request.collection === name;

describe("the phone button is WeChat's", () => {
  test.each([
    ['an anonymous visitor', undefined],
    ['a member of the H5', 'member'],
  ])('%s is refused, and the platform is asked nothing', async (_, who) => {
    const token = who && (await world.signIn(newPhone())).token;
    const owner = '13900000001'; // an administrator
    const code = `phone-${owner}-${who ?? 'nobody'}`;
    seam.seen.length = 0;
    for (const from of ['within', '127.0.0.2'])
      expect(
        from === 'within'
          ? await call('account.signInWithWechatPhone', { code }, token)
          : await callFrom(world, from, 'account.signInWithWechatPhone', { code }, { token: token ?? '' }),
      ).toMatchObject({ ok: false, code: 'identity/wechatOnly' });
    expect(seam.seen.filter(({ action }) => action === 'wx.openApi')).toEqual([]);
    // The code was not used up: WeChat's own visitor has it still.
    const known = await wechat(world, `oOwner${who ?? ''}`);
    expect(await refusal(call('account.signInWithWechatPhone', { code }, known))).toEqual({ code: 'ok' });
  });

  test('an unknown invitation is refused before the code is used up, but not to an account that is bound', async () => {
    const phone = newPhone();
    const token = await wechat(world, 'oInvited');
    const code = `phone-${phone}-once`;
    const asked = { code, invitation: 'NOBODY22' };
    expect((await refusal(call('account.signInWithWechatPhone', asked, token))).code).toBe('invitation/unknown');
    expect(membersOf(phone)).toEqual([]);
    expect((await refusal(call('account.signInWithWechatPhone', { code }, token))).code).toBe('ok');
    const again = { code: `phone-${phone}-again`, invitation: 'NOBODY22' };
    expect((await refusal(call('account.signInWithWechatPhone', again, token))).code).toBe('ok');
  });
});

describe('an address', () => {
  test('has 50 codes an hour, for whatever phones and whatever it says of itself', async () => {
    const send = (headers = {}) => callFrom(world, '127.0.0.3', 'account.sendCode', { phone: newPhone() }, { headers });
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, at) => send({ 'x-forwarded-for': `10.0.0.${at}`, 'x-real-ip': `10.0.1.${at}` })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(50);
    expect(new Set(answers.map((answer) => (answer.ok ? 'ok' : answer.code)))).toEqual(new Set(['ok', 'code/tooMany']));
    expect(await refusal(send())).toEqual({ code: 'code/tooMany', details: { most: 50, againAfterSeconds: 3600 } });
    expect((await callFrom(world, '127.0.0.4', 'account.sendCode', { phone: newPhone() })).ok).toBe(true);
    await world.advance('59m');
    expect(await refusal(send())).toEqual({ code: 'code/tooMany', details: { most: 50, againAfterSeconds: 60 } });
    await world.advance('1m');
    expect((await send()).ok).toBe(true);
  });

  test('two that come side by side for the last code of the hour: one has it', async () => {
    const send = () => callFrom(world, '127.0.0.5', 'account.sendCode', { phone: newPhone() });
    for (let sent = 0; sent < 49; sent += 1) expect((await send()).ok).toBe(true);
    void seam.meet(2, isUpdateOf('counters'));
    const codes = (await Promise.all([send(), send()])).map((answer) => (answer.ok ? 'ok' : answer.code));
    expect(codes.sort()).toEqual(['code/tooMany', 'ok']);
  });

  test('that is told to wait for a phone has spent nothing of its hour', async () => {
    const phone = newPhone();
    const send = (to: string) => callFrom(world, '127.0.0.6', 'account.sendCode', { phone: to });
    for (let asked = 0; asked < 60; asked += 1) await send(phone);
    expect((await send(newPhone())).ok).toBe(true);
  });

  test('has 50 wrong guesses an hour, at whatever phones; right ones are given back', async () => {
    const guess = (phone: string, code: string) => callFrom(world, '127.0.0.7', 'account.signIn', { phone, code });
    for (let right = 0; right < 3; right += 1) {
      const phone = newPhone();
      expect((await refusal(guess(phone, await sendTo(phone)))).code).toBe('ok');
    }
    const targets = Array.from({ length: 11 }, newPhone);
    for (const phone of targets) await sendTo(phone);
    for (let at = 0; at < 49; at += 1) {
      const phone = targets[Math.floor(at / 5)]!;
      expect((await refusal(guess(phone, otherThan(codeOf(world, phone))))).code).toBe('code/wrong');
    }
    void seam.meet(2, isUpdateOf('counters'));
    const last = await Promise.all(
      [targets[9]!, targets[10]!].map((phone) => refusal(guess(phone, otherThan(codeOf(world, phone))))),
    );
    expect(last.map(({ code }) => code).sort()).toEqual(['code/tooManyAttempts', 'code/wrong']);
    expect(last.find(({ code }) => code === 'code/tooManyAttempts')?.details).toEqual({ againAfterSeconds: 3600 });
    // Even the right one, from there; from elsewhere it is as good as ever.
    expect((await refusal(guess(targets[10]!, codeOf(world, targets[10]!)))).code).toBe('code/tooManyAttempts');
    const elsewhere = { phone: targets[10]!, code: codeOf(world, targets[10]!) };
    expect((await refusal(callFrom(world, '127.0.0.8', 'account.signIn', elsewhere))).code).toBe('ok');
  });

  test('is not kept, nor is an openid', async () => {
    const token = await wechat(world, 'oUnkept');
    await callFrom(world, '127.0.0.9', 'account.sendCode', { phone: newPhone() }, { token });
    const kept = JSON.stringify(world.cloud.engine.find('counters', {}));
    expect(kept).toContain('send:');
    expect(kept).not.toMatch(/127\.0\.0|oUnkept/);
  });
});

test('an openid has its own hour, wherever it comes from', async () => {
  const token = await wechat(world, 'oSender');
  const send = (at: number) =>
    callFrom(world, `127.0.1.${1 + (at % 5)}`, 'account.sendCode', { phone: newPhone() }, { token });
  for (let sent = 0; sent < 50; sent += 1) expect((await send(sent)).ok).toBe(true);
  expect((await refusal(send(50))).code).toBe('code/tooMany');
});

describe("a stranger at somebody's phone", () => {
  test('asks for codes all day: the owner waits a while at most, and has not many messages', async () => {
    const phone = newPhone();
    const stranger = () => refusal(callFrom(world, '127.0.0.10', 'account.sendCode', { phone }));
    let longest = 0;
    let waited = 0;
    while (waited < 86_400) {
      const { code, details } = await stranger();
      const wait = code === 'ok' ? 60 : (details as { againAfterSeconds: number }).againAfterSeconds;
      expect(['ok', 'code/tooSoon']).toContain(code);
      longest = Math.max(longest, wait);
      waited += wait;
      await world.advance(`${wait}s`);
    }
    expect(longest).toBeLessThanOrEqual(1800);
    expect(world.cloud.inbox(phone).length).toBeLessThanOrEqual(65);
    const now = await refusal(call('account.sendCode', { phone }));
    if (now.code !== 'ok')
      await world
        .advance(`${(now.details as { againAfterSeconds: number }).againAfterSeconds}s`)
        .then(() => sendTo(phone));
    expect((await refusal(call('account.signIn', { phone, code: codeOf(world, phone) }))).code).toBe('ok');
  });

  test('the pause is a minute ten times, then ten minutes, then thirty', async () => {
    const phone = newPhone();
    const pauses: number[] = [];
    for (let sent = 0; sent < 17; sent += 1) {
      const { againAfterSeconds } = await world.call('account.sendCode', { phone });
      pauses.push(againAfterSeconds);
      await world.advance(`${againAfterSeconds - 1}s`);
      expect(await refusal(call('account.sendCode', { phone }))).toEqual({
        code: 'code/tooSoon',
        details: { againAfterSeconds: 1 },
      });
      await world.advance('1s');
    }
    expect(pauses).toEqual([...Array(9).fill(60), ...Array(5).fill(600), ...Array(3).fill(1800)]);
  });

  test("guesses wrongly: the owner's code lives", async () => {
    const phone = newPhone();
    const code = await sendTo(phone);
    const guess = (address: string) =>
      refusal(callFrom(world, address, 'account.signIn', { phone, code: otherThan(code) }));
    for (let left = 4; left >= 0; left -= 1)
      expect(await guess('127.0.0.11')).toEqual({ code: 'code/wrong', details: { attemptsLeft: left } });
    for (let more = 0; more < 25; more += 1) expect((await guess('127.0.0.11')).code).toBe('code/tooManyAttempts');
    const stranger = { phone, code }; // even with the right one
    expect((await refusal(callFrom(world, '127.0.0.11', 'account.signIn', stranger))).code).toBe(
      'code/tooManyAttempts',
    );
    expect((await refusal(callFrom(world, '127.0.0.12', 'account.signIn', { phone, code }))).code).toBe('ok');
  });

  test('of many addresses guesses 25 times at one code, not more', async () => {
    const phone = newPhone();
    const code = await sendTo(phone);
    const guess = (at: number) =>
      refusal(callFrom(world, `127.0.2.${at}`, 'account.signIn', { phone, code: otherThan(code) }));
    for (let at = 1; at <= 25; at += 1) expect((await guess(at)).code).toBe('code/wrong');
    expect((await guess(26)).code).toBe('code/tooManyAttempts');
    await world.advance('1m');
    expect((await refusal(call('account.signIn', { phone, code: await sendTo(phone) }))).code).toBe('ok');
  });

  test('a new code gives new guesses once, not for ever', async () => {
    const phone = newPhone();
    const from = (code: string) => refusal(callFrom(world, '127.0.0.13', 'account.signIn', { phone, code }));
    for (let round = 0; round < 2; round += 1) {
      const code = await sendTo(phone);
      for (let guess = 0; guess < 5; guess += 1) expect((await from(otherThan(code))).code).toBe('code/wrong');
      expect((await from(otherThan(code))).code).toBe('code/tooManyAttempts');
      await world.advance('1m');
    }
    const code = await sendTo(phone);
    const { code: refused, details } = await from(code);
    expect(refused).toBe('code/tooManyAttempts');
    expect(details).toEqual({ againAfterSeconds: 3480 });
  });

  test('four that guess side by side have no more guesses than one', async () => {
    const phone = newPhone();
    const wrong = otherThan(await sendTo(phone));
    const guess = () => refusal(callFrom(world, '127.0.0.14', 'account.signIn', { phone, code: wrong }));
    for (let at = 0; at < 3; at += 1) await guess();
    void seam.meet(4, isUpdateOf('counters'));
    const codes = (await Promise.all([guess(), guess(), guess(), guess()])).map(({ code }) => code);
    expect(codes.filter((code) => code === 'code/wrong')).toHaveLength(2);
    expect(codes.filter((code) => code === 'code/tooManyAttempts')).toHaveLength(2);
  });
});

describe('a right code', () => {
  test('outlives a mistyped invitation', async () => {
    const phone = newPhone();
    const code = await sendTo(phone);
    for (let typed = 0; typed < 7; typed += 1)
      expect((await refusal(call('account.signIn', { phone, code, invitation: 'NOBODY22' }))).code).toBe(
        'invitation/unknown',
      );
    expect(membersOf(phone)).toEqual([]);
    expect((await refusal(call('account.signIn', { phone, code }))).code).toBe('ok');
    expect((await refusal(call('account.signIn', { phone, code }))).code).toBe('code/expired');
  });

  test('outlives any other refusal as well', async () => {
    const [phone, other] = [newPhone(), newPhone()];
    const token = await wechat(world, 'oBound');
    await call('account.signInWithWechatPhone', { code: `phone-${other}-x` }, token);
    const code = await sendTo(phone);
    expect((await refusal(call('account.signIn', { phone, code }, token))).code).toBe('identity/otherPhone');
    expect((await refusal(call('account.signIn', { phone, code }))).code).toBe('ok');
  });

  test('outlives a referrer whose account is closed while one joins', async () => {
    const referrer = await world.signIn(newPhone());
    const phone = newPhone();
    const code = await sendTo(phone);
    const [kept] = world.cloud.engine.find('members', { _id: referrer.memberId });
    seam.before(
      ({ action }) => action === 'database.startTransaction',
      async () => {
        await world.cloud.engine.set('members', referrer.memberId, { ...kept, isClosed: true } as never);
      },
    );
    const asked = { phone, code, invitation: referrer.inviteCode };
    expect((await refusal(call('account.signIn', asked))).code).toBe('invitation/unknown');
    expect(membersOf(phone)).toEqual([]);
    expect((await refusal(call('account.signIn', { phone, code }))).code).toBe('ok');
  });

  test('given twice side by side makes one account and one session', async () => {
    const phone = newPhone();
    const code = await sendTo(phone);
    void seam.meet(2, ({ action }) => action === 'database.startTransaction');
    const codes = await Promise.all([0, 1].map(() => refusal(call('account.signIn', { phone, code }))));
    expect(codes.map((one) => one.code).sort()).toEqual(['code/expired', 'ok']);
    expect(membersOf(phone)).toHaveLength(1);
  });
});

test('without the right code nothing tells whether a phone has an account, nor whether a code is on its way', async () => {
  const [known, unknown, silent] = [newPhone(), newPhone(), newPhone()];
  await world.signIn(known);
  await world.advance('10m');
  await sendTo(known);
  await sendTo(unknown);
  const seen = async (phone: string, invitation?: string) => {
    seam.seen.length = 0;
    const reply = await callFrom(world, '127.0.0.15', 'account.signIn', {
      phone,
      code: world.cloud.inbox(phone)[0] ? otherThan(codeOf(world, phone)) : '123456',
      ...(invitation ? { invitation } : {}),
    });
    return { reply, requests: seam.seen.map(({ action, collection }) => `${action} ${collection}`) };
  };
  await seen(newPhone()); // the address is counted from here on
  const first = await seen(known);
  expect(first.reply).toMatchObject({ code: 'code/wrong', details: { attemptsLeft: 4 } });
  expect(await seen(unknown)).toEqual(first);
  expect(await seen(silent)).toEqual(first);
  for (const phone of [known, unknown, silent])
    expect((await seen(phone, 'NOBODY22')).reply).toMatchObject({ code: 'code/wrong', details: { attemptsLeft: 3 } });
});
