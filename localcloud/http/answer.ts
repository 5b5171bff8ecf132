import { type ServerResponse, STATUS_CODES } from 'node:http';
import { type HttpRefusal, refusalOf } from './refusal';

/**
 * What every answer says to a browser: no other site may frame it, nothing is guessed to be a page, and addresses are
 * not told to other sites.
 */
const PROTECTION: Readonly<Record<string, string>> = {
  'content-security-policy': "frame-ancestors 'self'",
  'x-frame-options': 'SAMEORIGIN',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
};

/** Puts the protection on a response that has sent nothing yet. */
export function protect(response: ServerResponse): void {
  for (const [name, value] of Object.entries(PROTECTION)) response.setHeader(name, value);
}

/** Sends JSON that no cache may keep. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  send(response, status, 'application/json; charset=utf-8', Buffer.from(JSON.stringify(value)));
}

/** Sends bytes that no cache may keep. */
export function send(response: ServerResponse, status: number, contentType: string, body: Buffer): void {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': body.length,
    'cache-control': 'no-store',
  });
  response.end(body);
}

/** Answers an error; an answer that was begun is broken off. */
export function sendRefusal(response: ServerResponse, error: unknown): void {
  const refusal = refusalOf(error);
  if (response.headersSent) response.destroy();
  else sendJson(response, refusal.status, replyOf(refusal));
}

/** A refusal as bytes, for a connection whose request could not be read: with it the connection ends. */
export function rawAnswer(refusal: HttpRefusal): string {
  const body = JSON.stringify(replyOf(refusal));
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    connection: 'close',
    ...PROTECTION,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}`, ...lines, '', body].join('\r\n');
}

const replyOf = ({ code, message, details }: HttpRefusal): unknown => ({
  ok: false,
  code,
  message,
  ...(details ? { details } : {}),
});
