import { join } from 'node:path';
import { projectRoot } from '../host';

/** A picture's address as a product stores it: relative to the place that serves the shop. */
export const pictureAddressOf = (name: string): string => `/goods/${name}.webp`;

/** The folder that the addresses below /goods/ are served from: a package that is installed anyway (PICTURES.md). */
export const picturesFolder = (): string => join(projectRoot(), 'node_modules/@lobehub/fluent-emoji-3d/assets');

/** The file of a picture by its code point, such as "1f34e". */
export const pictureFile = (name: string): string => join(picturesFolder(), `${name}.webp`);
