import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { CarriedFile, Engine, FilesView } from '../engine';
import { type Files, folderFiles, type MemoryFile, memoryFiles, putDirectly } from './files';
import { answerFile } from './http';
import { checkPath, StoragePathError } from './paths';
import { folderNameOf, newFolderName, removeLeftovers } from './place';

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

/** Files that nobody sees until they are taken. */
export interface StagedFiles {
  /** To be kept by the engine before the files are taken; see nameFolder. */
  readonly folder: string;
  /** @throws StoragePathError, or the system's error. */
  put(file: CarriedFile): Promise<void>;
  /** Shows them, and them alone, at once; settles when those before are removed. Uploads on their way are refused. */
  take(): Promise<void>;
  /** Forgets them. */
  discard(): Promise<void>;
}

/** Most files that one request may name. */
const maxFilesAtOnce = 50;
/** Uploads that were announced but not made; the oldest are forgotten first. */
const maxAnnounced = 10_000;

/** Opens the storage. Nothing is written before the first file. */
export function openStorage({ dataDir, envId, baseUrl, engine }: StorageOptions): FileStorage {
  const folder = engine ? folderNameOf(engine) : 'storage';
  if (dataDir !== null && engine) removeLeftovers(dataDir, folder);
  let files: Files = dataDir === null ? memoryFiles(Date.now) : folderFiles(join(dataDir, folder));
  const prefix = `cloud://${envId}.6c6f-${envId}/`;
  /** Authorization by which an announced upload is recognised -> the path that it may write. */
  const announced = new Map<string, string>();

  const idOf = (path: string) => prefix + path;
  const pathOf = (fileId: unknown): string | null => {
    if (typeof fileId !== 'string' || !fileId.startsWith(prefix)) return null;
    try {
      return checkPath(fileId.slice(prefix.length));
    } catch {
      return null;
    }
  };
  const urlFor = (path: string) => `${baseUrl()}/${path}`;

  function announce(path: string): Record<string, unknown> {
    const authorization = randomBytes(16).toString('hex');
    announced.set(authorization, path);
    if (announced.size > maxAnnounced) announced.delete(announced.keys().next().value as string);
    const url = `${baseUrl()}/${path.split('/').map(encodeURIComponent).join('/')}`;
    return { url, token: 'local', authorization, fileId: idOf(path), cosFileId: authorization };
  }

  async function downloadUrl(entry: unknown): Promise<Record<string, unknown>> {
    const { fileid, max_age: maxAge } = (entry ?? {}) as { fileid?: unknown; max_age?: unknown };
    const path = pathOf(fileid);
    if (path === null || !(await files.stat(path)))
      return { code: 'STORAGE_FILE_NONEXIST', fileID: fileid, tempFileURL: '' };
    return {
      code: 'SUCCESS',
      fileID: fileid,
      tempFileURL: urlFor(path),
      ...(maxAge === undefined ? {} : { maxAge }),
    };
  }

  async function remove(fileId: unknown): Promise<Record<string, unknown>> {
    const path = pathOf(fileId);
    const isRemoved = path !== null && (await files.remove(path));
    return { code: isRemoved ? 'SUCCESS' : 'STORAGE_FILE_NONEXIST', fileID: fileId };
  }

  return {
    handle: (request, response, path) =>
      answerFile(files, request, response, path, (authorization) => announced.get(authorization)),

    async act(action, request) {
      switch (action) {
        case 'storage.getUploadMetadata':
          return announce(checkPath(request.path));
        case 'storage.batchGetDownloadUrl':
          return { download_list: await oneByOne(listOf(request.file_list), downloadUrl) };
        case 'storage.batchDeleteFile':
          return { delete_list: await oneByOne(listOf(request.fileid_list), remove) };
        default:
          throw new StoragePathError(`The local cloud does not know the action ${action}`);
      }
    },

    async put(path, content) {
      await files.write(checkPath(path), Readable.from([content]));
      return idOf(path);
    },
    urlOf(fileId) {
      const path = pathOf(fileId);
      return path === null ? null : urlFor(path);
    },
    view: () => files.view(),
    async stage() {
      const name = newFolderName();
      return dataDir === null ? stageInMemory(name) : stageIn(dataDir, name);
    },
  };

  async function show(next: Files): Promise<void> {
    const before = files;
    files = next;
    announced.clear();
    // What cannot be removed now is at the next start.
    await before.retire().catch(() => {});
  }

  function stageIn(within: string, name: string): StagedFiles {
    const at = join(within, name);
    return {
      folder: name,
      put: ({ path, content }) => putDirectly(at, checkPath(path), content),
      take: () => show(folderFiles(at)),
      discard: () => rm(at, { recursive: true, force: true }),
    };
  }

  function stageInMemory(name: string): StagedFiles {
    const staged = new Map<string, MemoryFile>();
    return {
      folder: name,
      put: async ({ path, content }) => {
        staged.set(checkPath(path), { content: Buffer.from(content), changedAt: Date.now() });
      },
      take: () => show(memoryFiles(Date.now, staged)),
      discard: async () => {},
    };
  }
}

function listOf(list: unknown): unknown[] {
  if (!Array.isArray(list)) throw new StoragePathError('The request names no list of files');
  if (list.length > maxFilesAtOnce) throw new StoragePathError(`A request names at most ${maxFilesAtOnce} files`);
  return list;
}

/** In turn, not together: the same file may be named twice, and then the second finds it gone. */
async function oneByOne<Item, Result>(items: Item[], act: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await act(item));
  return results;
}
