import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody, type Target } from '../http';
import type { TransferSandbox } from '../sandbox';
import { isSignedByMerchant, signedAnswer } from '../sandbox';

const BODY_LIMIT = 64 * 1024;

/** `/pay/v3/...`: what stands in for WeChat Pay's interfaces of version 3. Both sides sign what they say. */
export class PayDoor {
  readonly #transfers: TransferSandbox;

  constructor(transfers: TransferSandbox) {
    this.#transfers = transfers;
  }

  async handle(request: IncomingMessage, response: ServerResponse, target: Target): Promise<void> {
    const method = request.method ?? 'GET';
    const path = target.path.slice('/pay'.length);
    const text = (await readBody(request, BODY_LIMIT)).toString();
    const isSigned = isSignedByMerchant(method, path, text, request.headers.authorization ?? '');
    const body = text ? (JSON.parse(text) as Record<string, unknown>) : {};
    const answer = isSigned
      ? await this.#transfers.answer(method, path, body)
      : { status: 401, body: { code: 'SIGN_ERROR', message: 'the signature is not right' } };
    if (!answer) {
      request.socket.destroy();
      return;
    }
    const said = JSON.stringify(answer.body);
    response.writeHead(answer.status, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(said),
      ...signedAnswer(said),
    });
    response.end(said);
  }
}
