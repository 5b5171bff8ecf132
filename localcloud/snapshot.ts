import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { Engine } from './engine';
import { RESERVED_PREFIX } from './sandbox';
import type { FileStorage } from './storage';

/** Where an export carries the stored files, so that one file holds everything. */
const FILES = `${RESERVED_PREFIX}files`;

/** How every export begins. */
const BEGINNING = '{"format":"local-cloud-export"';

/** An export never replaces a file that is something else. */
async function refuseForeign(file: string): Promise<void> {
  if (!isAbsolute(file)) throw new RangeError(`${file} must be an absolute path`);
  if (!existsSync(file)) return;
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BEGINNING.length), 0, BEGINNING.length, 0);
    if (buffer.subarray(0, bytesRead).toString() !== BEGINNING)
      throw new RangeError(`${file} exists and is no export of a local cloud: nothing was written`);
  } finally {
    await handle.close();
  }
}

/** Writes documents and stored files to one file. @throws RangeError when the file there is something else. */
export async function exportAll(engine: Engine, storage: FileStorage, file: string): Promise<void> {
  await refuseForeign(file);
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
