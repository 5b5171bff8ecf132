import type { ReplyOf } from '@shared/contract';
import { Refused } from './refused';
import type { Transport } from './transport';

let isReady = false;

/** WeChat: the cloud function named before the dot. The platform says who calls; there is no token. */
export const wechatTransport: Transport = async (name, input) => {
  if (!isReady) {
    wx.cloud.init(CLOUD_ENVIRONMENT ? { env: CLOUD_ENVIRONMENT } : {});
    isReady = true;
  }
  try {
    const answer = await wx.cloud.callFunction({
      name: name.slice(0, name.indexOf('.')),
      data: { action: name, input },
    });
    return answer.result as unknown as ReplyOf<typeof name>;
  } catch (error) {
    const words = String((error as { errMsg?: string }).errMsg ?? error);
    throw new Refused(/timeout/i.test(words) ? 'network/timeout' : 'network/offline', {}, words);
  }
};
