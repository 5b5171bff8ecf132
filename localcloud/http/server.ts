import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { protect, rawAnswer, sendRefusal } from './answer';
import { readTarget, type Target } from './caller';
import { HttpRefusal } from './refusal';

/** Loopback alone: whatever the machine's address, nobody else reaches the server. */
const ADDRESS = '127.0.0.1';
/** Longer than the SDK keeps an idle connection, so that it is never closed under a request on its way. */
const IDLE_MS = 65_000;
/** How long a request may take to arrive, head and body, in ms of real time. */
const ARRIVAL_MS = 60_000;
/** How often that is looked at, ms. */
const LOOK_MS = 5_000;
/** Bytes of a request line with all headers. */
const HEAD_BYTES = 16 * 1024;

interface HttpServerOptions {
  /** Answers a request that may come in. What it throws is told as a refusal. */
  answer(request: IncomingMessage, response: ServerResponse, target: Target): Promise<void>;
  /** How long a request may take to arrive, ms; a minute when left out. */
  arrivalMs?: number | undefined;
}

/**
 * An HTTP server of this machine for this machine. Whatever comes is answered: what is no HTTP, too slow or too much by
 * a status and words. Every answer carries what keeps other sites from framing or guessing.
 */
export class HttpServer {
  readonly #server: Server;
  readonly #answer: HttpServerOptions['answer'];
  /** What is being answered on a connection. */
  readonly #answering = new WeakMap<Duplex, ServerResponse>();

  constructor({ answer, arrivalMs = ARRIVAL_MS }: HttpServerOptions) {
    this.#answer = answer;
    this.#server = createServer(
      {
        keepAliveTimeout: IDLE_MS,
        requestTimeout: arrivalMs,
        headersTimeout: arrivalMs,
        connectionsCheckingInterval: Math.min(LOOK_MS, arrivalMs / 2),
        maxHeaderSize: HEAD_BYTES,
        requireHostHeader: false, // looked at here, with words
        insecureHTTPParser: false,
      },
      (request, response) => void this.#handle(request, response),
    );
    this.#server.maxHeadersCount = 0; // else those beyond it were dropped in silence; their bytes are limited
    this.#server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
      protect(response);
      sendRefusal(response, new HttpRefusal(417, 'server/malformed', 'only "Expect: 100-continue" can be met'));
    });
    this.#server.on('connect', (_request, socket) =>
      this.#end(socket, new HttpRefusal(405, 'server/method', 'this server is no proxy')),
    );
    this.#server.on('clientError', (error: NodeJS.ErrnoException, socket) => this.#end(socket, unreadable(error.code)));
  }

  /** Listens on a port of 127.0.0.1, 0 for any. Rejects with EADDRINUSE when it is taken, EACCES when it may not be. */
  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, ADDRESS, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** `http://127.0.0.1:PORT` */
  get url(): string {
    return `http://${ADDRESS}:${this.port}`;
  }

  /** Takes nothing new; `beforeTheRest` is awaited before connections that are still being answered are cut. */
  async close(beforeTheRest?: () => Promise<void>): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeIdleConnections();
    await beforeTheRest?.();
    this.#server.closeAllConnections();
    await closed;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#answering.set(request.socket, response);
    protect(response);
    try {
      const target = readTarget(request, this.port);
      if (target.path === '*') answerForAll(request, response);
      else await this.#answer(request, response, target);
    } catch (error) {
      sendRefusal(response, error);
    }
    request.resume(); // what is left of a body that nobody wanted
  }

  /** Ends a connection with words, unless an answer is on its way already. */
  #end(socket: Duplex, refusal: HttpRefusal): void {
    const isBegun = this.#answering.get(socket)?.headersSent && !this.#answering.get(socket)?.writableFinished;
    if (!socket.writable || isBegun) socket.destroy();
    else socket.end(rawAnswer(refusal), () => socket.destroy());
  }
}

function answerForAll(request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== 'OPTIONS') throw new HttpRefusal(400, 'server/malformed', 'only OPTIONS asks for "*"');
  response.writeHead(204, { allow: 'GET, HEAD, POST, PUT' }).end();
}

function unreadable(code: string | undefined): HttpRefusal {
  if (code === 'HPE_HEADER_OVERFLOW')
    return new HttpRefusal(431, 'server/headers', `address and headers have at most ${HEAD_BYTES} bytes`);
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new HttpRefusal(408, 'server/slow', 'the request took too long to arrive');
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW')
    return new HttpRefusal(413, 'server/malformed', 'the chunks of the request carry too much beside their content');
  return new HttpRefusal(400, 'server/malformed', 'the request is no HTTP that can be read');
}
