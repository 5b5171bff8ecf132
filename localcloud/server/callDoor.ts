import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Engine } from '../engine';
import { FunctionError, type FunctionHost, type Identity, projectRoot, REQUEST_LIMIT_BYTES } from '../host';
import { HttpRefusal, readJsonObject, sendJson } from '../http';
import type { Passage } from '../passage';

/** What every action answers. */
export type Reply =
  | { ok: true; value: unknown }
  | { ok: false; code: string; message: string; details?: Record<string, unknown> };

const ACTION = /^[a-z][A-Za-z0-9]{0,39}\.[a-z][A-Za-z0-9]{0,59}$/;
const TOKEN = /^[\w\-.~+/=]{8,512}$/;
/** The body holds the event and nothing more, so the function's own limit is the door's. */
const BODY_LIMIT = REQUEST_LIMIT_BYTES;

const FAILURE_STATUS: Partial<Record<FunctionError['kind'], number>> = {
  notFound: 400,
  requestTooLarge: 413,
  timeout: 504,
  busy: 503,
  closed: 503,
};

interface CallDoorOptions {
  host: FunctionHost;
  engine: Engine;
  now: () => number;
  appId: string;
  /** Through which every call goes: it can be closed, and waited for. */
  passage: Passage;
}

/** The H5 client's one door: `{action, input}` in, a Reply out. Functions are named by the part before the dot. */
export class CallDoor {
  readonly #options: CallDoorOptions;

  constructor(options: CallDoorOptions) {
    this.#options = options;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') throw new HttpRefusal(405, 'call/malformed', 'POST {"action","input"} is wanted');
    const body = await readJsonObject(request, BODY_LIMIT);
    const token = tokenOf(request);
    const { action, input, ...others } = body;
    const extra = Object.keys(others)[0];
    if (extra !== undefined) throw new HttpRefusal(400, 'call/malformed', `"${extra}" is not known here`);
    sendJson(response, 200, await this.call(action, input ?? {}, token, addressOf(request)));
  }

  /**
   * Calls an action under the session of a token, or as an anonymous visitor; `clientIp` is left out by what calls
   * within this process.
   * @throws HttpRefusal for a malformed call, an expired session, or a function that did not come to an end.
   */
  async call(action: unknown, input: unknown, token?: string, clientIp?: string): Promise<Reply> {
    if (typeof action !== 'string' || !ACTION.test(action))
      throw new HttpRefusal(400, 'call/malformed', 'the action must be a text like "shop.listGoods"');
    if (typeof input !== 'object' || input === null || Array.isArray(input))
      throw new HttpRefusal(400, 'call/malformed', 'the input must be an object');
    return this.#options.passage.through(() => this.#call(action, input, token, clientIp));
  }

  async #call(action: string, input: object, token: string | undefined, clientIp: string | undefined): Promise<Reply> {
    const identity = { ...this.#identityOf(token), ...(clientIp ? { clientIp } : {}) };
    const event: Record<string, unknown> = { action, input };
    // The platform adds this to a mini-program's calls; a function must bear it.
    if (identity.source === 'wx_client') event.userInfo = { openId: identity.openid, appId: this.#options.appId };
    const name = action.slice(0, action.indexOf('.'));
    return readReply(action, await this.#invoke(name, JSON.stringify(event), identity));
  }

  async #invoke(name: string, event: string, identity: Identity): Promise<string> {
    try {
      return await this.#options.host.invoke(name, event, identity);
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error;
      const status = FAILURE_STATUS[error.kind] ?? 502;
      throw new HttpRefusal(status, `function/${error.kind}`, told(error.message), { errCode: error.errCode });
    }
  }

  #identityOf(token: string | undefined): Identity {
    if (token === undefined) return { openid: '', source: 'wx_http' };
    const { engine, now } = this.#options;
    const id = createHash('sha256').update(token).digest('hex');
    const session =
      TOKEN.test(token) && engine.hasCollection('sessions')
        ? (engine.get('sessions', id) as { openid?: unknown; expiresAt?: unknown } | undefined)
        : undefined;
    const { openid, expiresAt } = session ?? {};
    if (typeof openid !== 'string' || openid === '' || typeof expiresAt !== 'number' || expiresAt <= now())
      throw new HttpRefusal(401, 'session/expired', 'the session is unknown or has expired: sign in again');
    return { openid, source: 'wx_client', sessionId: id };
  }
}

/** The session's token that a request carries; undefined where it carries none. @throws HttpRefusal 401 */
export function tokenOf(request: IncomingMessage): string | undefined {
  const header = request.headers.authorization;
  const token = header === undefined ? undefined : /^Bearer +(\S+)$/i.exec(header)?.[1];
  if (header !== undefined && token === undefined)
    throw new HttpRefusal(401, 'session/malformed', 'the authorization must be "Bearer TOKEN"');
  return token;
}

/**
 * The address at the other end of the socket, an IPv4 one in its own form. Headers are the caller's own words and say
 * nothing.
 */
export const addressOf = (request: IncomingMessage): string | undefined =>
  request.socket.remoteAddress?.replace(/^::ffff:(?=\d+\.)/i, '');

/** What a caller may know of a failure: its first line, without the places of this machine. The logs have all of it. */
const told = (message: string): string => message.split('\n', 1)[0]!.replaceAll(projectRoot(), '.');

function readReply(action: string, result: string): Reply {
  const reply = JSON.parse(result) as Partial<Record<keyof Reply | 'code' | 'message', unknown>> | null;
  const isReply =
    typeof reply === 'object' &&
    reply !== null &&
    (reply.ok === true || (reply.ok === false && typeof reply.code === 'string' && typeof reply.message === 'string'));
  if (!isReply) throw new HttpRefusal(502, 'function/badReply', `${action} gave no reply of the form {ok, …}`);
  return reply as Reply;
}
