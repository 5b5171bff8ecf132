import type { ImportColumn, ImportFault, ImportFaultCode, ImportKind } from '@shared/contract';
import { SHEET_COLUMNS } from '@shared/format';
import type { StaffArea } from '@shared/roles';
import type { Caller } from '../../_actions/outcomes';
import type { Transaction } from '../../_platform/transactions';
import type { ImportDocument, ImportRow } from '../../_store/documents/imports';

/** A line by the names of its columns. */
export interface Cells {
  readonly line: number;
  readonly of: (column: ImportColumn) => string;
}

/** The cells of a line; what was left out is empty. */
export const cellsOf = (kind: ImportKind, { line, cells }: ImportRow): Cells => ({
  line,
  of: (column) => cells[(SHEET_COLUMNS[kind] as readonly string[]).indexOf(column)] ?? '',
});

/** What is wrong with a line. */
export const fault = (
  { line }: { readonly line: number },
  column: ImportColumn,
  code: ImportFaultCode,
  figures: ImportFault['figures'] = {},
): ImportFault => ({ line, column, code, figures });

/** Marks lines as done in the transaction that does them; false where somebody else has done them. */
export interface Marking {
  readonly isNext: (transaction: Transaction) => Promise<boolean>;
  readonly done: (left: readonly ImportFault[], transaction: Transaction) => Promise<void>;
}

/** What a kind of sheet knows of its lines. */
export interface Kind {
  readonly area: StaffArea;
  /** What a line is about: no two lines of a sheet are about the same. */
  readonly keyColumn: ImportColumn;
  readonly keyOf: (cells: Cells) => string;
  /** What is wrong with the lines of one stretch: first as they are written, then by what there is. Changes nothing. */
  readonly check: (rows: readonly Cells[]) => Promise<ImportFault[]>;
  /** So many lines are done in one transaction. */
  readonly atOnce: number;
  /** Does lines, each once, and marks them as done with it. Refused where nothing can be done now. */
  readonly apply: (
    rows: readonly Cells[],
    job: ImportDocument,
    caller: Caller,
    marking: Marking,
  ) => Promise<{ readonly refusedDay: string } | null>;
}

/** The lines without those that have a fault already. */
export const soundRows = (rows: readonly Cells[], faults: readonly ImportFault[]): Cells[] => {
  const faulty = new Set(faults.map(({ line }) => line));
  return rows.filter(({ line }) => !faulty.has(line));
};
