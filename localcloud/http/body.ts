import type { IncomingMessage } from 'node:http';
import { nameGivenTwice } from './duplicateNames';
import { HttpRefusal } from './refusal';

const malformed = (message: string): HttpRefusal => new HttpRefusal(400, 'call/malformed', message);
const unsupported = (message: string): HttpRefusal => new HttpRefusal(415, 'call/unsupported', message);

/** A media type without its parameters, in small letters, and its parameters. */
interface MediaType {
  type: string;
  parameters: ReadonlyMap<string, string>;
}

/** Reads a Content-Type header; null when there is none. @throws HttpRefusal 415 when it is none that can be read. */
export function readMediaType(header: string | undefined): MediaType | null {
  if (header === undefined) return null;
  const [whole, type] = /^\s*([\w!#$&^.+-]+\/[\w!#$&^.+-]+)\s*(?=;|$)/.exec(header) ?? [];
  if (whole === undefined) throw unsupported('the content type cannot be read');
  const parameters = new Map<string, string>();
  const parameter = /;\s*(?:([\w!#$&^.+-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))\s*)?/y;
  for (parameter.lastIndex = whole.length; parameter.lastIndex < header.length; ) {
    const [part, name, quoted, plain] = parameter.exec(header) ?? [];
    if (part === undefined) throw unsupported('the content type cannot be read');
    if (name !== undefined && parameters.has(name.toLowerCase()))
      throw unsupported(`the content type says ${name} twice`);
    if (name !== undefined) parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '');
  }
  return { type: type!.toLowerCase(), parameters };
}

/** @throws HttpRefusal 415 for a body that is packed: nothing here unpacks. */
export function refuseEncoded(request: IncomingMessage): void {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding.trim().toLowerCase() !== 'identity')
    throw unsupported('the body must not be compressed: send it without a content encoding');
}

/** Reads a body of at most `limit` bytes. @throws HttpRefusal 413 as soon as more arrives, 415 when it is packed. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  refuseEncoded(request);
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

interface JsonBody {
  /** Most bytes that are taken. */
  limit: number;
  /** Media types that are taken for JSON, `none` standing for no header; application/json alone when left out. */
  types?: readonly string[];
}

/** @throws HttpRefusal 415 for a body that does not say it is JSON in UTF-8. */
export function checkJsonType(request: IncomingMessage, types: readonly string[] = ['application/json']): void {
  const mediaType = readMediaType(request.headers['content-type']);
  if (!types.includes(mediaType?.type ?? 'none')) throw unsupported('the content type must be application/json');
  const charset = mediaType?.parameters.get('charset');
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) throw unsupported('the charset must be utf-8');
}

/**
 * Reads an object from a JSON body in UTF-8.
 * @throws HttpRefusal 415 for another media type, charset or encoding; 413; 400 for what is no object, and for one that
 * names something twice: readers of JSON differ in which of the two they take.
 */
export async function readJsonBody(
  request: IncomingMessage,
  { limit, types }: JsonBody,
): Promise<Record<string, unknown>> {
  checkJsonType(request, types);
  return parseJsonObject(await readBody(request, limit));
}

/** Reads an object from bytes of JSON. @throws HttpRefusal 400 */
export function parseJsonObject(body: Buffer): Record<string, unknown> {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    value = JSON.parse(text);
  } catch {
    throw malformed('the request body is not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed('the request body is not a JSON object');
  const name = nameGivenTwice(text);
  if (name !== undefined) throw malformed(`the request body names "${name.slice(0, 100)}" twice`);
  return value as Record<string, unknown>;
}

const DEPTH_LIMIT = 32;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Refuses keys that reach for a prototype, and nesting that no honest request needs. */
function checkShape(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > DEPTH_LIMIT) throw malformed('the request body is nested too deep');
  for (const key of Object.keys(value)) {
    if (FORBIDDEN_KEYS.has(key)) throw malformed(`the key "${key}" is not allowed`);
    checkShape((value as Record<string, unknown>)[key], depth + 1);
  }
}

/** Reads an object that a stranger sends: as readJsonBody, and nothing in it reaches for a prototype. */
export async function readJsonObject(request: IncomingMessage, limit: number): Promise<Record<string, unknown>> {
  const value = await readJsonBody(request, { limit });
  checkShape(value, 0);
  return value;
}
