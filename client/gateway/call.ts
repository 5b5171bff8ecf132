import type { ActionName, Details, InputOf, OutputOf, RefusalCode } from '@shared/contract';
import { heardClock } from './clock';
import { httpTransport } from './httpTransport';
import { Refused } from './refused';
import { useSession } from './session';
import type { Transport } from './transport';
import { wechatTransport } from './wechatTransport';

/** Chosen when the client is built: the other one is not in the bundle. */
const transport: Transport = process.env.TARO_ENV === 'h5' ? httpTransport : wechatTransport;

/** A reply as it comes, from a server that may be of another version. */
interface Came {
  readonly ok: boolean;
  readonly value?: unknown;
  readonly code?: string;
  readonly message?: string;
  readonly details?: Details;
  readonly nowMs?: number;
}

/**
 * The value of a reply. Throws Refused with the code of a refusal; 'internal' for what is no reply. A session that the
 * functions no longer know is ended here.
 */
export function valueFrom(reply: Came | null | undefined, what: string): unknown {
  heardClock(reply?.nowMs);
  if (reply?.ok) return reply.value;
  if (typeof reply?.code !== 'string') throw new Refused('internal', {}, `no reply to ${what}`);
  // The door itself answers `session/…` for a token it does not know: to a member that is the same.
  const code = (reply.code.startsWith('session/') ? 'identity/signInFirst' : reply.code) as RefusalCode;
  if (code === 'identity/signInFirst') useSession.getState().end();
  throw new Refused(code, reply.details ?? {}, reply.message);
}

/**
 * The client's only door out: asks the functions for one action. Answers its value; throws Refused with the code when
 * it was refused or no answer came.
 */
export const call = async <Name extends ActionName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> =>
  valueFrom(await transport(name, input), name) as OutputOf<Name>;
