import { OUTSIDE_MS } from './budget';
import { post } from './post';
import { variable } from './variables';

/** An answer of an interface: `errcode` is 0 or missing where it was done. */
export type WechatAnswer = Readonly<Record<string, unknown>>;

/** Longer answers than an order's and the carriers' list are none of ours. */
const MOST_KB = 1024;
const HEADERS = { 'content-type': 'application/json; charset=utf-8' };

/** WeChat's own, or what stands in for it: the local cloud's sandbox, recorded answers (variable WECHAT_API). */
const baseAddress = (): string => variable('WECHAT_API') ?? 'https://api.weixin.qq.com';

/**
 * Asks one of WeChat's interfaces that are called over HTTPS, once. @returns its answer, a refusal included; null when
 * there was none in time that could be read: nothing is known then of what was done.
 */
export async function askWechat(path: string, body: object, accessToken?: string): Promise<WechatAnswer | null> {
  const query = accessToken === undefined ? '' : `?access_token=${encodeURIComponent(accessToken)}`;
  try {
    const address = `${baseAddress()}${path}${query}`;
    const { status, text } = await post(address, JSON.stringify(body), HEADERS, OUTSIDE_MS, MOST_KB);
    if (status !== 200) throw new Error(`status ${status}`);
    const answer: unknown = JSON.parse(text);
    if (typeof answer === 'object' && answer !== null) return answer as WechatAnswer;
    console.warn(`${path} was answered with no object`);
  } catch (error) {
    // Never the address: the token stands in it.
    console.warn(`${path} was not answered: ${(error as Error)?.message ?? String(error)}`);
  }
  return null;
}
