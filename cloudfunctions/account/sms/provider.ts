import { isLocalCloud, variable } from '../../_platform/variables';
import { byCloudbase } from './cloudbase';
import { byHttps } from './https';
import type { Provider } from './message';
import { byTencent } from './tencent';

const PROVIDERS: Readonly<Record<string, Provider>> = { cloudbase: byCloudbase, https: byHttps, tencent: byTencent };

/** Who sends sign-in codes here; null where nobody does. In the local cloud it is the inbox, unless one is named. */
export function smsProvider(): Provider | null {
  const name = variable('SMS_PROVIDER') ?? (isLocalCloud() ? 'cloudbase' : '');
  return PROVIDERS[name] ?? null;
}
