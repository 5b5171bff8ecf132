import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Cut, type StandIn } from '../standIn';

/** A picture of one pixel: the QR of a preview. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const LIMITS = {
  platform: true,
  appType: 0,
  isSandbox: false,
  released: true,
  setting: { MaxCodeSize: 2, MaxSubpackageSubCodeSize: 2, MaxSubpackageFullCodeSize: 30, MaxSubPackageLimit: 100 },
};

/** Answers of the mini-program's upload interfaces, by the end of their address. */
const CI: Readonly<Record<string, unknown>> = {
  getattr: { errCode: 0, data: LIMITS },
  upload: { errCode: 0, body: { subpackage_info: [{ name: '__FULL__', size: 1_400_000 }] } },
  testSourceURL: { errCode: 0, body: { qrcode_img: PIXEL, subpackage_info: [] } },
  getwhiteextlist: { errCode: 0, data: { whiteExtList: [] } },
};

/** The platform's addresses, all on one port of this machine; a header says which one was meant. */
export class PlatformServer {
  readonly #server: Server;
  /** Ends of the addresses of the mini-program's upload that were asked. */
  readonly uploads: string[] = [];

  constructor(readonly standIn: StandIn) {
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  /** @returns the port. */
  async start(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const host = String(request.headers['x-stands-for'] ?? '');
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname);
    const json = (value: unknown): void => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(value));
    };
    try {
      if (host.endsWith('.tcb-api.tencentcloudapi.com'))
        json({
          requestId: 'r-1',
          data: { url: 'https://cos', token: 't', authorization: 'a', fileId: 'f', cosFileId: 'c' },
        });
      else if (host.endsWith('.tencentcloudapi.com'))
        json(this.standIn.answer(String(request.headers['x-tc-action']), JSON.parse(body.toString() || '{}')));
      else if (host.endsWith('.tencentcos.cn')) this.#storage(request.method, path.slice(1), body, response);
      else if (host === 'servicewechat.com') json(this.#upload(path.split('/').at(-1)!));
      else {
        response.statusCode = 404;
        response.end(`nobody stands in for ${host}`);
      }
    } catch (error) {
      if (!(error instanceof Cut)) throw error;
      request.socket.destroy();
    }
  }

  #storage(method: string | undefined, path: string, body: Buffer, response: ServerResponse): void {
    if (method === 'PUT') this.standIn.put(path, body);
    const digest = this.standIn.files.get(path);
    response.statusCode = digest === undefined ? 404 : 200;
    if (digest !== undefined) response.setHeader('etag', `"${digest}"`);
    response.end();
  }

  #upload(end: string): unknown {
    this.uploads.push(end);
    return CI[end] ?? { errCode: 0, data: { randomString: 'by chance' } };
  }
}
