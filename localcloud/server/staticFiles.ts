import { createReadStream } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { HttpRefusal } from '../http';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};
/** A build puts a hash of the content into these names: they never change. */
const HASHED = /[.\-_][0-9a-f]{8,32}\.\w+$/i;
/** Packings that a build lays beside such a file, smallest first, and how their files end. */
const PACKINGS = [
  { encoding: 'br', end: '.br' },
  { encoding: 'gzip', end: '.gz' },
] as const;

/** The names of a header Accept-Encoding that are not refused by a weight of 0. */
const acceptedBy = (header: string | undefined): string[] =>
  (header ?? '')
    .split(',')
    .map((part) =>
      part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/),
    )
    .filter(([, weight]) => !/^q=0(\.0*)?$/.test(weight ?? ''))
    .map(([name]) => name!);

/**
 * Serves the files of one folder; addresses without an extension get index.html (the client routes them). A file with a
 * hash in its name is sent packed when a packed one lies beside it and the reader takes it.
 */
export class StaticFiles {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  async handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      throw new HttpRefusal(405, 'static/method', 'only GET and HEAD are answered here');
    const file = await this.#find(path);
    if (!file) throw new HttpRefusal(404, 'static/notFound', 'there is no such file');
    const isHashed = HASHED.test(file);
    const { sent, encoding } = await packed(file, isHashed ? request.headers['accept-encoding'] : undefined);
    const { size, mtimeMs } = await stat(sent);
    const tag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
    const headers: Record<string, string | number> = {
      'content-type': TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream',
      'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      etag: tag,
      ...(isHashed && { vary: 'accept-encoding' }),
      ...(encoding && { 'content-encoding': encoding }),
    };
    if (request.headers['if-none-match'] === tag) {
      response.writeHead(304, headers).end();
      return;
    }
    response.writeHead(200, { ...headers, 'content-length': size });
    if (request.method === 'HEAD') response.end();
    else if (size < 65_536) response.end(await readFile(sent));
    else await pipeline(createReadStream(sent), response).catch(() => response.destroy()); // its reader went away
  }

  async #find(path: string): Promise<string | null> {
    let plain: string;
    try {
      plain = decodeURIComponent(path);
    } catch {
      return null;
    }
    if (plain.includes('\0') || plain.includes('\\') || plain.split('/').includes('..')) return null;
    const isPage = extname(plain) === '';
    const wanted = join(this.#root, isPage ? 'index.html' : plain);
    try {
      // Links that lead out of the folder lead nowhere.
      const [root, file] = await Promise.all([realpath(this.#root), realpath(wanted)]);
      return file.startsWith(root + sep) && (await stat(file)).isFile() ? file : null;
    } catch {
      return null;
    }
  }
}

/** The file that is sent for another: the smallest packing of it that is there and accepted, or itself. */
async function packed(file: string, header: string | undefined): Promise<{ sent: string; encoding?: string }> {
  const accepted = acceptedBy(header);
  for (const { encoding, end } of PACKINGS) {
    if (!accepted.includes(encoding)) continue;
    // As with the file itself: a link that leads out of the folder leads nowhere.
    const found = await realpath(file + end).catch(() => undefined);
    if (found === file + end && (await stat(found)).isFile()) return { sent: found, encoding };
  }
  return { sent: file };
}
