import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FileStorage } from '../storage';
import type { CallDoor } from './call-door';
import { HttpRefusal, sendRefusal } from './http';
import type { LocalDoor } from './local-door';
import type { StaticFiles } from './static-files';
import type { WireDoor } from './wire-door';

export interface Doors {
  call: CallDoor;
  wire: WireDoor;
  local: LocalDoor;
  storage: FileStorage;
  files: StaticFiles | null;
  /** Pictures of the demo's goods, below /goods/. */
  pictures: StaticFiles | null;
}

/** Loopback alone: whatever the machine's address, nobody else reaches the server. */
const ADDRESS = '127.0.0.1';
/** Longer than the SDK keeps an idle connection, so that it is never closed under a request on its way. */
const IDLE_MS = 65_000;

/** The HTTP server: it looks at where a request comes from, and hands it to its door. */
export class LocalServer {
  readonly #server: Server;
  readonly #doors: () => Doors;

  /** The doors are asked for at each request: they are built when the port is known. */
  constructor(doors: () => Doors) {
    this.#doors = doors;
    this.#server = createServer((request, response) => void this.#handle(request, response));
    this.#server.keepAliveTimeout = IDLE_MS;
    this.#server.headersTimeout = IDLE_MS + 1000;
  }

  /** Listens on a port of 127.0.0.1, 0 for any. @returns the port. Rejects with EADDRINUSE when it is taken. */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, ADDRESS, () => {
        this.#server.off('error', reject);
        resolve((this.#server.address() as AddressInfo).port);
      });
    });
  }

  get url(): string {
    return `http://${ADDRESS}:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const host = this.#checkOrigin(request);
      const url = new URL(request.url ?? '/', `http://${host}`);
      await this.#route(request, response, url);
    } catch (error) {
      sendRefusal(response, error);
      request.resume(); // what is left of a refused body
    }
  }

  async #route(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const { call, wire, local, storage, files, pictures } = this.#doors();
    const { pathname } = url;
    if (pathname === '/call') await call.handle(request, response);
    else if (pathname === '/admin') await wire.handle(request, response);
    else if (pathname.startsWith('/local/')) await local.handle(request, response, url);
    else if (pathname.startsWith('/storage/'))
      await storage.handle(request, response, pathname.slice('/storage/'.length));
    else if (pictures && pathname.startsWith('/goods/'))
      await pictures.handle(request, response, pathname.slice('/goods'.length));
    else if (files) await files.handle(request, response, pathname);
    else throw new HttpRefusal(404, 'static/notFound', 'no client is built: run "npm run build:h5"');
  }

  /** A page of another origin must not reach the demo, nor a name that only points to this machine. */
  #checkOrigin(request: IncomingMessage): string {
    const { host, origin } = request.headers;
    const { port } = this.#server.address() as AddressInfo;
    const names = [`127.0.0.1:${port}`, `localhost:${port}`];
    if (!host || !names.includes(host.toLowerCase()))
      throw new HttpRefusal(403, 'server/host', 'this server answers to 127.0.0.1 and localhost alone');
    if (origin !== undefined && origin !== `http://${host}`)
      throw new HttpRefusal(403, 'server/origin', 'requests of other origins are refused');
    if (request.headers['sec-fetch-site'] === 'cross-site' && request.headers['sec-fetch-mode'] !== 'navigate')
      throw new HttpRefusal(403, 'server/origin', 'requests of other origins are refused');
    return host;
  }
}
