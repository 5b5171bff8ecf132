import type { Engine } from './engine';
import { RESERVED_PREFIX } from './sandbox';
import type { FileStorage } from './storage';

/** Where an export carries the stored files, so that one file holds everything. */
const FILES = `${RESERVED_PREFIX}files`;

/** Writes documents and stored files to one file. */
export async function exportAll(engine: Engine, storage: FileStorage, file: string): Promise<void> {
  await dropFiles(engine);
  if (!engine.hasCollection(FILES)) await engine.createCollection(FILES);
  try {
    for await (const { path, content } of storage.files())
      await engine.insert(FILES, [{ _id: path, content: Buffer.from(content).toString('base64') }]);
    await engine.exportTo(file);
  } finally {
    await dropFiles(engine);
  }
}

/** Replaces documents and stored files by those of an export. Nothing changes when the file is not whole. */
export async function importAll(engine: Engine, storage: FileStorage, file: string): Promise<void> {
  await engine.importFrom(file);
  await storage.reset();
  if (engine.hasCollection(FILES))
    for (const { _id, content } of engine.find(FILES)) await storage.put(_id, Buffer.from(String(content), 'base64'));
  await dropFiles(engine);
}

async function dropFiles(engine: Engine): Promise<void> {
  if (engine.hasCollection(FILES)) await engine.remove(FILES, {}, { multi: true });
}
