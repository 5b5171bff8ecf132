import type { ImportFault, ImportShown } from '@shared/contract';
import type { Stored } from '../../_platform/collection';

/** A sheet that is read in. Kept as a record; its lines go after a month. */
export interface ImportDocument extends Stored, Readonly<Omit<ImportShown, 'importId'>> {
  /** Stretches of lines that have arrived, and how many of them were looked at. */
  readonly parts: number;
  readonly partsChecked: number;
  /** The stretch and the line in it that are done next. */
  readonly at: { readonly part: number; readonly row: number };
}

/** A line as it crossed. */
export interface ImportRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A stretch of lines. `_id` is the import's and its number. */
export interface ImportPartDocument extends Stored {
  readonly importId: string;
  /** From 0. */
  readonly no: number;
  /** How many lines lie before it. */
  readonly from: number;
  readonly rows: readonly ImportRow[];
  /** What each line is about, which stands in one line of a sheet alone; '' where nothing is named. */
  readonly keys: readonly string[];
  readonly faults: readonly ImportFault[];
  /** Lines that could not be done any more. */
  readonly left: readonly ImportFault[];
  readonly hasFaults: boolean;
  readonly hasLeft: boolean;
  readonly expiresAtMs: number;
}
