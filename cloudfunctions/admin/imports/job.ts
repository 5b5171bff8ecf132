import { type ImportShown, importKind, refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { type ImportEvent, type ImportState, importMachine, next } from '@shared/machines';
import { worksIn } from '@shared/roles';
import type { Caller } from '../../_actions/outcomes';
import type { Transaction } from '../../_platform/transactions';
import { imports } from '../../_store/collections';
import type { ImportDocument } from '../../_store/documents/imports';
import { goods } from './goods';
import type { Kind } from './kind';
import { points } from './points';
import { shipping } from './shipping';

/** Every kind of sheet. */
export const KINDS: Readonly<Record<ImportShown['kind'], Kind>> = { shipping, goods, points };

export const partId = (importId: string, no: number): string => `${importId}:${no}`;

/** A sheet as it is shown. */
export const importShown = ({
  _id,
  parts: _parts,
  partsChecked: _checked,
  at: _at,
  ...shown
}: ImportDocument): ImportShown => ({ importId: _id, ...shown });

/** The kinds that somebody may read in. */
export const kindsOf = ({ member }: Caller): ImportShown['kind'][] =>
  importKind.options.filter((kind) => worksIn(member.roles, KINDS[kind].area));

type Found = Outcome<ImportDocument, 'import/unknown'>;

/** A sheet that the caller may see; one of another's area is not there. */
export async function importOf(importId: string, caller: Caller, transaction?: Transaction): Promise<Found> {
  const job = await imports.get(importId, transaction);
  return job && kindsOf(caller).includes(job.kind) ? done(job) : refuse('import/unknown');
}

/** The state that an event leads a sheet to; undefined where its state refuses it. */
export const importAfter = ({ state }: ImportDocument, event: ImportEvent): ImportState | undefined =>
  next(importMachine, state, event);

/** Moves a sheet by an event within a transaction that has read it. */
export async function stepImportState(
  job: ImportDocument,
  event: ImportEvent,
  changes: Partial<ImportDocument>,
  transaction: Transaction,
): Promise<Outcome<ImportDocument, 'import/notInState'>> {
  const state = importAfter(job, event);
  if (!state) return refuse('import/notInState', { state: job.state });
  await imports.change(job._id, { ...changes, state }, transaction);
  return done({ ...job, ...changes, state });
}
