import type { Addresses } from './addresses';
import type { Files } from './files';
import { checkPath, StoragePathError } from './paths';
import type { Uploads } from './uploads';

/** What the actions of the storage work on. */
interface Place {
  readonly files: Files;
  readonly addresses: Addresses;
  readonly uploads: Uploads;
}

type Reply = Record<string, unknown>;

/** The `storage.*` actions of the wire: the reply's `data`. @throws an error with a `code` for what is refused. */
export async function actOn(place: Place, action: string, request: Record<string, unknown>): Promise<Reply> {
  switch (action) {
    case 'storage.getUploadMetadata':
      return announce(place, checkPath(request.path));
    case 'storage.batchGetDownloadUrl':
      return { download_list: await oneByOne(listOf(request.file_list), (entry) => downloadUrl(place, entry)) };
    case 'storage.batchDeleteFile':
      return { delete_list: await oneByOne(listOf(request.fileid_list), (fileId) => remove(place, fileId)) };
    default:
      throw new StoragePathError(`The local cloud does not know the action ${action}`);
  }
}

function announce({ addresses, uploads }: Place, path: string): Reply {
  const authorization = uploads.announce(path);
  return {
    url: addresses.uploadUrlOf(path),
    token: 'local',
    authorization,
    fileId: addresses.idOf(path),
    cosFileId: authorization,
  };
}

async function downloadUrl({ files, addresses }: Place, entry: unknown): Promise<Reply> {
  const { fileid, max_age: maxAge } = (entry ?? {}) as { fileid?: unknown; max_age?: unknown };
  const path = addresses.pathOf(fileid);
  if (path === null || !(await files.stat(path)))
    return { code: 'STORAGE_FILE_NONEXIST', fileID: fileid, tempFileURL: '' };
  const tempFileURL = addresses.urlOf(path);
  return { code: 'SUCCESS', fileID: fileid, tempFileURL, ...(maxAge === undefined ? {} : { maxAge }) };
}

async function remove({ files, addresses }: Place, fileId: unknown): Promise<Reply> {
  const path = addresses.pathOf(fileId);
  const isRemoved = path !== null && (await files.remove(path));
  return { code: isRemoved ? 'SUCCESS' : 'STORAGE_FILE_NONEXIST', fileID: fileId };
}

/** Most files that one request may name. */
const maxFilesAtOnce = 50;

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
