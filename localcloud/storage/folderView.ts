import { randomBytes } from 'node:crypto';
import { copyFileSync, type Dirent, linkSync, mkdirSync, readdirSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FilesView } from '../engine';
import { pathOf } from './paths';

/** Names of the folders of views, beside the storage folder. */
export const viewName = /^\.view-[0-9a-f]{32}$/;

/**
 * The files of a folder as they are at this moment. Each gets a second name in a folder of the view: a file is never
 * changed in place but replaced or removed, so what that name leads to stays. All in one turn.
 */
export function viewFolder(folder: string): FilesView {
  const view = join(dirname(folder), `.view-${randomBytes(16).toString('hex')}`);
  const kept: Array<{ path: string; file: string }> = [];
  for (const { path, source } of filesBelow(folder)) {
    if (kept.length === 0) mkdirSync(view, { mode: 0o700, recursive: true });
    const file = join(view, String(kept.length));
    if (holdOn(source, file)) kept.push({ path, file });
  }
  return {
    async *[Symbol.asyncIterator]() {
      for (const { path, file } of kept) yield { path, content: await readFile(file) };
    },
    close: () => rm(view, { recursive: true, force: true }),
  };
}

/** @returns false when the file was just removed. */
function holdOn(source: string, file: string): boolean {
  try {
    linkSync(source, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    copyFileSync(source, file); // a file system without links
    return true;
  }
}

function* filesBelow(folder: string, at: string[] = []): Generator<{ path: string; source: string }> {
  for (const entry of entriesOf(join(folder, ...at))) {
    const names = [...at, entry.name];
    if (entry.isDirectory()) yield* filesBelow(folder, names);
    else if (entry.isFile()) {
      const path = pathOf(names);
      if (path !== null) yield { path, source: join(folder, ...names) };
    }
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
