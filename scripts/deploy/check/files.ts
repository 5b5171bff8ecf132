import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The files below a folder as paths from it, in order, with one of the endings (all without). */
export function filesBelow(folder: string, endings: readonly string[] = []): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1))
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => endings.length === 0 || endings.some((ending) => path.endsWith(ending)))
    .sort();
}
