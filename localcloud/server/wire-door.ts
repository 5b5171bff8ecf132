import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { maxDepth } from '../engine/inspect';
import { depthOf } from '../engine/value/size';
import type { Fields } from '../engine/value/value';
import type { FunctionHost, Invocation } from '../host';
import { HttpRefusal, parseJsonObject, readBody, readJsonBody, readMediaType, send, sendJson } from '../http';
import { type OpenApiSandbox, type PaymentSandbox, RESERVED_PREFIX } from '../sandbox';
import type { Wire, WireRequest } from '../wire';
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

export interface WireDoorOptions {
  wire: Wire;
  host: FunctionHost;
  openapi: OpenApiSandbox;
  payment: PaymentSandbox;
  /** Awaited before a request of the functions is done: where a test holds a caller between two steps. */
  beforeRequest?: BeforeRequest | undefined;
  /** The name by which the workers sign: another program, or a page in a browser, does not know it. */
  secretId: string;
}

/** `/admin`: where wx-server-sdk inside the functions sends its requests. */
export class WireDoor {
  readonly #options: WireDoorOptions;

  constructor(options: WireDoorOptions) {
    this.#options = options;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { host, secretId } = this.#options;
    if (request.method !== 'POST' || !request.headers.authorization?.includes(`Credential=${secretId}/`))
      throw new HttpRefusal(403, 'admin/forbidden', 'only the cloud functions of this server may ask here');
    const contentType = request.headers['content-type'] ?? '';
    const isForm = contentType !== '' && readMediaType(contentType)?.type === 'multipart/form-data';
    const fields = isForm ? readMultipart(contentType, await readBody(request, BODY_LIMIT)) : null;
    const asked = fields
      ? ({ action: textOf(fields, 'action'), wxCloudApiToken: textOf(fields, 'wxCloudApiToken') } as WireRequest)
      : ((await readJsonBody(request, { limit: BODY_LIMIT })) as WireRequest);
    const id = String(asked.wxCloudApiToken ?? '');
    const invocation = host.invocation(id);
    const answered = invocation && host.beginRequest(id);
    if (!invocation || !answered) {
      sendJson(response, 200, failure('INVALID_PARAM', 'the invocation that asks has ended'));
      return;
    }
    try {
      await this.#options.beforeRequest?.({
        action: asked.action === 'wx.wxPayApi' && fields ? textOf(fields, 'apiName') : asked.action,
        ...(typeof asked.collectionName === 'string' ? { collection: asked.collectionName } : {}),
        params: asked as unknown as Record<string, unknown>,
        invocationId: id,
        functionName: invocation.function.name,
      });
      if (fields) await this.#answerForm(fields, asked.action, invocation, response);
      else sendJson(response, 200, await this.#answer(asked, invocation));
    } finally {
      answered();
    }
  }

  async #answer(asked: WireRequest, invocation: Invocation): Promise<unknown> {
    if (depthOf(asked as Fields, maxDepth) > maxDepth)
      return failure('INVALID_PARAM', '[InvalidParameter] the request is nested too deep.');
    if (reachesReserved(asked))
      return failure(
        'DATABASE_COLLECTION_NOT_EXIST',
        `[ResourceNotFound] Db or Table not exist: ${String(asked.collectionName)}.`,
      );
    return this.#options.wire.handle(asked, { invocationId: invocation.id });
  }

  /** wx.openApi and wx.wxPayApi come as forms; an answer is raw bytes, a failure is JSON by its content type. */
  async #answerForm(
    fields: Map<string, Buffer>,
    action: string,
    invocation: Invocation,
    response: ServerResponse,
  ): Promise<void> {
    const apiName = textOf(fields, 'apiName');
    const content = fields.get('requestData') ?? Buffer.alloc(0);
    const openid = invocation.identity.openid ?? '';
    const { openapi, payment } = this.#options;
    if (action === 'wx.openApi') {
      const caller = { openapi: invocation.function.openapi, openid };
      send(response, 200, 'application/octet-stream', await openapi.answer(apiName, content, caller));
    } else if (action === 'wx.wxPayApi') {
      const asked = content.length > 0 ? parseJsonObject(content) : {};
      const answer = await payment.answer(apiName, asked, openid);
      send(response, 200, 'text/plain; charset=utf-8', Buffer.from(JSON.stringify(answer)));
    } else sendJson(response, 200, failure('INVALID_PARAM', `unknown action ${action}`));
  }
}

const textOf = (fields: Map<string, Buffer>, name: string): string => fields.get(name)?.toString() ?? '';

const failure = (code: string, message: string): unknown => ({
  code,
  message,
  requestId: randomBytes(8).toString('hex'),
});

/** The sandboxes' collections do not exist for functions, neither by name nor by a stage that looks another up. */
function reachesReserved(asked: WireRequest): boolean {
  const name = asked.collectionName;
  if (typeof name === 'string' && name.startsWith(RESERVED_PREFIX)) return true;
  return 'stages' in asked && JSON.stringify(asked.stages).includes(RESERVED_PREFIX);
}
