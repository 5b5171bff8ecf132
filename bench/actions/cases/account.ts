import { createHash } from 'node:crypto';
import type { ActionName, OwnCodePurpose } from '@shared/contract';
import { act, codeFor, codeIn, newPhone, nextNumber, nextRequestId, OWNER_CODE, type Scene, signIn } from '../scene';
import { PAY_PASSWORD } from '../tills';
import { by, type CasesOf } from './case';

/** A session as WeChat's own calls have one: an openid that the platform vouches for. */
async function wechatToken({ cloud }: Scene): Promise<string> {
  const openid = `oBench${nextNumber()}`;
  const token = `token-of-${openid}`;
  const _id = createHash('sha256').update(token).digest('hex');
  await cloud.engine.set('sessions', _id, { openid, expiresAt: Number.MAX_SAFE_INTEGER });
  return token;
}

/** Somebody new, with the code that came to the phone for the payment password. */
async function withCode(scene: Scene): Promise<{ token: string; code: string }> {
  const { phone, token } = await signIn(scene.cloud, newPhone());
  await act(scene.cloud, 'account.sendOwnCode', { purpose: 'payPassword' }, token);
  return { token, code: codeIn(scene.cloud, phone) };
}

/** Somebody new who has a payment password. */
async function withPayPassword(scene: Scene): Promise<{ token: string; code: string }> {
  const { token, code } = await withCode(scene);
  const requestId = nextRequestId();
  await act(scene.cloud, 'account.setPayPassword', { newPayPassword: PAY_PASSWORD, code, requestId }, token);
  return { token, code };
}

/** The same, who has asked for another one by code. */
async function whoFinds(scene: Scene): Promise<{ token: string; code: string }> {
  const { phone, token } = await signIn(scene.cloud, newPhone());
  const sendCode = async () => {
    // A phone gets its next code after a minute: the clock stands, so the counts are taken away.
    await scene.cloud.engine.remove('counters', {});
    await act(scene.cloud, 'account.sendOwnCode', { purpose: 'payPassword' }, token);
    return codeIn(scene.cloud, phone);
  };
  const first = { newPayPassword: PAY_PASSWORD, code: await sendCode(), requestId: nextRequestId() };
  await act(scene.cloud, 'account.setPayPassword', first, token);
  return { token, code: await sendCode() };
}

/** Somebody new, and a code that came to a phone which is to be theirs. */
async function withNewPhone(scene: Scene) {
  const { phone: own, token } = await signIn(scene.cloud, newPhone());
  const phone = newPhone();
  await act(scene.cloud, 'account.sendNewPhoneCode', { phone }, token);
  return { own, token, phone, code: codeIn(scene.cloud, phone) };
}

async function codeToOwn(scene: Scene, purpose: OwnCodePurpose, phone: string, token: string) {
  await act(scene.cloud, 'account.sendOwnCode', { purpose }, token);
  return codeIn(scene.cloud, phone);
}

/** Somebody new who has lost a phone, with what asks for another one. */
async function whoLost(scene: Scene) {
  const { own, token, phone, code } = await withNewPhone(scene);
  const ownCode = await codeToOwn(scene, 'payPassword', own, token);
  const set = { newPayPassword: PAY_PASSWORD, code: ownCode, requestId: nextRequestId() };
  await act(scene.cloud, 'account.setPayPassword', set, token);
  return { token, input: { phone, code, payPassword: PAY_PASSWORD, requestId: nextRequestId() } };
}

const LOGIN_PASSWORD = 'mountain-tea-8';

/** Somebody new who has a login password. */
async function withLoginPassword(scene: Scene) {
  const { phone, token } = await signIn(scene.cloud, newPhone());
  const code = await codeToOwn(scene, 'loginPassword', phone, token);
  const requestId = nextRequestId();
  await act(scene.cloud, 'account.setLoginPassword', { newPassword: LOGIN_PASSWORD, code, requestId }, token);
  return { phone, token };
}

const finding = (code: string) => ({ newPayPassword: '135790', code, requestId: nextRequestId() });

export const accountCases: CasesOf<Extract<ActionName, `account.${string}`>> = {
  'account.ways': [by('guest', () => ({}))],
  'account.sendCode': [by('guest', () => ({ phone: newPhone() }))],
  'account.signIn': [
    by(
      'guest',
      async ({ cloud, leader }) => {
        const phone = newPhone();
        return { phone, code: await codeFor(cloud, phone), invitation: leader.inviteCode };
      },
      'new member',
    ),
    by(
      'guest',
      async ({ cloud }) => {
        const { phone } = await signIn(cloud, newPhone());
        // A phone gets its next code after a minute: the clock stands, so the count of it is taken away.
        await cloud.engine.remove('counters', {});
        await cloud.engine.remove('codes', {});
        return { phone, code: await codeFor(cloud, phone) };
      },
      'known member',
    ),
  ],
  'account.signInWithWechatPhone': [
    {
      prepare: async (scene) => ({
        input: { code: `phone-${newPhone()}-a` },
        token: await wechatToken(scene),
      }),
    },
  ],
  'account.signOut': [
    {
      prepare: async ({ cloud }) => ({ input: {}, token: (await signIn(cloud, newPhone())).token }),
    },
  ],
  'account.me': [by('buyer', () => ({}))],
  'account.acceptRules': [
    by('buyer', async ({ cloud, buyer }) => ({
      plans: (await act(cloud, 'account.me', {}, buyer.token)).plansInForce,
    })),
  ],
  // The same member again with a code that he used: it does all but its writes.
  'account.sendOwnCode': [
    {
      prepare: async ({ cloud }) => ({
        input: { purpose: 'payPassword' },
        token: (await signIn(cloud, newPhone())).token,
      }),
    },
  ],
  'account.viewPayPassword': [by('buyer', () => ({}))],
  'account.setPayPassword': [
    {
      prepare: async (scene) => {
        const { token, code } = await withCode(scene);
        return { input: { newPayPassword: PAY_PASSWORD, code, requestId: nextRequestId() }, token };
      },
    },
  ],
  'account.changePayPassword': [
    {
      prepare: async (scene) => ({
        input: { payPassword: PAY_PASSWORD, newPayPassword: '135790', requestId: nextRequestId() },
        token: (await withPayPassword(scene)).token,
      }),
    },
  ],
  'account.findPayPassword': [
    {
      prepare: async (scene) => {
        const { token, code } = await whoFinds(scene);
        return { input: finding(code), token };
      },
    },
  ],
  'account.stopPayPassword': [
    {
      prepare: async (scene) => {
        const { token, code } = await whoFinds(scene);
        await act(scene.cloud, 'account.findPayPassword', finding(code), token);
        return { input: { requestId: nextRequestId() }, token };
      },
    },
  ],
  'account.viewSecurity': [by('buyer', () => ({}))],
  'account.listSessions': [by('buyer', () => ({}))],
  'account.endSession': [
    {
      prepare: async (scene) => {
        const { phone, token } = await withLoginPassword(scene);
        await act(scene.cloud, 'account.signInByPassword', { phone, password: LOGIN_PASSWORD });
        const { sessions } = await act(scene.cloud, 'account.listSessions', {}, token);
        return { input: { sessionId: sessions.find(({ isCurrent }) => !isCurrent)!.sessionId }, token };
      },
    },
  ],
  'account.endOtherSessions': [
    { prepare: async (scene) => ({ input: {}, token: (await withLoginPassword(scene)).token }) },
  ],
  'account.unbindWechat': [by('buyer', () => ({}))],
  'account.setLoginPassword': [
    {
      prepare: async (scene) => {
        const { phone, token } = await signIn(scene.cloud, newPhone());
        const code = await codeToOwn(scene, 'loginPassword', phone, token);
        return { input: { newPassword: LOGIN_PASSWORD, code, requestId: nextRequestId() }, token };
      },
    },
  ],
  'account.signInByPassword': [
    {
      prepare: async (scene) => {
        const { phone } = await withLoginPassword(scene);
        return { input: { phone, password: LOGIN_PASSWORD } };
      },
    },
  ],
  'account.sendNewPhoneCode': [by('buyer', () => ({ phone: newPhone() }))],
  'account.changePhone': [
    {
      prepare: async (scene) => {
        const { own, token, phone, code } = await withNewPhone(scene);
        const ownCode = await codeToOwn(scene, 'phone', own, token);
        return { input: { phone, code, ownCode, requestId: nextRequestId() }, token };
      },
    },
  ],
  'account.losePhone': [{ prepare: whoLost }],
  'account.stopPhone': [
    {
      prepare: async (scene) => {
        const { token, input } = await whoLost(scene);
        await act(scene.cloud, 'account.losePhone', input, token);
        return { input: { requestId: nextRequestId() }, token };
      },
    },
  ],
  'account.exportPart': [by('buyer', () => ({ part: 'orders' }))],
  'account.viewClosing': [by('buyer', () => ({}))],
  'account.askClosing': [
    {
      prepare: async (scene) => {
        const { phone, token } = await signIn(scene.cloud, newPhone());
        const code = await codeToOwn(scene, 'closing', phone, token);
        return { input: { giveUp: [], code, requestId: nextRequestId() }, token };
      },
    },
  ],
  'account.takeBackClosing': [
    {
      prepare: async (scene) => {
        const { phone, token } = await signIn(scene.cloud, newPhone());
        const code = await codeToOwn(scene, 'closing', phone, token);
        await act(scene.cloud, 'account.askClosing', { giveUp: [], code, requestId: nextRequestId() }, token);
        return { input: { requestId: nextRequestId() }, token };
      },
    },
  ],
  'account.listConsents': [by('buyer', () => ({}))],
  'account.listLooks': [by('buyer', () => ({}))],
  'account.claimShop': [by('secondAdmin', () => ({ code: OWNER_CODE, requestId: nextRequestId() }))],
  'account.placePicture': [
    by('buyer', () => ({ kind: 'avatar' as const, type: 'webp' as const, bytes: 12, digest: '0'.repeat(64) })),
  ],
  'account.setAvatar': [by('buyer', () => ({ picture: null, requestId: nextRequestId() }))],
  'account.updateProfile': [by('buyer', () => ({ nickname: `李牧${nextNumber()}` }))],
};
