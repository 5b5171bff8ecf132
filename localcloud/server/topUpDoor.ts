import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpRefusal, readJsonObject, sendJson, type Target } from '../http';
import type { TopUpSandbox } from '../sandbox';

const BODY_LIMIT = 64 * 1024;

/** `/top-up/...`: what stands in for who tops accounts up. Who calls signs what it says, with the moment. */
export class TopUpDoor {
  readonly #sandbox: TopUpSandbox;

  constructor(sandbox: TopUpSandbox) {
    this.#sandbox = sandbox;
  }

  async handle(request: IncomingMessage, response: ServerResponse, { path }: Target): Promise<void> {
    if (request.method !== 'POST') throw new HttpRefusal(405, 'topUp/method', 'only POST is answered');
    const { 'x-time': stamp = '', 'x-signature': signature = '' } = request.headers;
    const asked = await readJsonObject(request, BODY_LIMIT);
    // What is sent is JSON.stringify of what is read: a text that reads the same is the same text.
    if (!this.#sandbox.isSigned(JSON.stringify(asked), String(stamp), String(signature)))
      throw new HttpRefusal(401, 'topUp/signature', 'the signature is not right');
    const answer = await this.#sandbox.answer(path.slice('/top-up'.length), asked);
    if (answer) sendJson(response, 200, answer);
    else request.socket.destroy();
  }
}
