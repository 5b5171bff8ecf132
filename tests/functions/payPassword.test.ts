// The payment password: counted before it is looked at, locked for longer and longer, found again by code and a wait.
import { isWeakPayPassword } from '../../shared/format';
import { otherThan } from './callers';
import { killedAtEverySeam } from './interleave';
import { Seam, writes } from './seam';
import { nextRequest, PAY_PASSWORD, removeBuilt, setPayPassword, startWorld, type TestWorld } from './world';

jest.setTimeout(180_000);

const OTHER = '135790';
const seam = new Seam();
let world: TestWorld;
beforeAll(async () => {
  world = await startWorld({ timers: 'none', beforeRequest: seam.beforeRequest });
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});
afterEach(() => seam.open());

let phones = 0;
interface Member {
  readonly phone: string;
  readonly token: string;
  readonly memberId: string;
}
async function someone(): Promise<Member> {
  const phone = `135${String(++phones).padStart(8, '0')}`;
  return { phone, ...(await world.signIn(phone)) };
}
async function owner(): Promise<Member> {
  const member = await someone();
  await setPayPassword(world, member);
  return member;
}
type Answer = { readonly code: string; readonly details?: unknown };
const answerOf = async (action: string, input: Record<string, unknown>, { token }: Member): Promise<Answer> => {
  const reply = await world.cloud.call(action, { requestId: nextRequest(), ...input }, token);
  return reply.ok ? { code: 'ok' } : { code: reply.code, details: reply.details };
};
/** What confirms: the former password is given to have another one, which is the same again. */
const give = (member: Member, payPassword: string, newPayPassword = PAY_PASSWORD) =>
  answerOf('account.changePayPassword', { payPassword, newPayPassword }, member);
const codeTo = async (member: Member): Promise<string> => {
  await world.call('account.sendOwnCode', { purpose: 'payPassword' }, member.token);
  return /\d{6}/.exec(world.cloud.inbox(member.phone)[0]!.text)![0];
};
const find = async (member: Member, newPayPassword = OTHER) =>
  answerOf('account.findPayPassword', { newPayPassword, code: await codeTo(member) }, member);
const view = ({ token }: Member) => world.call('account.viewPayPassword', {}, token);
const securityOf = async ({ token }: Member) =>
  (await world.call('messages.list', { kinds: ['security'] }, token)).messages.map(({ title }) => title);

test.each([
  ['111111', true],
  ['123456', true],
  ['987654', true],
  ['890123', true],
  ['121212', true],
  ['123123', true],
  ['135790', false],
  ['246810', false],
  ['908172', false],
])('%s is easy to guess: %s', (digits, isWeak) => {
  expect(isWeakPayPassword(digits)).toBe(isWeak);
  expect(isWeakPayPassword(digits, `1380000${digits.slice(-4)}`)).toBe(true);
});

describe('set the first time', () => {
  test('by a code that was sent for it, once; what is kept says nothing of it', async () => {
    const member = await someone();
    expect(await view(member)).toMatchObject({ isSet: false, setAtMs: null, pending: null, waitHours: 24 });
    expect(await give(member, PAY_PASSWORD)).toMatchObject({ code: 'payPassword/notSet' });
    const code = await codeTo(member);
    const set = (newPayPassword: string, by = code) =>
      answerOf('account.setPayPassword', { newPayPassword, code: by }, member);
    expect(await set('123456')).toMatchObject({ code: 'payPassword/weak' });
    expect(await set(PAY_PASSWORD, otherThan(code))).toMatchObject({ code: 'code/wrong' });
    expect(await set(PAY_PASSWORD)).toEqual({ code: 'ok' });
    expect(await set(OTHER)).toMatchObject({ code: 'code/expired' });
    await world.advance('1m');
    expect(await set(OTHER, await codeTo(member))).toMatchObject({ code: 'payPassword/isSet' });
    expect(await view(member)).toMatchObject({ isSet: true, left: 5, lockedUntilMs: null });
    const kept = JSON.stringify([
      world.cloud.engine.find('payPasswords', {}),
      world.cloud.engine.find('requests', {}),
      world.cloud.engine.find('counters', {}),
    ]);
    expect(kept).not.toContain(PAY_PASSWORD);
    expect(await securityOf(member)).toEqual(['设了支付密码']);
  });

  test('a code for signing in does nothing for it, nor the other way round', async () => {
    const member = await someone();
    await world.advance('1m');
    await world.call('account.sendCode', { phone: member.phone });
    const signInCode = /\d{6}/.exec(world.cloud.inbox(member.phone)[0]!.text)![0];
    const set = (code: string) => answerOf('account.setPayPassword', { newPayPassword: PAY_PASSWORD, code }, member);
    expect(await set(signInCode)).toMatchObject({ code: 'code/wrong' });
    const own = await codeTo(member);
    if (own !== signInCode)
      expect(
        await answerOf('account.signIn', { phone: member.phone, code: own, requestId: undefined }, member),
      ).toMatchObject({
        code: 'code/wrong',
      });
    expect(await set(own)).toEqual({ code: 'ok' });
  });

  test('the same request again has the same answer, its code being spent; two have different salts', async () => {
    const member = await someone();
    const input = { newPayPassword: PAY_PASSWORD, code: await codeTo(member), requestId: nextRequest() };
    expect(await answerOf('account.setPayPassword', input, member)).toEqual({ code: 'ok' });
    expect(await answerOf('account.setPayPassword', input, member)).toEqual({ code: 'ok' });
    const kept = world.cloud.engine.find('payPasswords', {}) as unknown as { salt: string; sealed: string }[];
    expect(new Set(kept.map(({ salt }) => salt)).size).toBe(kept.length);
    expect(new Set(kept.map(({ sealed }) => sealed)).size).toBe(kept.length);
  });
});

describe('wrong tries', () => {
  test('five, then none for an hour, the right one neither; then fewer and for longer', async () => {
    const member = await owner();
    for (let left = 4; left >= 0; left -= 1)
      expect(await give(member, OTHER)).toEqual({ code: 'payPassword/wrong', details: { left } });
    const untilMs = world.cloud.now() + 3_600_000;
    expect(await give(member, PAY_PASSWORD)).toEqual({ code: 'payPassword/locked', details: { untilMs } });
    expect(await view(member)).toMatchObject({ left: 0, lockedUntilMs: untilMs });
    expect(await securityOf(member)).toEqual(expect.arrayContaining(['支付密码锁住了', '设了支付密码']));
    await world.advance('1h');
    for (const left of [2, 1, 0])
      expect(await give(member, OTHER)).toEqual({ code: 'payPassword/wrong', details: { left } });
    await world.advance('22h');
    expect((await give(member, PAY_PASSWORD)).code).toBe('payPassword/locked');
    await world.advance('1h');
    expect(await give(member, PAY_PASSWORD)).toEqual({ code: 'ok' });
    expect(await view(member)).toMatchObject({ left: 5 }); // it is another one now
  });

  test('a right one in between gives none of them back but its own', async () => {
    const member = await owner();
    await give(member, OTHER);
    await give(member, OTHER);
    // Held before it writes, the right one has counted itself and is not a wrong one.
    const written = seam.hold(writes('payPasswords'));
    const running = give(member, PAY_PASSWORD);
    await written.reached;
    expect(await view(member)).toMatchObject({ left: 3 });
    written.release();
    expect(await running).toEqual({ code: 'ok' });
  });

  test('as fast as they are let there are twenty a month: 10,000 take more than thirty-five years', async () => {
    const member = await owner();
    // A session ends after thirty days; this one is kept for as long as it guesses.
    const [session] = world.cloud.engine.find('sessions', { openid: `h5-${member.memberId}` });
    const endless = { ...session, expiresAt: Number.MAX_SAFE_INTEGER };
    await world.cloud.engine.set('sessions', String(session!._id), endless as never);
    const began = world.cloud.now();
    const days = () => (world.cloud.now() - began) / 86_400_000;
    let looked = 0;
    while (days() < 180) {
      const answer = await give(member, OTHER);
      expect(answer.code).toMatch(/^payPassword\/(wrong|locked)$/);
      if (answer.code === 'payPassword/wrong') {
        looked += 1;
        continue;
      }
      const { untilMs } = answer.details as { untilMs: number };
      await world.advance(`${Math.ceil((untilMs - world.cloud.now()) / 60_000)}m`);
    }
    expect(looked).toBeGreaterThan(100);
    expect(looked).toBeLessThanOrEqual(20 * 7);
    expect(((10_000 / looked) * days()) / 365).toBeGreaterThan(35);
  });

  test('four side by side have no more than are left', async () => {
    const member = await owner();
    await give(member, OTHER);
    await give(member, OTHER);
    void seam.meet(4, writes('counters'));
    const codes = (await Promise.all(Array.from({ length: 4 }, () => give(member, OTHER)))).map(({ code }) => code);
    expect(codes.filter((code) => code === 'payPassword/wrong')).toHaveLength(3);
    expect(codes.filter((code) => code === 'payPassword/locked')).toHaveLength(1);
  });

  test('the right one beside the fifth wrong one does not pass the lock', async () => {
    const member = await owner();
    for (let at = 0; at < 4; at += 1) await give(member, OTHER);
    void seam.meet(2, writes('counters'));
    const codes = await Promise.all([give(member, OTHER), give(member, PAY_PASSWORD)]);
    // One of the two was counted first; the other found the lock.
    expect(codes.filter(({ code }) => code === 'payPassword/locked')).toHaveLength(1);
  });

  test('killed between the count and the answer, a try is gone', async () => {
    const member = await owner();
    await give(member, OTHER);
    const counted = seam.hold(
      ({ action, collection }) => action === 'database.getDocument' && collection === 'counters',
    );
    const running = give(member, OTHER);
    await counted.reached;
    expect(world.cloud.killWorker()).toBe(true);
    counted.release();
    await running;
    expect(await view(member)).toMatchObject({ left: 3 });
  });
});

describe('found again', () => {
  test('by code and a day: told at once, the former one counts meanwhile, then the other', async () => {
    const member = await owner();
    await world.advance('1m');
    expect(await find(member)).toEqual({ code: 'ok' });
    expect((await securityOf(member))[0]).toBe('正在找回支付密码');
    const { pending } = await view(member);
    expect(pending!.fromMs - pending!.askedAtMs).toBe(86_400_000);
    expect((await give(member, OTHER)).code).toBe('payPassword/wrong');
    await world.advance('24h');
    expect(await view(member)).toMatchObject({ isSet: true, pending: null, setAtMs: pending!.fromMs, left: 5 });
    expect((await give(member, PAY_PASSWORD)).code).toBe('payPassword/wrong');
    expect(await give(member, OTHER, OTHER)).toEqual({ code: 'ok' });
  });

  test('also while it is locked, and then with all tries', async () => {
    const member = await owner();
    for (let at = 0; at < 5; at += 1) await give(member, '908172');
    await world.advance('1m');
    expect(await find(member)).toEqual({ code: 'ok' });
    await world.advance('24h');
    expect(await give(member, OTHER)).toEqual({ code: 'ok' });
  });

  test('stopped by its owner, it never counts; there is nothing to stop twice', async () => {
    const member = await owner();
    await world.advance('1m');
    await find(member);
    expect(await answerOf('account.stopPayPassword', {}, member)).toEqual({ code: 'ok' });
    expect(await answerOf('account.stopPayPassword', {}, member)).toMatchObject({ code: 'payPassword/notAsked' });
    await world.advance('25h');
    expect((await give(member, OTHER)).code).toBe('payPassword/wrong');
    expect(await give(member, PAY_PASSWORD)).toEqual({ code: 'ok' });
  });

  test('stopped by the former one, given rightly', async () => {
    const member = await owner();
    await world.advance('1m');
    await find(member);
    expect(await give(member, PAY_PASSWORD, '908172')).toEqual({ code: 'ok' });
    await world.advance('25h');
    expect((await give(member, OTHER)).code).toBe('payPassword/wrong');
    expect(await give(member, '908172')).toEqual({ code: 'ok' });
  });

  test('where there is none it is set instead', async () => {
    expect(await find(await someone())).toMatchObject({ code: 'payPassword/notSet' });
  });
});

test('killed at every seam and asked again, it is changed once', async () => {
  await killedAtEverySeam(seam, {
    prepare: async () => ({ member: await owner(), requestId: nextRequest() }),
    act: ({ member, requestId }) =>
      answerOf('account.changePayPassword', { payPassword: PAY_PASSWORD, newPayPassword: OTHER, requestId }, member),
    kill: () => world.cloud.killWorker(),
    check: async ({ member }, answer) => {
      expect(answer).toEqual({ code: 'ok' });
      expect((await give(member, PAY_PASSWORD)).code).toBe('payPassword/wrong');
      expect(await give(member, OTHER)).toEqual({ code: 'ok' });
    },
  });
});
