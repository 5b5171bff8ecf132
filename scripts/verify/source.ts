// Where the documents come from: a data folder, an export of the local cloud, or an engine that runs.
import { type Engine, openEngine, readFolder } from '../../localcloud/engine';
import type { ReadCollection } from './books';

/** Documents that are there already, by collection. */
export const readContent =
  (content: ReadonlyMap<string, readonly object[]>): ReadCollection =>
  <T>(collection: string) =>
    (content.get(collection) ?? []) as readonly T[];

/** All documents of a data folder, which stays as it is. @throws DataFolderError: in use, damaged, none. */
export const readDataFolder = (folder: string): ReadCollection => readContent(readFolder(folder));

/** All documents of an export. @throws TransferRefusal when it is none, or not whole. */
export async function readExportFile(file: string): Promise<ReadCollection> {
  // In memory and without declared collections: no index can refuse what is to be told.
  const engine = openEngine({ dataDir: null, now: () => 0, schema: { collections: {} }, strictCollections: false });
  try {
    return readContent(await engine.readExport(file, async () => {}));
  } finally {
    await engine.close();
  }
}

/** All documents of an engine, as they are now. */
export const readEngine =
  (engine: Pick<Engine, 'hasCollection' | 'find'>): ReadCollection =>
  <T>(collection: string) =>
    engine.hasCollection(collection) ? (engine.find(collection, {}) as unknown as T[]) : [];
