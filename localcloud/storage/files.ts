import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { keptAt, pathOf } from './paths';

/** Where the contents of files are kept. */
export interface Files {
  write(path: string, content: Readable): Promise<void>;
  /** Size in bytes and time of the last change, or null when there is no such file. */
  stat(path: string): Promise<{ size: number; changedAt: number } | null>;
  read(path: string): Readable;
  /** @returns whether there was such a file. */
  remove(path: string): Promise<boolean>;
  paths(): AsyncIterable<string>;
  readWhole(path: string): Promise<Uint8Array>;
  reset(): Promise<void>;
}

/** Files in a folder. A file appears only when it is whole: it is written beside and renamed. */
export function folderFiles(folder: string): Files {
  const parts = join(folder, '.parts');
  const fileOf = (path: string) => join(folder, ...keptAt(path));
  async function* walk(at: string[]): AsyncGenerator<string> {
    const entries = await readdir(join(folder, ...at), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (at.length === 0 && entry.name === '.parts') continue;
      if (entry.isDirectory()) yield* walk([...at, entry.name]);
      else {
        const path = pathOf([...at, entry.name]);
        if (path !== null) yield path;
      }
    }
  }
  return {
    async write(path, content) {
      await mkdir(parts, { recursive: true });
      const part = join(parts, randomBytes(8).toString('hex'));
      try {
        await pipeline(content, createWriteStream(part));
        const file = fileOf(path);
        await mkdir(dirname(file), { recursive: true });
        await rename(part, file);
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    },
    async stat(path) {
      const found = await stat(fileOf(path)).catch(() => null);
      return found?.isFile() ? { size: found.size, changedAt: found.mtimeMs } : null;
    },
    read: (path) => createReadStream(fileOf(path)),
    readWhole: (path) => readFile(fileOf(path)),
    async remove(path) {
      return rm(fileOf(path)).then(
        () => true,
        () => false,
      );
    },
    paths: () => walk([]),
    reset: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Files that are forgotten with the process. */
export function memoryFiles(now: () => number): Files {
  const kept = new Map<string, { content: Buffer; changedAt: number }>();
  return {
    async write(path, content) {
      const chunks: Buffer[] = [];
      for await (const chunk of content) chunks.push(Buffer.from(chunk as Uint8Array));
      kept.set(path, { content: Buffer.concat(chunks), changedAt: now() });
    },
    async stat(path) {
      const file = kept.get(path);
      return file ? { size: file.content.length, changedAt: file.changedAt } : null;
    },
    read: (path) => Readable.from([kept.get(path)?.content ?? Buffer.alloc(0)]),
    readWhole: async (path) => kept.get(path)?.content ?? Buffer.alloc(0),
    remove: async (path) => kept.delete(path),
    async *paths() {
      yield* [...kept.keys()];
    },
    async reset() {
      kept.clear();
    },
  };
}
