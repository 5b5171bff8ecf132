import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { firstImportState } from '@shared/machines';
import { canonical } from '@shared/proofs';
import { worksIn } from '@shared/roles';
import { note } from '../../_actions/audit';
import { once } from '../../_actions/once';
import type { Handler } from '../../_actions/outcomes';
import { screenText } from '../../_actions/screening';
import { newId } from '../../_platform/ids';
import { transact } from '../../_platform/transactions';
import { importParts, imports } from '../../_store/collections';
import type { ImportDocument } from '../../_store/documents/imports';
import { newProposal } from '../proposals';
import { importAfter, importOf, importShown, KINDS, partId, stepImportState } from './job';
import { cellsOf } from './kind';

/** Lines hold what is of persons: they go after a month. */
const KEPT_MS = 30 * 86_400_000;

export const beginImport: Handler<'admin.beginImport'> = async ({ kind, name, lines }, caller) => {
  if (!worksIn(caller.member.roles, KINDS[kind].area)) return refuse('identity/notAllowed');
  return once(caller, async (transaction) => {
    const job: ImportDocument = {
      _id: newId('I', 16),
      kind,
      name,
      state: firstImportState,
      lines,
      arrived: 0,
      checked: 0,
      applied: 0,
      faults: 0,
      left: 0,
      reason: '',
      begunBy: caller.member._id,
      begunAtMs: caller.nowMs,
      endedAtMs: null,
      proposalId: null,
      sums: [],
      parts: 0,
      partsChecked: 0,
      at: { part: 0, row: 0 },
    };
    await imports.put(job, transaction);
    await note(caller, 'admin.beginImport', { importId: job._id, kind, name, lines }, transaction);
    return done(importShown(job));
  });
};

export const sendLines: Handler<'admin.sendLines'> = ({ importId, from, lines }, caller) =>
  transact(async (transaction) => {
    const found = await importOf(importId, caller, transaction);
    if (!found.ok) return found;
    const job = found.value;
    if (from < job.arrived) {
      // Sent again, its answer was lost: the stretch is the same one.
      const before = await importParts.get(partId(importId, job.parts - 1), transaction);
      const isSame = before?.from === from && canonical(before.rows) === canonical(lines);
      return isSame ? done(importShown(job)) : refuse('import/otherLines');
    }
    if (job.state !== 'arriving') return refuse('import/notInState', { state: job.state });
    const arrived = job.arrived + lines.length;
    if (from > job.arrived || arrived > job.lines) return refuse('import/otherLines');
    await importParts.put(
      {
        _id: partId(importId, job.parts),
        importId,
        no: job.parts,
        from,
        rows: lines,
        keys: lines.map((row) => KINDS[job.kind].keyOf(cellsOf(job.kind, row))),
        faults: [],
        left: [],
        hasFaults: false,
        hasLeft: false,
        expiresAtMs: caller.nowMs + KEPT_MS,
      },
      transaction,
    );
    const changes = { arrived, parts: job.parts + 1 };
    if (arrived === job.lines) {
      const stepped = await stepImportState(job, 'lines.allArrived', changes, transaction);
      return stepped.ok ? done(importShown(stepped.value)) : stepped;
    }
    await imports.change(importId, changes, transaction);
    return done(importShown({ ...job, ...changes }));
  });

export const applyImport: Handler<'admin.applyImport'> = async ({ importId, reason }, caller) => {
  const screened = await screenText([reason], 'byShop');
  if (!screened.ok) return screened;
  return once(caller, async (transaction) => {
    const found = await importOf(importId, caller, transaction);
    if (!found.ok) return found;
    const job = found.value;
    if (job.kind !== 'points') {
      await note(caller, 'admin.applyImport', { importId, kind: job.kind, lines: job.lines }, transaction);
      const stepped = await stepImportState(job, 'operator.applied', { reason }, transaction);
      return stepped.ok ? done(importShown(stepped.value)) : stepped;
    }
    if (reason === '') return refuse('import/noReason');
    if (!importAfter(job, 'operator.proposed')) return refuse('import/notInState', { state: job.state });
    const what = { kind: 'import', importId, name: job.name, lines: job.lines, sums: job.sums } as const;
    const proposal = await newProposal(caller, 'admin.applyImport', what, reason, transaction);
    const changes = { reason, proposalId: proposal._id };
    const stepped = await stepImportState(job, 'operator.proposed', changes, transaction);
    return stepped.ok ? done(importShown(stepped.value)) : stepped;
  });
};

export const cancelImport: Handler<'admin.cancelImport'> = ({ importId }, caller) =>
  once(caller, async (transaction) => {
    const found = await importOf(importId, caller, transaction);
    if (!found.ok) return found;
    if (found.value.state === 'cancelled') return done(importShown(found.value));
    const changes = { endedAtMs: caller.nowMs };
    const stepped = await stepImportState(found.value, 'operator.cancelled', changes, transaction);
    if (!stepped.ok) return stepped;
    await note(caller, 'admin.cancelImport', { importId }, transaction);
    return done(importShown(stepped.value));
  });
