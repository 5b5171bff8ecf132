import { askOpenapi, cloud } from '../../_platform/cloud';
import { environmentName, isLocalCloud, needed, variable } from '../../_platform/variables';
import type { Provider } from './message';

/** In the local cloud the inbox takes any template. */
const template = (): string =>
  isLocalCloud() ? (variable('SMS_CLOUDBASE_TEMPLATE') ?? 'signInCode') : needed('SMS_CLOUDBASE_TEMPLATE');

/**
 * CloudBase SMS (`cloudbase.sendSms`): needs an approved template of the notification kind, which most accounts do not
 * get for sign-in codes.
 */
export const byCloudbase: Provider = async ({ phone, code, minutes }) => {
  const answer = await askOpenapi(() =>
    cloud.openapi.cloudbase!.sendSms!({
      env: cloud.getWXContext().ENV ?? environmentName(),
      phoneNumberList: [`+86${phone}`],
      smsType: 'Notification',
      templateId: template(),
      templateParamList: [code, String(minutes)],
    }),
  );
  const [status] = (answer.sendStatusList ?? []) as { code?: unknown }[];
  if (status?.code !== 'Ok') throw new Error(`CloudBase SMS answered ${String(status?.code)}`);
};
