import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Conditions } from '../conditions';
import { HttpRefusal, HttpServer, type Target } from '../http';
import type { Passage } from '../passage';
import type { FileStorage } from '../storage';
import type { CallDoor } from './callDoor';
import type { ExchangeDoor } from './exchangeDoor';
import type { LocalDoor } from './localDoor';
import type { PayDoor } from './payDoor';
import type { StaticFiles } from './staticFiles';
import type { TopUpDoor } from './topUpDoor';
import type { UploadDoor } from './uploadDoor';

import type { WechatDoor } from './wechatDoor';

import type { WireDoor } from './wireDoor';

export interface Doors {
  call: CallDoor;
  wire: WireDoor;
  wechat: WechatDoor;
  topUp: TopUpDoor;
  exchange: ExchangeDoor;
  pay: PayDoor;
  local: LocalDoor;
  storage: FileStorage;
  upload: UploadDoor;
  files: StaticFiles | null;
}

/** What must be open for a door to be entered; whoever is inside is waited for before the data is exchanged. */
interface Passages {
  /** Calls and controls: what comes from outside. */
  outside: Passage;
  /** Requests of the functions. */
  functions: Passage;
}

interface LocalServerOptions extends Passages {
  /** Asked for at each request: the doors are built when the port is known. @throws HttpRefusal before that. */
  doors: () => Doors;
  /** What happens to a request of a function on its way. */
  conditions: Conditions;
  /** How long a request may take to arrive, ms. */
  arrivalMs?: number | undefined;
}

/** The local cloud's HTTP server: it hands a request to its door. */
export class LocalServer extends HttpServer {
  constructor({ doors, arrivalMs, ...ways }: LocalServerOptions) {
    super({ arrivalMs, answer: (request, response, target) => route(doors(), ways, request, response, target) });
  }
}

type Ways = Pick<LocalServerOptions, 'outside' | 'functions' | 'conditions'>;

async function route(
  doors: Doors,
  { outside, functions, conditions }: Ways,
  request: IncomingMessage,
  response: ServerResponse,
  target: Target,
): Promise<void> {
  const { call, wire, wechat, topUp, exchange, pay, local, storage, upload, files } = doors;
  const { path } = target;
  if (path === '/call') {
    outside.check();
    await call.handle(request, response);
  } else if (path === '/admin') await functions.through(() => wire.handle(request, response));
  else if (path.startsWith('/wechat/')) await functions.through(() => wechat.handle(request, response, target));
  else if (path.startsWith('/top-up/')) await functions.through(() => topUp.handle(request, response, target));
  else if (path.startsWith('/exchange/')) await functions.through(() => exchange.handle(request, response, target));
  else if (path.startsWith('/pay/v3/')) await functions.through(() => pay.handle(request, response, target));
  else if (path.startsWith('/local/')) {
    outside.check();
    await local.handle(request, response, target);
  } else if (path.startsWith('/storage/')) {
    functions.check();
    const handle = () => storage.handle(request, response, path.slice('/storage/'.length));
    // The functions alone upload; what is only looked at comes from elsewhere on the platform.
    await (request.method === 'PUT' ? conditions.travel(handle) : handle());
  } else if (path.startsWith('/picture/')) {
    functions.check();
    await storage.showPicture(request, response, path.slice('/picture/'.length));
  } else if (path.startsWith('/upload/')) {
    outside.check();
    await upload.handle(request, response, path.slice('/upload/'.length));
  } else if (files) await files.handle(request, response, path);
  else throw new HttpRefusal(404, 'static/notFound', 'no client is built: run "npm run build:h5"');
}
