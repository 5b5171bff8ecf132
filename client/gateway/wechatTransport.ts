import type { ReplyOf } from '@shared/contract';
import { Refused } from './refused';
import type { Transport } from './transport';
import { wechatCloud, wordsOfWechat } from './wechatCloud';

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
    throw new Refused(/timeout/i.test(words) ? 'network/timeout' : 'network/offline', {}, words);
  }
};
