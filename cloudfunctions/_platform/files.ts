import { createHash } from 'node:crypto';
import { cloud } from './cloud';
import { environmentId } from './merchant';
import { patiently } from './patience';

/** Files that the storage is asked about at once: its own limit. */
const AT_ONCE = 50;

/** The path that a file id names in this environment's storage; null for one of another environment. */
function pathOf(fileId: string): string | null {
  const [, environment, path] = /^cloud:\/\/([^./]+)\.[^/]+\/(.+)$/.exec(fileId) ?? [];
  return environment === environmentId() ? path! : null;
}

/** Those of some files that are in the storage. */
export async function filesThere(fileIds: readonly string[]): Promise<Set<string>> {
  const there = new Set<string>();
  const asked = [...new Set(fileIds)];
  for (let from = 0; from < asked.length; from += AT_ONCE) {
    const some = { fileList: asked.slice(from, from + AT_ONCE) };
    const { fileList } = await patiently(() => cloud.getTempFileURL(some));
    for (const { fileID, tempFileURL } of fileList) if (tempFileURL) there.add(fileID);
  }
  return there;
}

/**
 * The first of some file ids that must not be stored, or null: each has to be of this environment, in that folder, and
 * there. A client uploads straight into the storage, so what it names is only then what it says.
 */
export async function unusableFile(fileIds: readonly string[], folder: string): Promise<string | null> {
  const misplaced = fileIds.find((fileId) => !pathOf(fileId)?.startsWith(`${folder}/`));
  if (misplaced !== undefined) return misplaced;
  const there = await filesThere(fileIds);
  return fileIds.find((fileId) => !there.has(fileId)) ?? null;
}

/** Stores a file. @returns its id. */
export const storeFile = async (cloudPath: string, fileContent: Buffer): Promise<string> =>
  (await patiently(() => cloud.uploadFile({ cloudPath, fileContent }))).fileID;

/** SHA-256 over the bytes of a file that is there, in hexadecimal. */
export async function digestOfFile(fileID: string): Promise<string> {
  const { fileContent } = await patiently(() => cloud.downloadFile({ fileID }));
  return createHash('sha256').update(fileContent).digest('hex');
}

/** Removes files; one that is gone already is. */
export async function removeFiles(fileIds: readonly string[]): Promise<void> {
  await patiently(() => cloud.deleteFile({ fileList: fileIds }));
}
