import * as z from 'zod';
import { LINES_AT_ONCE, MOST_LINES, MOST_OF_A_CELL, type SHEET_COLUMNS, SHEET_KINDS } from '../format';
import { importStates } from '../machines';
import { action } from './action';
import { text } from './text';
import { cursor, id, moment, pageLimit, repeatable, requestId, units } from './values';

/** What sheets are read in for. */
export const importKind = z.enum(SHEET_KINDS);
export type ImportKind = z.infer<typeof importKind>;
export type ImportColumn = (typeof SHEET_COLUMNS)[ImportKind][number];

/** What may be wrong with a line. */
export const importFaultCode = z.enum([
  'missing',
  'tooLong',
  'notReadable',
  'outOfRange',
  'repeated',
  'unknown',
  'forbidden',
  'notToSend',
  'afterSales',
  'notByParcel',
  'numberTaken',
  'tooManyParcels',
  'stockBelowZero',
  'offerNotLower',
  'changedMeanwhile',
  'exceedsHolding',
  'exceedsSupply',
  'planOff',
  'notPossible',
]);
export type ImportFaultCode = z.infer<typeof importFaultCode>;

export const importFault = z.strictObject({
  line: z.number().int().min(1),
  column: z.string(),
  code: importFaultCode,
  /** The line that had it first, what is left, the phrase: as the code has them. */
  figures: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type ImportFault = z.infer<typeof importFault>;

/** Points by asset and direction, summed over the lines of a sheet, in the asset's unit. */
export const importSums = z.array(
  z.strictObject({
    change: z.enum(['add', 'remove']),
    asset: z.enum(['appreciating', 'stable', 'spendable']),
    units,
  }),
);

const importShown = z.strictObject({
  importId: id,
  kind: importKind,
  name: z.string(),
  state: z.enum(importStates),
  /** Lines in all, those that have arrived, were looked at, and are done. */
  lines: z.number().int(),
  arrived: z.number().int(),
  checked: z.number().int(),
  applied: z.number().int(),
  faults: z.number().int(),
  /** Lines that were sound when they were looked at and could not be done any more. */
  left: z.number().int(),
  reason: z.string(),
  /** Of points: what the lines come to, and the proposal that a second person decides on, once it is made. */
  sums: importSums,
  proposalId: id.nullable(),
  begunBy: id,
  begunAtMs: moment,
  endedAtMs: moment.nullable(),
});
export type ImportShown = z.infer<typeof importShown>;

const one = z.strictObject({ importId: id, ...repeatable });

export const importActions = [
  /** Begins to read a sheet in; its lines arrive by `admin.sendLines`. What a kind changes asks for its own area. */
  action({
    name: 'admin.beginImport',
    role: 'staff.any',
    input: z.strictObject({
      kind: importKind,
      name: text(1, 80),
      lines: z.number().int().min(1).max(MOST_LINES),
      requestId,
    }),
    output: importShown,
    refusals: [],
  }),
  /** The next lines, behind the `from` that have arrived. The same again changes nothing. */
  action({
    name: 'admin.sendLines',
    role: 'staff.any',
    input: z.strictObject({
      importId: id,
      from: z.number().int().min(0),
      lines: z
        .array(
          z.strictObject({
            line: z.number().int().min(1),
            cells: z.array(text(0, MOST_OF_A_CELL)).max(8),
          }),
        )
        .min(1)
        .max(LINES_AT_ONCE),
    }),
    output: importShown,
    refusals: ['import/unknown', 'import/notInState', 'import/otherLines'],
  }),
  /** Looks at the next lines, or does the next ones, as many as fit into one call. Called until nothing is left. */
  action({
    name: 'admin.stepImport',
    role: 'staff.any',
    input: z.strictObject({ importId: id }),
    output: importShown,
    refusals: ['import/unknown', 'close/running'],
  }),
  /**
   * Has a sheet without a fault done: from now on it goes to its end. Points of members wait for a second person, who
   * approves all of it as one proposal (rules §5).
   */
  action({
    name: 'admin.applyImport',
    role: 'staff.any',
    input: z.strictObject({ importId: id, reason: text(0, 200).default(''), requestId }),
    output: importShown,
    refusals: ['import/unknown', 'import/notInState', 'import/noReason', 'words/forbidden', 'words/risky'],
  }),
  /** Gives a sheet up of which nothing is done yet. */
  action({
    name: 'admin.cancelImport',
    role: 'staff.any',
    input: one,
    output: importShown,
    refusals: ['import/unknown', 'import/notInState'],
  }),
  action({
    name: 'admin.viewImport',
    role: 'staff.any',
    input: z.strictObject({ importId: id }),
    output: importShown,
    refusals: ['import/unknown'],
  }),
  /** Sheets of the kinds that the caller may read in, the newest first. */
  action({
    name: 'admin.listImports',
    role: 'staff.any',
    input: z.strictObject({ cursor: cursor.optional(), limit: pageLimit.default(20) }),
    output: z.strictObject({ imports: z.array(importShown), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  /** Faults of a sheet, or with `left` the lines that could not be done any more, by line. */
  action({
    name: 'admin.listImportFaults',
    role: 'staff.any',
    input: z.strictObject({
      importId: id,
      of: z.enum(['faults', 'left']).default('faults'),
      cursor: cursor.optional(),
      /** Stretches of lines that have some, each of at most so many lines as cross at once. */
      limit: z.number().int().min(1).max(10).default(4),
    }),
    output: z.strictObject({ faults: z.array(importFault), next: cursor.nullable() }),
    refusals: ['import/unknown', 'cursor/invalid'],
  }),
] as const;
