import { FunctionError, type FunctionHost } from './host';
import { APP_SECRET, EXCHANGE_KEY, payVariables, TOP_UP_SECRET } from './sandbox';
import type { ExtraHandler } from './wire';

export const ENV_ID = 'local-env';
export const APP_ID = 'wx0000000000local0';

/** What every worker has in its environment; nothing of the host's own. */
export function workerEnvironment(url: string, secretId: string, envId: string): Record<string, string> {
  return {
    TENCENTCLOUD: 'true', // else the SDK asks a metadata host, 25 ms a call
    TENCENTCLOUD_REGION: 'ap-shanghai',
    SCF_NAMESPACE: envId,
    TCB_ENV: envId,
    TENCENTCLOUD_SECRETID: secretId,
    TENCENTCLOUD_SECRETKEY: 'local',
    TENCENTCLOUD_SESSIONTOKEN: 'local',
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${url}/admin` }),
    SILENCE: 'true',
    TZ: 'UTC',
  };
}

/** What a deployment sets, as the sandboxes have it; the local cloud's own variables go before. */
export const localVariables = (url: string): Record<string, string> => ({
  WECHAT_API: `${url}/wechat`,
  WX_APP_ID: APP_ID,
  WX_APP_SECRET: APP_SECRET,
  TOP_UP_URL: `${url}/top-up`,
  TOP_UP_SECRET,
  EXCHANGE_URL: `${url}/exchange`,
  EXCHANGE_KEY,
  TRANSFER_SCENE: '1005',
  TRANSFER_REPORT: '岗位类型=推广;报酬说明=现金余额提现',
  PAY_API: `${url}/pay`,
  ...payVariables(),
});

/** Answers callFunction of one function by another. */
export function invokeNested(host: FunctionHost): ExtraHandler {
  return async (request, caller) => {
    const event = typeof request.request_data === 'string' && request.request_data ? request.request_data : '{}';
    try {
      const name = String(request.function_name ?? '');
      return { data: { response_data: await host.invokeNested(name, event, caller.invocationId ?? '') } };
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error;
      throw Object.assign(new Error(error.message), { code: error.wireCode });
    }
  };
}
