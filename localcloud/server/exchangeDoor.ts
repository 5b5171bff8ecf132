import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpRefusal, readJsonObject, sendJson, type Target } from '../http';
import type { ExchangeSandbox } from '../sandbox';

const BODY_LIMIT = 2 * 1024 * 1024;

/** `/exchange/...`: what stands in for a property exchange. Who calls signs what it says. */
export class ExchangeDoor {
  readonly #sandbox: ExchangeSandbox;

  constructor(sandbox: ExchangeSandbox) {
    this.#sandbox = sandbox;
  }

  async handle(request: IncomingMessage, response: ServerResponse, { path }: Target): Promise<void> {
    if (request.method !== 'POST') throw new HttpRefusal(405, 'exchange/method', 'only POST is answered');
    const asked = await readJsonObject(request, BODY_LIMIT);
    const answer = await this.#sandbox.answer(path.slice('/exchange'.length), asked);
    if (!answer) throw new HttpRefusal(401, 'exchange/signature', 'it is not signed by whose it is, or not known');
    sendJson(response, 200, answer);
  }
}
