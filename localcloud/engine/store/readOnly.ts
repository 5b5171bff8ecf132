import { statSync } from 'node:fs';
import { DataFolderError } from '../errors';
import type { Document } from '../value/value';
import { lookThrough, refuseMisplaced } from './examine';
import { type FolderLock, lockFolder } from './lock';
import { explained } from './refusals';

/**
 * The documents of a data folder by collection, each in natural order, held against their sums. The folder is locked
 * while it is read, and left as it is, to the byte.
 * @throws DataFolderError when it is in use, damaged, foreign, not there, or of an older format: opened once by the local
 * cloud, that is carried over.
 */
export function readFolder(folder: string): Map<string, Document[]> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new DataFolderError(`There is no data folder ${folder}.`);
  let lock: FolderLock | undefined;
  try {
    refuseMisplaced(folder);
    lock = lockFolder(folder);
    const { format, kept } = lookThrough(folder);
    if (format === 1)
      throw new DataFolderError(
        `The data folder ${folder} has format 1. Nothing was written; open it once with the local cloud, which carries it over.`,
      );
    const { collections, rows } = kept?.content ?? { collections: [], rows: [] };
    const documents = new Map<string, Document[]>(collections.map((name) => [name, []]));
    for (const { collection, document } of rows) documents.get(collection)!.push(document);
    return documents;
  } catch (error) {
    throw explained(error as Error, folder);
  } finally {
    lock?.retreat();
  }
}
