import { createHash } from 'node:crypto';
import type { ActionName } from '@shared/contract';
import { act, codeFor, newPhone, nextNumber, nextRequestId, OWNER_CODE, type Scene, signIn } from '../scene';
import { by, type CasesOf } from './case';

/** A session as WeChat's own calls have one: an openid that the platform vouches for. */
async function wechatToken({ cloud }: Scene): Promise<string> {
  const openid = `oBench${nextNumber()}`;
  const token = `token-of-${openid}`;
  const _id = createHash('sha256').update(token).digest('hex');
  await cloud.engine.set('sessions', _id, { openid, expiresAt: Number.MAX_SAFE_INTEGER });
  return token;
}

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
  'account.claimShop': [by('secondAdmin', () => ({ code: OWNER_CODE, requestId: nextRequestId() }))],
  'account.updateProfile': [by('buyer', () => ({ nickname: `李牧${nextNumber()}` }))],
};
