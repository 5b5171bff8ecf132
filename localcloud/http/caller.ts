import type { IncomingMessage } from 'node:http';
import { HttpRefusal } from './refusal';

/** Headers that say who is meant or what is sent: two of one would mean two things. */
const SINGLE = new Set([
  'host',
  'origin',
  'authorization',
  'content-type',
  'content-length',
  'content-encoding',
  'transfer-encoding',
]);
/** Far beyond what a browser or an SDK sends. */
const HEADERS_LIMIT = 200;

/** Where a request goes: the path as it was sent, still encoded, and what follows the question mark. */
export interface Target {
  path: string;
  query: URLSearchParams;
}

/**
 * Looks at where a request comes from, and reads where it goes. Only names of this machine are answered (a name that
 * merely points to it belongs to a page that wants to reach it), and no page of another origin.
 * @throws HttpRefusal 400 when the request cannot be understood, 403 when it is not for this server, 431 for too many headers.
 */
export function readTarget(request: IncomingMessage, port: number): Target {
  checkHeaders(request.rawHeaders);
  const host = hostOf(request.headers.host);
  const { authority, path, query } = split(request.url ?? '');
  if (!isOwn(host, port) || (authority !== undefined && !isOwn(authority, port)))
    throw new HttpRefusal(403, 'server/host', 'this server answers to 127.0.0.1 and localhost alone, at its own port');
  if (authority !== undefined && authority !== host) throw malformed('the address and the Host header differ');
  const { origin } = request.headers;
  const isForeign =
    request.headers['sec-fetch-site'] === 'cross-site' && request.headers['sec-fetch-mode'] !== 'navigate';
  if ((origin !== undefined && origin !== `http://${host}`) || isForeign)
    throw new HttpRefusal(403, 'server/origin', 'requests of other origins are refused');
  return { path, query: new URLSearchParams(query) };
}

const malformed = (message: string): HttpRefusal => new HttpRefusal(400, 'server/malformed', message);

function checkHeaders(raw: readonly string[]): void {
  if (raw.length / 2 > HEADERS_LIMIT)
    throw new HttpRefusal(431, 'server/headers', `a request has at most ${HEADERS_LIMIT} headers`);
  const seen = new Set<string>();
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at]!.toLowerCase();
    if (SINGLE.has(name) && seen.has(name)) throw malformed(`there is more than one ${name} header`);
    seen.add(name);
  }
}

function hostOf(header: string | undefined): string {
  if (header === undefined || !/^[\w.\-:[\]]{1,300}$/.test(header))
    throw malformed('there is no Host header that can be read');
  return header.toLowerCase();
}

const isOwn = (authority: string, port: number): boolean =>
  ['127.0.0.1', 'localhost'].some((name) => authority === `${name}:${port}` || (port === 80 && authority === name));

/** A path, or a whole address as proxies are asked; `*` stands for the server itself. */
function split(url: string): { authority?: string; path: string; query: string } {
  const absolute = /^http:\/\/([^/?#]*)(.*)$/is.exec(url);
  const rest = absolute ? absolute[2]! : url;
  const [, path, query] = /^([^?#]*)\??([^#]*)/s.exec(rest)!;
  if (absolute) {
    if (absolute[1]!.includes('@')) throw malformed('an address here holds no user');
    return { authority: absolute[1]!.toLowerCase(), path: path === '' ? '/' : path!, query: query! };
  }
  if (path![0] !== '/' && path !== '*') throw malformed('a request is for a path that begins with a slash');
  return { path: path!, query: query! };
}
