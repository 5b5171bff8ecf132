import type { IncomingMessage, ServerResponse } from 'node:http';

export interface StorageOptions {
  /** Files are kept in dataDir/storage; null keeps them in memory. */
  dataDir: string | null;
  /** The environment's name, the first part of a file id: `cloud://ENV.BUCKET/path`. */
  envId: string;
  /** Address under which `handle` is mounted, without a slash at its end: `http://127.0.0.1:PORT/storage`. Asked at each use, so the port may be known later. */
  baseUrl: () => string;
}

export interface FileStorage {
  /** Answers GET, HEAD and PUT below the mounted address; `path` is the URL path after `/storage/`, still encoded. */
  handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>;
  /** storage.* actions of the wire. */
  act(action: string, request: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** Puts a file in process, for seeding. @returns its file id. */
  put(path: string, content: Uint8Array): Promise<string>;
  /** The address of a file that exists, not percent-encoded, as getTempFileURL gives it. */
  urlOf(fileId: string): string | null;
  /** Every file with its content, for an export. */
  files(): AsyncIterable<{ path: string; content: Uint8Array }>;
  /** Removes every file. */
  reset(): Promise<void>;
}

export function openStorage(_options: StorageOptions): FileStorage {
  throw new Error('the storage is being written');
}
