import type { Device, InputOf } from '@shared/contract';
import { deviceOf } from '@shared/format';

/** What comes with signing in: who invites, and the terms that were ticked. */
export type Entering = Pick<InputOf<'account.signIn'>, 'invitation' | 'agreed'>;

/** How this browser names itself, for its owner to know it among others. In WeChat there is nothing to name. */
export const ownDevice = (): { readonly device?: Device } =>
  process.env.TARO_ENV === 'h5' ? { device: deviceOf(navigator.userAgent) } : {};
