// Ten thousand guesses, made: at codes, login passwords and payment passwords, from many addresses, accounts and at many
// phones, over ten days. The right one is among them each time, behind the last that is looked at: it opens nothing.
import crypto from 'node:crypto';
import { isPassword, sealPassword } from '../../cloudfunctions/_platform/passwords';
import type { Reply } from '../../localcloud';
import { callFrom, codeOf, otherThan, wechat } from './callers';
import { nextRequest, PAY_PASSWORD, removeBuilt, setPayPassword, startWorld, type TestWorld } from './world';

jest.setTimeout(600_000);

const ROUNDS = 10;
const GUESSES = 10_000;
/** Of each round's guesses: codes, then login passwords, and payment passwords for the rest. */
const [CODES, LOGINS] = [400, 300];
const PAYS = GUESSES / ROUNDS - CODES - LOGINS;
const VICTIMS = 4;
const LOGIN_PASSWORD = 'correct-horse-7';
/** Guesses that are looked at: at one code and at one phone's login password in a day by everybody. */
const LOOKED_AT = 25;
/** At one payment password in thirty days. */
const LOOKED_AT_PAY = 20;

let world: TestWorld;
/** What the calls that are compared ask for; null while none is. */
let asked: string[] | null = null;
beforeAll(async () => {
  world = await startWorld({
    timers: 'none',
    beforeRequest: async ({ action, collection }) => {
      asked?.push(`${action} ${collection}`);
    },
  });
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

interface Victim {
  readonly phone: string;
  readonly token: string;
  readonly memberId: string;
}
async function victim(nth: number): Promise<Victim> {
  const phone = `1370000${String(nth).padStart(4, '0')}`;
  const member = { phone, ...(await world.signIn(phone)) };
  await setPayPassword(world, member);
  await world.call('account.sendOwnCode', { purpose: 'loginPassword' }, member.token);
  const set = { newPassword: LOGIN_PASSWORD, code: codeOf(world, phone), requestId: nextRequest() };
  await world.call('account.setLoginPassword', set, member.token);
  await world.cloud.engine.update('sessions', {}, { $set: { expiresAt: Number.MAX_SAFE_INTEGER } }, { multi: true });
  return member;
}

/** Answers by their code; a guess that opened something is `ok`. */
class Answers {
  readonly counts: Record<string, number> = {};
  add(reply: Reply): void {
    const code = reply.ok ? 'ok' : reply.code;
    this.counts[code] = (this.counts[code] ?? 0) + 1;
  }
  of(code: string): number {
    return this.counts[code] ?? 0;
  }
  get all(): number {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0);
  }
}

/** One of a few hundred addresses of this machine's own network, another with each guess. */
const addressOf = (guess: number): string => `127.${1 + (guess % 3)}.${(guess >> 3) % 200}.${1 + (guess % 200)}`;

test('ten thousand guesses open no account and no payment password', async () => {
  const victims: Victim[] = [];
  for (let nth = 0; nth < VICTIMS; nth += 1) victims.push(await victim(nth));
  const strangers: string[] = [];
  for (let nth = 0; nth < 8; nth += 1)
    strangers.push((await world.signIn(`1380009${String(nth).padStart(4, '0')}`)).token);
  const others = [...strangers, ...(await Promise.all(['one', 'two', 'three'].map((name) => wechat(world, name))))];
  const sessionsOf = () =>
    victims.map(({ memberId }) => world.cloud.engine.count('sessions', { openid: `h5-${memberId}` }));
  const before = sessionsOf();
  const [codes, logins, pays] = [new Answers(), new Answers(), new Answers()];

  /** By whom and from where: each guess comes from another one, some under an account or an openid of their own. */
  const guess = (nth: number, action: string, input: Record<string, unknown>): Promise<Reply> => {
    const token = nth % 3 === 0 ? others[nth % others.length] : undefined;
    return callFrom(world, addressOf(nth), action, input, token ? { token } : {});
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    await world.advance('1d');
    // Whoever guesses may ask for the codes: each phone has a live one, and the guesses at it include it.
    const right: string[] = [];
    for (const { phone } of victims) {
      await world.call('account.sendCode', { phone });
      right.push(codeOf(world, phone));
    }
    for (let nth = 0; nth < CODES; nth += 1) {
      const at = nth % (VICTIMS + 1);
      // Every fifth is at a phone that nobody has.
      const phone = victims[at]?.phone ?? '13999999999';
      const isBehind = nth > CODES / 2;
      const code = isBehind && nth % 2 === 0 ? (right[at] ?? '123456') : otherThan(right[at] ?? '000000');
      codes.add(await guess(nth, 'account.signIn', { phone, code }));
    }
    for (let nth = 0; nth < LOGINS; nth += 1) {
      const at = nth % (VICTIMS + 1);
      const phone = victims[at]?.phone ?? '13999999999';
      const isBehind = nth > LOGINS / 2;
      const password = isBehind && nth % 2 === 0 ? LOGIN_PASSWORD : `guessed-number-${nth}`;
      logins.add(await guess(nth, 'account.signInByPassword', { phone, password }));
    }
    // The thief has the unlocked device: only the payment password is missing.
    for (let nth = 0; nth < PAYS; nth += 1) {
      const { token } = victims[nth % VICTIMS]!;
      const isBehind = nth > PAYS / 2;
      const payPassword = isBehind && nth % 2 === 0 ? PAY_PASSWORD : String(300_000 + round * PAYS + nth);
      const input = { payPassword, newPayPassword: '908172', requestId: nextRequest() };
      pays.add(await callFrom(world, addressOf(nth), 'account.changePayPassword', input, { token }));
    }
  }
  expect(codes.all + logins.all + pays.all).toBe(GUESSES);
  expect([codes.of('ok'), logins.of('ok'), pays.of('ok')]).toEqual([0, 0, 0]);
  expect(Object.keys({ ...codes.counts, ...logins.counts, ...pays.counts }).toSorted()).toEqual([
    'code/tooManyAttempts',
    'code/wrong',
    'identity/browserOnly',
    'password/tooMany',
    'password/wrong',
    'payPassword/locked',
    'payPassword/wrong',
  ]);
  // A phone that nobody has is answered as one whose code is wrong, for as long as its requesters have guesses.
  const atNobody = CODES / (VICTIMS + 1);
  expect(codes.of('code/wrong')).toBeLessThanOrEqual(ROUNDS * (VICTIMS * LOOKED_AT + atNobody));
  expect(logins.of('password/wrong')).toBeLessThanOrEqual(ROUNDS * (VICTIMS + 1) * LOOKED_AT);
  expect(pays.of('payPassword/wrong')).toBeLessThanOrEqual(VICTIMS * LOOKED_AT_PAY);
  expect(sessionsOf()).toEqual(before);
  // Nobody was locked out of the own account, and the payment password is the one that it was.
  await world.advance('31d');
  const [{ phone, memberId }] = victims as [Victim];
  expect((await world.signIn(phone)).memberId).toBe(memberId);
  const change = { payPassword: PAY_PASSWORD, newPayPassword: '908172', requestId: nextRequest() };
  expect(await world.cloud.call('account.changePayPassword', change, victims[0]!.token)).toMatchObject({ ok: true });
});

test('on every way that is asked about a phone, one that nobody has is answered as somebody’s, by the same requests', async () => {
  const [known, asker] = [await victim(90), await victim(91)];
  await world.advance('31m');
  await world.call('account.sendOwnCode', { purpose: 'phone' }, asker.token);
  const ownCode = codeOf(world, asker.phone);
  const wrong = (phone: string) => otherThan(codeOf(world, phone));
  const request = () => ({ requestId: nextRequest() });
  const ways: readonly (readonly [action: string, inputOf: (phone: string) => Record<string, unknown>, by?: string])[] =
    [
      // Before any code was sent that would be live, and after.
      ['account.signIn', (phone) => ({ phone, code: '000000' })],
      ['account.sendCode', (phone) => ({ phone })],
      ['account.signIn', (phone) => ({ phone, code: wrong(phone) })],
      ['account.signInByPassword', (phone) => ({ phone, password: 'not-the-one-1' })],
      ['account.changePhone', (phone) => ({ phone, code: '000000', ownCode, ...request() }), asker.token],
      ['account.sendNewPhoneCode', (phone) => ({ phone }), asker.token],
      ['account.changePhone', (phone) => ({ phone, code: wrong(phone), ownCode, ...request() }), asker.token],
      [
        'account.losePhone',
        (phone) => ({ phone, code: wrong(phone), payPassword: PAY_PASSWORD, ...request() }),
        asker.token,
      ],
    ];
  for (const [nth, [action, inputOf, token]] of ways.entries()) {
    const at = async (phone: string) => {
      const requests: string[] = [];
      asked = requests;
      const reply = await callFrom(world, '127.0.9.9', action, inputOf(phone), token ? { token } : {});
      asked = null;
      return { nth, reply, requests };
    };
    // The address is counted from the first on.
    await at('13999990001');
    const atNobody = await at('13999990002');
    expect(await at(known.phone)).toEqual(atNobody);
    expect(atNobody.requests.length).toBeGreaterThan(2);
  }
});

test('a password that nobody has costs as many hashes as a wrong one', async () => {
  const environment = jest.replaceProperty(process, 'env', { ...process.env, PHONE_KEY: 'k'.repeat(40) });
  const hashes = jest.spyOn(crypto, 'scrypt');
  const kept = await sealPassword(LOGIN_PASSWORD);
  const workOf = async (...asked: Parameters<typeof isPassword>) => {
    hashes.mockClear();
    expect(await isPassword(...asked)).toBe(false);
    return hashes.mock.calls.map(([, , length, cost]) => [length, cost]);
  };
  const wrong = await workOf(kept, 'another-horse-8');
  expect(wrong).toHaveLength(1);
  expect(await workOf(null, 'another-horse-8')).toEqual(wrong);
  hashes.mockRestore();
  environment.restore();
});
