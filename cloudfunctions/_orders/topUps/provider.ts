import { isLocalCloud, variable } from '../../_platform/variables';
import { byHttps } from './https';
import type { TopUpProvider } from './topUp';

/** The provider of this deployment; null where there is none, and top-ups are done by hand. */
export function topUpProvider(): TopUpProvider | null {
  const name = variable('TOP_UP_PROVIDER') ?? (isLocalCloud() ? 'https' : undefined);
  return name === 'https' ? byHttps : null;
}
