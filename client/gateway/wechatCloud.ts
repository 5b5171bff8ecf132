let isReady = false;

/** WeChat's cloud, opened at the first use. */
export function wechatCloud(): typeof wx.cloud {
  if (!isReady) {
    wx.cloud.init(CLOUD_ENVIRONMENT ? { env: CLOUD_ENVIRONMENT } : {});
    isReady = true;
  }
  return wx.cloud;
}

/** What WeChat said of a failure, in its words. */
export const wordsOfWechat = (error: unknown): string => String((error as { errMsg?: string }).errMsg ?? error);
