import { newId } from '../_platform/ids';
import { variable } from '../_platform/variables';
import { askWechat, type WechatAnswer } from '../_platform/wechatApi';
import { accessTokens } from './collections';
import { returnLease, takeLease } from './leases';

const ID = 'accessToken';
/** A token is renewed so long before it ends: the platform itself makes the next one five minutes before. */
const EARLIER_MS = 5 * 60_000;
/** A token that is not known, or not valid any more. */
const TOKEN_REFUSED = [40001, 40014, 42001];

/**
 * The token by which WeChat's interfaces over HTTPS are called, kept in the database for all functions and renewed by one
 * of them at a time: in the platform's stable mode, in which the same token is given until it ends, so that two who
 * renew it do not take it from each other. `refused`: a token that the platform does not take, though it should be valid.
 * @returns null when there is none now.
 */
async function accessToken(nowMs: number, refused?: string): Promise<string | null> {
  const kept = await accessTokens.get(ID);
  const isGood = kept !== null && kept.expiresAtMs > nowMs && kept.token !== refused;
  if (isGood && kept.expiresAtMs - EARLIER_MS > nowMs) return kept.token;
  const holder = newId('T');
  if (!(await takeLease(ID, holder))) return isGood ? kept.token : null;
  try {
    const [appid, secret] = [variable('WX_APP_ID'), variable('WX_APP_SECRET')];
    const answer = await askWechat('/cgi-bin/stable_token', { grant_type: 'client_credential', appid, secret });
    const { access_token: token, expires_in: seconds } = answer ?? {};
    if (typeof token !== 'string' || token === '' || typeof seconds !== 'number') {
      if (answer) console.error(`no access token: ${String(answer.errcode)} ${String(answer.errmsg)}`);
      return isGood ? kept.token : null;
    }
    await accessTokens.put({ _id: ID, token, expiresAtMs: nowMs + seconds * 1000 });
    return token === refused ? null : token;
  } finally {
    await returnLease(ID, holder);
  }
}

/**
 * Asks an interface under the token. One that is refused for its token is asked a second time with another one.
 * @returns its answer, refusals included; null when there was none, or no token.
 */
export async function askWithToken(path: string, body: object, nowMs: number): Promise<WechatAnswer | null> {
  const token = await accessToken(nowMs);
  const answer = token === null ? null : await askWechat(path, body, token);
  if (!answer || token === null || !TOKEN_REFUSED.includes(Number(answer.errcode))) return answer;
  const other = await accessToken(nowMs, token);
  return other === null ? answer : askWechat(path, body, other);
}
