import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Content, Engine } from '../engine';
import { viewName } from './folderView';

/**
 * Where the engine keeps the name of the folder of stored files: the documents and the files that they name are
 * replaced together, by the one transaction that writes this name.
 */
const COLLECTION = 'local__storage';
const ID = 'folder';
const FIRST = 'storage';
const name = /^\.storage-[0-9a-f]{32}$/;

/** A name for a folder of files that are to stand in the place of all others. */
export const newFolderName = (): string => `.storage-${randomBytes(16).toString('hex')}`;

/** Lets the content of an import name its folder of stored files. */
export const nameFolder = (content: Content, folder: string): Content =>
  content.set(COLLECTION, [{ _id: ID, name: folder }]);

/** The folder of stored files inside the data folder. */
export function folderNameOf(engine: Engine): string {
  const kept = engine.hasCollection(COLLECTION) ? engine.get(COLLECTION, ID)?.name : undefined;
  return typeof kept === 'string' && name.test(kept) ? kept : FIRST;
}

/** Removes what was left by killed imports, exports and uploads: folders that are not, or no longer, in use. */
export function removeLeftovers(dataDir: string, used: string): void {
  const isLeft = (found: string): boolean =>
    viewName.test(found) || (found !== used && (found === FIRST || name.test(found)));
  for (const found of [...readdirSync(dataDir).filter(isLeft), join(used, '.parts')])
    try {
      rmSync(join(dataDir, found), { recursive: true, force: true });
    } catch {
      // It takes room and harms nobody; the next start tries again.
    }
}
