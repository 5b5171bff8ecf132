import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ConditionRefusal, type Conditions } from '../conditions';
import { maxDepth } from '../engine/inspect';
import { depthOf } from '../engine/value/size';
import type { Fields } from '../engine/value/value';
import type { FunctionHost, Invocation } from '../host';
import { checkJsonType, HttpRefusal, parseJsonObject, readBody, readMediaType, send } from '../http';
import { type OpenApiSandbox, type PaymentSandbox, RESERVED_PREFIX } from '../sandbox';
import type { Wire, WireReply, WireRequest } from '../wire';
import { readMultipart } from './multipart';

/** A document may have 16 MB; as text inside text inside JSON it grows. */
const BODY_LIMIT = 40 * 1024 * 1024;

/** One request of a function: what it asks of which collection, and in which invocation. */
export interface FunctionRequest {
  action: string;
  collection?: string;
  params: Record<string, unknown>;
  invocationId: string;
  functionName: string;
}

export type BeforeRequest = (request: FunctionRequest) => Promise<void> | void;

/** What a request of a function has cost. */
export interface AnsweredRequest extends Omit<FunctionRequest, 'params'> {
  /** The platform's code of a failure; left out when it was done. */
  code?: string;
  /** Bytes of the body that the function sent, and of the one that it gets. */
  bytesIn: number;
  bytesOut: number;
  /** When it arrived and when its answer was sent, by performance.now() of this process, ms. */
  beganAtMs: number;
  endedAtMs: number;
}

export type OnRequest = (request: AnsweredRequest) => void;

interface WireDoorOptions {
  wire: Wire;
  host: FunctionHost;
  openapi: OpenApiSandbox;
  payment: PaymentSandbox;
  /** Awaited before a request of the functions is done: where a test holds a caller between two steps. */
  beforeRequest?: BeforeRequest | undefined;
  /** Told of each request of the functions, in the moment before they get the answer. */
  onRequest?: OnRequest | undefined;
  /** What happens to a request on its way. */
  conditions: Conditions;
  /** The name by which the workers sign: another program, or a page in a browser, does not know it. */
  secretId: string;
}

/** A request as it came: its JSON, or the fields of its form. */
interface Asked {
  request: WireRequest;
  fields: Map<string, Buffer> | null;
  bytesIn: number;
}

interface Answer {
  contentType: string;
  body: Buffer;
  code?: string;
}

/** `/admin`: where wx-server-sdk inside the functions sends its requests. */
export class WireDoor {
  readonly #options: WireDoorOptions;

  constructor(options: WireDoorOptions) {
    this.#options = options;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const beganAtMs = performance.now();
    const { host, secretId } = this.#options;
    if (request.method !== 'POST' || !request.headers.authorization?.includes(`Credential=${secretId}/`))
      throw new HttpRefusal(403, 'admin/forbidden', 'only the cloud functions of this server may ask here');
    const asked = await read(request);
    const id = String(asked.request.wxCloudApiToken ?? '');
    const invocation = host.invocation(id);
    const answered = invocation && host.beginRequest(id);
    if (!invocation || !answered) {
      const { contentType, body } = hasEnded();
      send(response, 200, contentType, body);
      return;
    }
    try {
      const { contentType, body } = await this.#told(asked, invocation, beganAtMs);
      send(response, 200, contentType, body);
    } finally {
      answered();
    }
  }

  /** The answer, told of to whoever asked to be. */
  async #told(asked: Asked, invocation: Invocation, beganAtMs: number): Promise<Answer> {
    const { host, beforeRequest, onRequest, conditions } = this.#options;
    const { request, fields, bytesIn } = asked;
    const named = {
      action: request.action === 'wx.wxPayApi' && fields ? textOf(fields, 'apiName') : request.action,
      ...(typeof request.collectionName === 'string' ? { collection: request.collectionName } : {}),
      invocationId: invocation.id,
      functionName: invocation.function.name,
    };
    const done = async (): Promise<Answer> => {
      // Killed while a test holds it, it gives its connection back.
      const held = beforeRequest?.({ ...named, params: request as unknown as Record<string, unknown> });
      if (held) await Promise.race([held, invocation.ended]);
      // On its way or in line meanwhile: what a killed function had asked for must not be done.
      if (!host.invocation(invocation.id)) return hasEnded();
      return fields ? this.#answerForm(fields, request.action, invocation) : this.#answer(request, invocation);
    };
    let answer: Answer | undefined;
    try {
      answer = await conditions.travel(() => conditions.admit(request.action, done).catch(refused));
      return answer;
    } finally {
      const code = answer?.code === undefined ? {} : { code: answer.code };
      const bytesOut = answer?.body.length ?? 0;
      onRequest?.({ ...named, ...code, bytesIn, bytesOut, beganAtMs, endedAtMs: performance.now() });
    }
  }

  async #answer(asked: WireRequest, invocation: Invocation): Promise<Answer> {
    if (depthOf(asked as Fields, maxDepth) > maxDepth)
      return failure('INVALID_PARAM', '[InvalidParameter] the request is nested too deep.');
    if (reachesReserved(asked))
      return failure(
        'DATABASE_COLLECTION_NOT_EXIST',
        `[ResourceNotFound] Db or Table not exist: ${String(asked.collectionName)}.`,
      );
    return json(await this.#options.wire.handle(asked, { invocationId: invocation.id }));
  }

  /** wx.openApi and wx.wxPayApi come as forms; an answer is raw bytes, a failure is JSON by its content type. */
  async #answerForm(fields: Map<string, Buffer>, action: string, invocation: Invocation): Promise<Answer> {
    const apiName = textOf(fields, 'apiName');
    const content = fields.get('requestData') ?? Buffer.alloc(0);
    const openid = invocation.identity.openid ?? '';
    const { openapi, payment } = this.#options;
    if (action === 'wx.openApi') {
      const isWaiting = (): boolean => this.#options.host.invocation(invocation.id) !== undefined;
      const caller = { openapi: invocation.function.openapi, openid, isWaiting };
      return { contentType: 'application/octet-stream', body: await openapi.answer(apiName, content, caller) };
    }
    if (action !== 'wx.wxPayApi') return failure('INVALID_PARAM', `unknown action ${action}`);
    const asked = content.length > 0 ? parseJsonObject(content) : {};
    const answer = await payment.answer(apiName, asked, openid);
    return { contentType: 'text/plain; charset=utf-8', body: Buffer.from(JSON.stringify(answer)) };
  }
}

async function read(request: IncomingMessage): Promise<Asked> {
  const contentType = request.headers['content-type'] ?? '';
  const isForm = contentType !== '' && readMediaType(contentType)?.type === 'multipart/form-data';
  if (!isForm) checkJsonType(request);
  const body = await readBody(request, BODY_LIMIT);
  if (!isForm) return { request: parseJsonObject(body) as WireRequest, fields: null, bytesIn: body.length };
  const fields = readMultipart(contentType, body);
  const named = { action: textOf(fields, 'action'), wxCloudApiToken: textOf(fields, 'wxCloudApiToken') };
  return { request: named, fields, bytesIn: body.length };
}

const textOf = (fields: Map<string, Buffer>, name: string): string => fields.get(name)?.toString() ?? '';

const json = (reply: WireReply): Answer => ({
  contentType: 'application/json; charset=utf-8',
  body: Buffer.from(JSON.stringify(reply)),
  ...(reply.code === undefined ? {} : { code: reply.code }),
});

const failure = (code: string, message: string): Answer =>
  json({ code, message, requestId: randomBytes(8).toString('hex') });

const hasEnded = (): Answer => failure('INVALID_PARAM', 'the invocation that asks has ended');

function refused(error: unknown): Answer {
  if (!(error instanceof ConditionRefusal)) throw error;
  return failure(error.code, error.message);
}

/** The sandboxes' collections do not exist for functions, neither by name nor by a stage that looks another up. */
function reachesReserved(asked: WireRequest): boolean {
  const name = asked.collectionName;
  if (typeof name === 'string' && name.startsWith(RESERVED_PREFIX)) return true;
  return 'stages' in asked && JSON.stringify(asked.stages).includes(RESERVED_PREFIX);
}
