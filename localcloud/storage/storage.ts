import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Engine, FilesView } from '../engine';
import { actOn } from './actions';
import { Addresses } from './addresses';
import { type Files, folderFiles, memoryFiles } from './files';
import { answerFile } from './http';
import { checkPath } from './paths';
import { showPicture } from './pictures';
import { folderNameOf, removeLeftovers } from './place';
import { type StagedFiles, stagedIn, stagedInMemory } from './staged';
import { Uploads } from './uploads';

interface StorageOptions {
  /** Files are kept in a folder of it, `storage` at first; null keeps them in memory. */
  dataDir: string | null;
  /** Keeps the folder's name beside the documents. Without it the folder is `storage`, and nothing is cleaned up. */
  engine?: Engine;
  /** The environment's name, the first part of a file id: `cloud://ENV.BUCKET/path`. */
  envId: string;
  /**
   * Address under which `handle` is mounted, without a slash at its end: `http://127.0.0.1:PORT/storage`.
   * Asked at each use, so the port may be known later.
   */
  baseUrl: () => string;
}

/** The storage of one environment. */
export interface FileStorage {
  /** Answers GET, HEAD and PUT below the mounted address; `path` is the URL path after `/storage/`, still encoded. */
  handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>;
  /** Answers GET and HEAD of a picture by its file id: `id` is what follows `cloud://`, still encoded. */
  showPicture(request: IncomingMessage, response: ServerResponse, id: string): Promise<void>;
  /** storage.* actions of the wire: the reply's `data`. @throws an error with a `code` for what is refused. */
  act(action: string, request: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** Puts a file in process, for seeding. @returns its file id. @throws StoragePathError */
  put(path: string, content: Uint8Array): Promise<string>;
  /** The address of a file id, not percent-encoded, as getTempFileURL gives it; null for an id of another environment. */
  urlOf(fileId: string): string | null;
  /** Every file as it is at this moment, for an export. */
  view(): FilesView;
  /** Begins a set of files that is to stand in the place of all files. */
  stage(): Promise<StagedFiles>;
}

/** Opens the storage. Nothing is written before the first file. */
export function openStorage({ dataDir, envId, baseUrl, engine }: StorageOptions): FileStorage {
  const folder = engine ? folderNameOf(engine) : 'storage';
  if (dataDir !== null && engine) removeLeftovers(dataDir, folder);
  let files: Files = dataDir === null ? memoryFiles(Date.now) : folderFiles(join(dataDir, folder));
  const addresses = new Addresses(`cloud://${envId}.6c6f-${envId}/`, baseUrl);
  const uploads = new Uploads();

  async function show(next: Files): Promise<void> {
    const before = files;
    files = next;
    uploads.forget();
    // What cannot be removed now is at the next start.
    await before.retire().catch(() => {});
  }

  return {
    handle: (request, response, path) =>
      answerFile(files, request, response, path, (authorization) => uploads.pathOf(authorization)),
    showPicture: (request, response, id) => showPicture(files, addresses, request, response, id),
    act: (action, request) => actOn({ files, addresses, uploads }, action, request),
    async put(path, content) {
      await files.write(checkPath(path), Readable.from([content]));
      return addresses.idOf(path);
    },
    urlOf: (fileId) => {
      const path = addresses.pathOf(fileId);
      return path === null ? null : addresses.urlOf(path);
    },
    view: () => files.view(),
    stage: async () => (dataDir === null ? stagedInMemory(show) : stagedIn(dataDir, show)),
  };
}
