import { post } from '../../_platform/post';
import { needed } from '../../_platform/variables';
import { PROVIDER_WITHIN_MS, type Provider } from './message';
import { authorizationOf, JSON_TYPE } from './signature';

const HOST = 'sms.tencentcloudapi.com';
const ACTION = 'SendSms';

interface Answer {
  readonly Response?: {
    readonly Error?: { readonly Code?: unknown };
    readonly SendStatusSet?: readonly { readonly Code?: unknown }[];
  };
}

/** The code of a refusal, or null where the message was taken. */
export function refusalIn(text: string): string | null {
  const { Response: response } = JSON.parse(text) as Answer;
  if (response?.Error) return String(response.Error.Code);
  const code = response?.SendStatusSet?.[0]?.Code;
  return code === 'Ok' ? null : String(code);
}

/** Tencent Cloud SMS (`SendSms`, version 2021-01-11), by its own signature: the SDK would weigh more than the function. */
export const byTencent: Provider = async ({ phone, code, minutes }) => {
  const body = JSON.stringify({
    PhoneNumberSet: [`+86${phone}`],
    SmsSdkAppId: needed('SMS_TENCENT_APP'),
    SignName: needed('SMS_TENCENT_SIGN'),
    TemplateId: needed('SMS_TENCENT_TEMPLATE'),
    TemplateParamSet: [code, String(minutes)],
  });
  const atSeconds = Math.floor(Date.now() / 1000);
  const headers = {
    'content-type': JSON_TYPE,
    host: HOST,
    'x-tc-action': ACTION,
    'x-tc-version': '2021-01-11',
    'x-tc-region': 'ap-guangzhou',
    'x-tc-timestamp': String(atSeconds),
    authorization: authorizationOf({
      service: 'sms',
      host: HOST,
      action: ACTION,
      body,
      atSeconds,
      secretId: needed('SMS_TENCENT_SECRET_ID'),
      secretKey: needed('SMS_TENCENT_SECRET_KEY'),
    }),
  };
  const { text } = await post(`https://${HOST}/`, body, headers, PROVIDER_WITHIN_MS);
  const refusal = refusalIn(text);
  if (refusal !== null) throw new Error(`Tencent Cloud SMS answered ${refusal}`);
};
