import type { ReplyOf } from '@shared/contract';
import { Refused } from './refused';
import type { Transport } from './transport';
import { wechatCloud, wordsOfWechat } from './wechatCloud';

/**
 * What kept an answer of the platform away, by its number: the function's own end (-504), a platform that is full, or
 * nothing at all, which is the network.
 */
function faultOf(words: string): 'network/timeout' | 'network/offline' | 'busy' | 'internal' {
  const code = /errCode:\s*(-\d+)/i.exec(words)?.[1] ?? '';
  if (code === '-504003' || (code === '' && /timeout/i.test(words))) return 'network/timeout';
  // Too many at a time, and over the environment's quota.
  if (code === '-501004' || code === '-501023') return 'busy';
  return /^-(50|60)\d{4}$/.test(code) ? 'internal' : 'network/offline';
}

/** WeChat: the cloud function named before the dot. The platform says who calls; there is no token. */
export const wechatTransport: Transport = async (name, input) => {
  try {
    const answer = await wechatCloud().callFunction({
      name: name.slice(0, name.indexOf('.')),
      data: { action: name, input },
    });
    return answer.result as unknown as ReplyOf<typeof name>;
  } catch (error) {
    const words = wordsOfWechat(error);
    throw new Refused(faultOf(words), {}, words);
  }
};
