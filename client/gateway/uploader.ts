import type { PictureKind } from '@shared/contract';

/** A file that was picked on this device and is not stored yet. */
export interface Picked {
  /** Of the device, for as long as the client runs. */
  readonly path: string;
  readonly bytes: number;
}

/** Carries a file into the storage; `onProgress` is told the part that has left, 0 to 1. */
export type Upload = (picked: Picked, kind: PictureKind, onProgress: (part: number) => void) => Promise<string>;
