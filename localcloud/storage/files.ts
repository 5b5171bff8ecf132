import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FilesView } from '../engine';
import { viewFolder } from './folderView';
import { keptAt } from './paths';

/** Where the contents of files are kept. */
export interface Files {
  /** @throws RetiredError when the files have been replaced by others meanwhile. */
  write(path: string, content: Readable): Promise<void>;
  /** Size in bytes and time of the last change, or null when there is no such file. */
  stat(path: string): Promise<{ size: number; changedAt: number } | null>;
  read(path: string): Readable;
  /** @returns whether there was such a file. */
  remove(path: string): Promise<boolean>;
  /** All files as they are at this moment, whatever happens to them later. */
  view(): FilesView;
  /** Takes no file any more, and removes those that are there: others stand in their place. */
  retire(): Promise<void>;
}

/** A file came too late: all files have been replaced meanwhile. */
export class RetiredError extends Error {}

const retired = (): RetiredError => new RetiredError('All files have been replaced meanwhile.');

/** Files in a folder. A file appears only when it is whole: it is written beside and renamed. */
export function folderFiles(folder: string): Files {
  const parts = join(folder, '.parts');
  const fileOf = (path: string) => join(folder, ...keptAt(path));
  let isRetired = false;
  return {
    async write(path, content) {
      await mkdir(parts, { recursive: true, mode: 0o700 });
      const part = join(parts, randomBytes(8).toString('hex'));
      try {
        await pipeline(content, createWriteStream(part, { flags: 'wx', mode: 0o600 }));
        const file = fileOf(path);
        if (isRetired) throw retired();
        await mkdir(dirname(file), { recursive: true, mode: 0o700 });
        await rename(part, file);
      } catch (error) {
        await rm(part, { force: true });
        throw isRetired ? retired() : error;
      }
    },
    async stat(path) {
      const found = await stat(fileOf(path)).catch(() => null);
      return found?.isFile() ? { size: found.size, changedAt: found.mtimeMs } : null;
    },
    read: (path) => createReadStream(fileOf(path)),
    async remove(path) {
      return rm(fileOf(path)).then(
        () => true,
        () => false,
      );
    },
    view: () => viewFolder(folder),
    retire: () => {
      isRetired = true;
      return rm(folder, { recursive: true, force: true });
    },
  };
}

/** Writes a file into a folder that nobody serves yet, so that it outlives a power cut too. */
export async function putDirectly(folder: string, path: string, content: Uint8Array): Promise<void> {
  const file = join(folder, ...keptAt(path));
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A file in memory; its content is never changed in place. */
export interface MemoryFile {
  content: Buffer;
  changedAt: number;
}

/** Files that are forgotten with the process. */
export function memoryFiles(now: () => number, kept = new Map<string, MemoryFile>()): Files {
  let isRetired = false;
  return {
    async write(path, content) {
      const chunks: Buffer[] = [];
      for await (const chunk of content) chunks.push(Buffer.from(chunk as Uint8Array));
      if (isRetired) throw retired();
      kept.set(path, { content: Buffer.concat(chunks), changedAt: now() });
    },
    async stat(path) {
      const file = kept.get(path);
      return file ? { size: file.content.length, changedAt: file.changedAt } : null;
    },
    read: (path) => Readable.from([kept.get(path)?.content ?? Buffer.alloc(0)]),
    remove: async (path) => kept.delete(path),
    view() {
      const files = [...kept].map(([path, { content }]) => ({ path, content }));
      return {
        async *[Symbol.asyncIterator]() {
          yield* files;
        },
        close: async () => {},
      };
    },
    async retire() {
      isRetired = true;
      kept.clear();
    },
  };
}
