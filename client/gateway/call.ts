import type { ActionName, InputOf, OutputOf, RefusalCode } from '@shared/contract';
import { httpTransport } from './httpTransport';
import { Refused } from './refused';
import { useSession } from './session';
import type { Transport } from './transport';
import { wechatTransport } from './wechatTransport';

/** Chosen when the client is built: the other one is not in the bundle. */
const transport: Transport = process.env.TARO_ENV === 'h5' ? httpTransport : wechatTransport;

/**
 * The client's only door out: asks the functions for one action. Answers its value; throws Refused with the code when
 * it was refused or no answer came. A session that the functions no longer know is ended here.
 */
export async function call<Name extends ActionName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
  const reply = await transport(name, input);
  if (reply?.ok) return reply.value as OutputOf<Name>;
  if (typeof reply?.code !== 'string') throw new Refused('internal', {}, `no reply to ${name}`);
  // The door itself answers `session/…` for a token it does not know: to a member that is the same.
  const code = (reply.code.startsWith('session/') ? 'identity/signInFirst' : reply.code) as RefusalCode;
  if (code === 'identity/signInFirst') useSession.getState().end();
  throw new Refused(code, reply.details ?? {}, reply.message);
}
