import type { Document } from '../value/value';

export const FORMAT = 'local-cloud-export';
export const VERSION = 2;
/** How every export begins, whatever its version. */
export const BEGINNING = `{"format":"${FORMAT}"`;
/** Stored files are written in parts of so many bytes, so that no line grows with a file. */
export const PART_BYTES = 3 << 20;
/** Largest stored file that is taken in, in bytes; the storage takes no larger one. */
export const FILE_BYTES = 100 * 1024 * 1024;

/** A stored file that travels with the documents. */
export interface CarriedFile {
  path: string;
  content: Uint8Array;
}

/** Stored files as they were at one moment; to be closed after use. */
export interface FilesView extends AsyncIterable<CarriedFile> {
  close(): Promise<void>;
}

/** Documents by collection, as an export holds them. */
export type Content = Map<string, Document[]>;
