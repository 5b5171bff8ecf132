import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../engine';
import { projectRoot } from '../host';

/** The package that the demo's pictures come from; it is installed anyway (PICTURES.md). */
const folder = (): string => join(projectRoot(), 'node_modules/@lobehub/fluent-emoji-3d/assets');

/** The file of a picture by its code point, such as "1f34e". */
const pictureFile = (name: string): string => join(folder(), `${name}.webp`);

/** Where a picture lies in the storage of an environment. */
export const picturePath = (name: string): string => `goods/demo/${name}.webp`;

/** One file of the demo: where it is read, and where it is stored. */
export interface DemoPicture {
  readonly name: string;
  readonly file: string;
  readonly cloudPath: string;
}

/** These pictures, each once: what a demonstration stores before goods that show them are saved. */
export const demoPicturesOf = (names: readonly string[]): DemoPicture[] =>
  [...new Set(names)].map((name) => ({ name, file: pictureFile(name), cloudPath: picturePath(name) }));

/** Stores pictures. @returns their file ids by name. Storing them again changes nothing. */
export async function storePictures(
  pictures: readonly DemoPicture[],
  put: (cloudPath: string, content: Uint8Array) => Promise<string>,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { name, file, cloudPath } of pictures) ids.set(name, await put(cloudPath, readFileSync(file)));
  return ids;
}

/** How pictures of the demo were named in documents before they were files: a path of the server that showed them. */
const PATH = /"\/goods\/([\w-]+)\.webp"/g;

/** Stores the demo's pictures that documents of before name, so that the migration finds them. */
export async function storeNamedPictures(
  engine: Engine,
  put: (cloudPath: string, content: Uint8Array) => Promise<string>,
): Promise<void> {
  const names = ['categories', 'goods', 'orders']
    .filter((collection) => engine.hasCollection(collection))
    .flatMap((collection) => engine.rows(collection))
    .flatMap((document) => [...JSON.stringify(document).matchAll(PATH)].map(([, name]) => name!));
  await storePictures(
    demoPicturesOf(names).filter(({ file }) => existsSync(file)),
    put,
  );
}
