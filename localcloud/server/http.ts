import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request refused before anything was done; told in the shape of every reply. */
export class HttpRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details?: Record<string, unknown>,
  ) {
    super(message);
  }
}

/** Sends JSON that no cache may keep. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value));
  send(response, status, 'application/json; charset=utf-8', body);
}

export function send(response: ServerResponse, status: number, contentType: string, body: Buffer): void {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': body.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(body);
}

export function sendRefusal(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error instanceof HttpRefusal) {
    const { status, code, message, details } = error;
    sendJson(response, status, { ok: false, code, message, ...(details ? { details } : {}) });
  } else sendJson(response, 500, { ok: false, code: 'cloud/internal', message: (error as Error).message });
}

/** Reads a body of at most `limit` bytes. @throws HttpRefusal 413 as soon as more arrives. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const tooLarge = (): HttpRefusal =>
    new HttpRefusal(413, 'call/tooLarge', `the request body exceeds ${limit} bytes`, { limit });
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const DEPTH_LIMIT = 32;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Refuses keys that reach for a prototype, and nesting that no honest request needs. */
function checkShape(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > DEPTH_LIMIT) throw new HttpRefusal(400, 'call/malformed', 'the request body is nested too deep');
  for (const key of Object.keys(value)) {
    if (FORBIDDEN_KEYS.has(key)) throw new HttpRefusal(400, 'call/malformed', `the key "${key}" is not allowed`);
    checkShape((value as Record<string, unknown>)[key], depth + 1);
  }
}

/** Reads a JSON object from a body. @throws HttpRefusal 400 or 413. */
export async function readJsonObject(request: IncomingMessage, limit: number): Promise<Record<string, unknown>> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    throw new HttpRefusal(400, 'call/malformed', 'the content type must be application/json');
  const body = await readBody(request, limit);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new HttpRefusal(400, 'call/malformed', 'the request body is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new HttpRefusal(400, 'call/malformed', 'the request body is not a JSON object');
  checkShape(value, 0);
  return value as Record<string, unknown>;
}
