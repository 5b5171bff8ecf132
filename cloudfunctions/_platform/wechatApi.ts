import { request as requestPlainly } from 'node:http';
import { request as requestSafely } from 'node:https';
import { OUTSIDE_MS } from './budget';
import { variable } from './variables';

/** An answer of an interface: `errcode` is 0 or missing where it was done. */
export type WechatAnswer = Readonly<Record<string, unknown>>;

/** Longer answers than an order's and the carriers' list are none of ours. */
const MOST_BYTES = 1024 * 1024;

/** WeChat's own, or what stands in for it: the local cloud's sandbox, recorded answers (variable WECHAT_API). */
const baseAddress = (): string => variable('WECHAT_API') ?? 'https://api.weixin.qq.com';

/**
 * Asks one of WeChat's interfaces that are called over HTTPS, once. @returns its answer, a refusal included; null when
 * there was none in time that could be read: nothing is known then of what was done.
 */
export async function askWechat(path: string, body: object, accessToken?: string): Promise<WechatAnswer | null> {
  const query = accessToken === undefined ? '' : `?access_token=${encodeURIComponent(accessToken)}`;
  try {
    const answer: unknown = JSON.parse(await post(new URL(`${baseAddress()}${path}${query}`), JSON.stringify(body)));
    if (typeof answer === 'object' && answer !== null) return answer as WechatAnswer;
    console.warn(`${path} was answered with no object`);
  } catch (error) {
    // Never the address: the token stands in it.
    console.warn(`${path} was not answered: ${(error as Error)?.message ?? String(error)}`);
  }
  return null;
}

const post = (url: URL, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const send = url.protocol === 'http:' ? requestPlainly : requestSafely;
    const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) };
    const sent = send(url, { method: 'POST', headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MOST_BYTES) sent.destroy(new Error('the answer is too long'));
        else chunks.push(chunk);
      });
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode === 200) resolve(Buffer.concat(chunks).toString('utf8'));
        else reject(new Error(`status ${response.statusCode}`));
      });
    });
    const timer = setTimeout(() => sent.destroy(new Error(`no answer within ${OUTSIDE_MS} ms`)), OUTSIDE_MS);
    sent.on('close', () => clearTimeout(timer));
    sent.on('error', reject);
    sent.end(text);
  });
