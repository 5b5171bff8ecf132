import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CarriedFile } from '../engine';
import { type Files, folderFiles, type MemoryFile, memoryFiles, putDirectly } from './files';
import { checkPath } from './paths';
import { newFolderName } from './place';

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

/** Puts files in the place of those that are shown. */
type Show = (next: Files) => Promise<void>;

/** In a new folder beside the one that is shown. */
export function stagedIn(within: string, show: Show): StagedFiles {
  const folder = newFolderName();
  const at = join(within, folder);
  return {
    folder,
    put: ({ path, content }) => putDirectly(at, checkPath(path), content),
    take: () => show(folderFiles(at)),
    discard: () => rm(at, { recursive: true, force: true }),
  };
}

export function stagedInMemory(show: Show): StagedFiles {
  const staged = new Map<string, MemoryFile>();
  return {
    folder: newFolderName(),
    put: async ({ path, content }) => {
      staged.set(checkPath(path), { content: Buffer.from(content), changedAt: Date.now() });
    },
    take: () => show(memoryFiles(Date.now, staged)),
    discard: async () => {},
  };
}
