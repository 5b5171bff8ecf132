import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let found: string | undefined;

/** The folder of this project's package.json: the files built and read at run time are named from here. */
export function projectRoot(): string {
  if (found) return found;
  // Up from this file, which runs from its own place under jest and from .cache/scripts in a bundle.
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error('the project folder (the one with package.json) was not found');
    folder = above;
  }
  return (found = folder);
}
