import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpRefusal, readJsonObject, sendJson, type Target } from '../http';
import type { WechatSandbox } from '../sandbox';

const BODY_LIMIT = 1024 * 1024;

/** `/wechat/...`: what stands in for api.weixin.qq.com. Who calls shows the app's secret, or the token got by it. */
export class WechatDoor {
  readonly #sandbox: WechatSandbox;

  constructor(sandbox: WechatSandbox) {
    this.#sandbox = sandbox;
  }

  async handle(request: IncomingMessage, response: ServerResponse, { path, query }: Target): Promise<void> {
    if (request.method !== 'POST') throw new HttpRefusal(405, 'wechat/method', 'only POST is answered');
    const body = await readJsonObject(request, BODY_LIMIT);
    const answer = await this.#sandbox.answer(path.slice('/wechat'.length), query.get('access_token'), body);
    if (answer) sendJson(response, 200, answer);
    else request.socket.destroy();
  }
}
