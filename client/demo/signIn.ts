import { call, forgetAll, forgetKept, useSession } from '../gateway';
import { inbox } from './localCloud';

/**
 * Signs in as one of the demo's accounts, by phone and code as anybody does; the code is read in the demo's own inbox.
 * @returns whether it came to that: codes to one phone come a minute apart.
 */
export async function signInAs(phone: string): Promise<boolean> {
  const sent = await call('account.sendCode', { phone }).catch(() => null);
  const messages = await inbox(phone);
  const code = /\d{6}/.exec(messages?.[0]?.text ?? '')?.[0];
  if (!code || (!sent && !messages?.length)) return false;
  const entered = await call('account.signIn', { phone, code }).catch(() => null);
  if (!entered?.token) return false;
  forgetKept();
  useSession.getState().begin(entered.token);
  await forgetAll();
  return true;
}
