import type { Device, Term } from '@shared/contract';
import { showDevice } from '@shared/format';
import { done } from '@shared/kernel';
import { isWechat } from '../_actions/identity';
import type { Visitor } from '../_actions/outcomes';
import { sha256 } from '../_platform/ids';
import { transact } from '../_platform/transactions';
import { members } from '../_store/collections';
import { readMe } from './me';
import { beginSession, endOthers } from './sessions';
import { tellSecurityAfter } from './tellSecurity';

/** Who has signed in, and what became of WeChat: bound for the first time, in the place of another one, or neither. */
export interface Entered {
  readonly memberId: string;
  readonly isNew: boolean;
  readonly wechat: 'bound' | 'replaced' | null;
}

/** What comes with signing in. */
interface Entering {
  readonly device?: Device | undefined;
  readonly agreed?: readonly { readonly term: Term; readonly version: number }[] | undefined;
}

const NOT_GIVEN = '不是你，就别把验证码给任何人，退出其他设备，并联系客服。';

/**
 * After the account is found or made: a session for the H5, nothing for WeChat, which vouches for every call. Whoever
 * signs in by `way` is told to the member; a newcomer knows that he has just signed in.
 */
export async function welcome(
  { memberId, isNew, wechat }: Entered,
  { openid, nowMs }: Visitor,
  way: string,
  { device, agreed = [] }: Entering,
) {
  if (agreed.length > 0) await keepAgreed(memberId, agreed, nowMs);
  if (isWechat(openid)) {
    if (wechat === 'replaced') await endOthers(memberId);
    if (wechat && !isNew) await tellOfWechat(memberId, wechat, nowMs);
    return done({ isNew, member: await readMe(memberId) });
  }
  const token = await beginSession(memberId, nowMs, device);
  if (!isNew) await tellOfSession(memberId, sha256(token), nowMs, way, device);
  return done({ token, isNew, member: await readMe(memberId) });
}

/** Keeps which terms were ticked, each version once, with its moment: never taken back, never dated back. */
async function keepAgreed(memberId: string, agreed: NonNullable<Entering['agreed']>, nowMs: number): Promise<void> {
  await transact(async (transaction) => {
    const now = await members.get(memberId, transaction);
    const kept = { ...now?.agreed };
    const news = agreed.filter(({ term, version }) => !kept[term]?.some((one) => one.version === version));
    if (!now || news.length === 0) return done(null);
    for (const { term, version } of news) kept[term] = [...(kept[term] ?? []), { version, atMs: nowMs }];
    await members.change(memberId, { agreed: kept }, transaction);
    return done(null);
  });
}

const tellOfSession = (
  memberId: string,
  sessionId: string,
  nowMs: number,
  way: string,
  device: Device | undefined,
): Promise<void> =>
  tellSecurityAfter({
    memberId,
    nowMs,
    event: `session:${sessionId}`,
    title: '新的登录',
    words: `${showDevice(device)}用${way}登录了。${NOT_GIVEN}`,
  });

const tellOfWechat = (memberId: string, wechat: 'bound' | 'replaced', nowMs: number): Promise<void> =>
  tellSecurityAfter({
    memberId,
    nowMs,
    event: `wechat:${wechat}:${nowMs}`,
    title: wechat === 'bound' ? '绑定了微信' : '换了微信',
    words:
      wechat === 'bound'
        ? `一个微信用手机号登录并绑定了。${NOT_GIVEN}`
        : `另一个微信用手机号登录了，原来的微信解绑，网页上的登录都退出了。${NOT_GIVEN}`,
  });
