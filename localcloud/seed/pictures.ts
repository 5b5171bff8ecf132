import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../host';

/** The folder below the client's own files, and the first part of a picture's address. */
const FOLDER = 'goods';

/** A picture's address as a product stores it: relative to the place that serves the shop. */
export const pictureAddressOf = (name: string): string => `/${FOLDER}/${name}.webp`;

/** The file of a picture by its code point, such as "1f34e", in the package that it comes from (see PICTURES.md). */
export const pictureFile = (name: string): string =>
  join(projectRoot(), 'node_modules', '@lobehub', 'fluent-emoji-3d', 'assets', `${name}.webp`);

/**
 * Copies pictures to where they are served from: STATIC/goods. What is there already, of the same size, stays.
 * Throws an Error that names the first picture the package does not have.
 */
export function copyPictures(names: readonly string[], staticDir: string): void {
  const folder = join(staticDir, FOLDER);
  mkdirSync(folder, { recursive: true });
  for (const name of names) {
    const from = pictureFile(name);
    if (!existsSync(from)) throw new Error(`there is no picture ${name}: is @lobehub/fluent-emoji-3d installed?`);
    const to = join(folder, `${name}.webp`);
    if (!existsSync(to) || statSync(to).size !== statSync(from).size) copyFileSync(from, to);
  }
}
