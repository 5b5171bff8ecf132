import type { IncomingMessage, ServerResponse } from 'node:http';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { refuseEncoded } from '../http';
import { type Files, RetiredError } from './files';
import { checkPath } from './paths';

/** Largest file that is taken, in bytes. */
const maxFileBytes = 100 * 1024 * 1024;

const types: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  json: 'application/json',
  txt: 'text/plain; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  pdf: 'application/pdf',
  mp4: 'video/mp4',
};

/** Serves files, and takes those uploads that getUploadMetadata announced. */
export async function answerFile(
  files: Files,
  request: IncomingMessage,
  response: ServerResponse,
  encodedPath: string,
  announcedPath: (authorization: string) => string | undefined,
): Promise<void> {
  let path: string;
  try {
    path = checkPath(decodeURIComponent(encodedPath));
  } catch (error) {
    return refuse(response, 400, 'InvalidURI', (error as Error).message);
  }
  if (request.method === 'PUT') {
    const announced = announcedPath(String(request.headers.authorization ?? ''));
    if (announced !== path) return refuse(response, 403, 'AccessDenied', 'Access Denied.');
    refuseEncoded(request);
    if (request.headers['content-range'] !== undefined)
      return refuse(response, 400, 'InvalidRequest', 'A file is uploaded whole, not in ranges.');
    return take(files, request, response, path);
  }
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(response, 405, 'MethodNotAllowed', 'The specified method is not allowed.');
  if (!(await give(files, request, response, path, 'no-cache')))
    refuse(response, 404, 'NoSuchKey', 'The specified key does not exist.');
}

class TooLarge extends Error {}

async function take(files: Files, request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(bytes > maxFileBytes ? new TooLarge() : null, chunk);
    },
  });
  try {
    if (Number(request.headers['content-length'] ?? 0) > maxFileBytes) throw new TooLarge();
    await Promise.all([pipeline(request, counted), files.write(path, counted)]);
  } catch (error) {
    if (error instanceof TooLarge)
      return refuse(response, 400, 'EntityTooLarge', `A file has at most ${maxFileBytes} bytes.`);
    if (error instanceof RetiredError) return refuse(response, 503, 'ServiceUnavailable', error.message);
    if (!request.complete) return refuse(response, 400, 'IncompleteBody', 'The file was not taken whole.');
    throw error;
  }
  response.writeHead(200, { 'content-length': 0 });
  response.end();
}

/**
 * An uploaded file is somebody else's text at the shop's own address: whatever it holds, it runs nothing there. A
 * browser shows it as a page of no origin, without scripts; what is no picture or text is only saved.
 */
function guard(response: ServerResponse, ending: string): string {
  const type = Object.hasOwn(types, ending) ? types[ending]! : 'application/octet-stream';
  // The viewer of a browser is what shows a PDF, and it does not run in a sandbox; the document has no origin there.
  const sandbox = ending === 'pdf' ? '' : ' sandbox;';
  response.setHeader(
    'content-security-policy',
    `default-src 'none'; style-src 'unsafe-inline';${sandbox} frame-ancestors 'self'`,
  );
  if (!Object.hasOwn(types, ending)) response.setHeader('content-disposition', 'attachment');
  return type;
}

/** Sends a file with its type; whole, never in ranges. @returns whether there is one: else nothing was sent. */
export async function give(
  files: Files,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  cacheControl: string,
): Promise<boolean> {
  const found = await files.stat(path);
  if (!found) return false;
  const type = guard(response, path.slice(path.lastIndexOf('.') + 1).toLowerCase());
  const tag = `"${found.size.toString(16)}-${Math.trunc(found.changedAt).toString(16)}"`;
  if (request.headers['if-none-match'] === tag) {
    response.writeHead(304, { etag: tag, 'cache-control': cacheControl });
    response.end();
    return true;
  }
  response.writeHead(200, {
    'content-type': type,
    'content-length': found.size,
    'cache-control': cacheControl,
    etag: tag,
  });
  if (request.method === 'HEAD') response.end();
  // A reader that goes away half-way is no failure of ours.
  else await pipeline(files.read(path), response).catch(() => response.destroy());
  return true;
}

const escaped = (text: string): string => text.replace(/[<>&]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** In the form in which the object storage of the platform refuses, which the SDK reads. */
function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  const body = `<?xml version='1.0' encoding='utf-8' ?>\n<Error><Code>${code}</Code><Message>${escaped(message)}</Message><RequestId>local</RequestId><TraceId>local</TraceId></Error>`;
  response.writeHead(status, {
    'content-type': 'application/xml',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  });
  response.end(body);
}
