import { type ImportFault, type ImportShown, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import type { Caller, Handler } from '../../_actions/outcomes';
import { type HasTime, startBudget } from '../../_platform/budget';
import { _ } from '../../_platform/cloud';
import { transact } from '../../_platform/transactions';
import { importParts, imports } from '../../_store/collections';
import type { ImportDocument, ImportPartDocument } from '../../_store/documents/imports';
import { importOf, importShown, KINDS, partId, stepImportState } from './job';
import { type Cells, cellsOf, fault, type Marking, soundRows } from './kind';
import { sumsWith } from './points';

/** What one call works for: whoever waits sees it move. */
const STEP_MS = 4_000;
const KEYS_AT_ONCE = 100;

/** Lines that are about what an earlier line of the sheet is about, with that line. */
async function repeatedIn(part: ImportPartDocument, job: ImportDocument): Promise<ImportFault[]> {
  const first = new Map<string, number>();
  const keys = [...new Set(part.keys.filter((key) => key !== ''))];
  for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
    const some = keys.slice(from, from + KEYS_AT_ONCE);
    const condition = { importId: job._id, keys: _.in(some), no: _.lt(part.no) };
    const fields = { no: true, keys: true, rows: true };
    for await (const other of importParts.walk(condition, { keys: [['no', 'asc']], fields, atOnce: 20 })) {
      other.keys.forEach((key, at) => {
        if (key !== '' && !first.has(key)) first.set(key, other.rows[at]!.line);
      });
    }
  }
  const column = KINDS[job.kind].keyColumn;
  return part.keys.flatMap((key, at) => {
    const row = part.rows[at]!;
    const before = key === '' ? undefined : first.get(key);
    if (key !== '' && before === undefined) first.set(key, row.line);
    return before === undefined ? [] : [fault(row, column, 'repeated', { before })];
  });
}

const byLine = (a: ImportFault, b: ImportFault): number => a.line - b.line;

/** Looks at the next stretch of lines. Whoever does the same meanwhile has found the same. */
async function checkNext(job: ImportDocument, part: ImportPartDocument, nowMs: number): Promise<ImportDocument> {
  const rows = part.rows.map((row) => cellsOf(job.kind, row));
  const [own, repeated] = await Promise.all([KINDS[job.kind].check(rows), repeatedIn(part, job)]);
  const faulty = new Set(own.map(({ line }) => line));
  const faults = [...own, ...repeated.filter(({ line }) => !faulty.has(line))].sort(byLine);
  return transact(async (transaction) => {
    const now = (await imports.get(job._id, transaction))!;
    if (now.state !== 'checking' || now.partsChecked !== part.no) return now;
    if (faults.length > 0) await importParts.change(part._id, { faults, hasFaults: true }, transaction);
    const changes = {
      partsChecked: part.no + 1,
      checked: now.checked + part.rows.length,
      faults: now.faults + faults.length,
      ...(job.kind === 'points' && { sums: sumsWith(now.sums, soundRows(rows, faults)) }),
    };
    if (changes.partsChecked < now.parts) {
      await imports.change(job._id, changes, transaction);
      return { ...now, ...changes };
    }
    const isSound = changes.faults === 0;
    const ended = isSound ? changes : { ...changes, endedAtMs: nowMs };
    const stepped = await stepImportState(now, isSound ? 'lines.sound' : 'lines.faulty', ended, transaction);
    return stepped.ok ? stepped.value : now;
  });
}

/** Marks lines of a stretch as done, in the transaction that does them. */
function markingOf(
  job: ImportDocument,
  part: ImportPartDocument,
  count: number,
  nowMs: number,
): { marking: Marking; after: () => ImportDocument | null } {
  let now: ImportDocument | null = null;
  let after: ImportDocument | null = null;
  const marking: Marking = {
    isNext: async (transaction) => {
      now = await imports.get(job._id, transaction);
      after = null;
      return now?.state === 'applying' && now.at.part === job.at.part && now.at.row === job.at.row;
    },
    done: async (left, transaction) => {
      const before = now!;
      const isPartDone = job.at.row + count >= part.rows.length;
      const changes = {
        at: isPartDone ? { part: part.no + 1, row: 0 } : { part: part.no, row: job.at.row + count },
        applied: before.applied + count - left.length,
        left: before.left + left.length,
      };
      if (left.length > 0) {
        const kept = (await importParts.get(part._id, transaction))!;
        await importParts.change(part._id, { left: [...kept.left, ...left], hasLeft: true }, transaction);
      }
      if (changes.at.part < before.parts) {
        await imports.change(job._id, changes, transaction);
        after = { ...before, ...changes };
        return;
      }
      const stepped = await stepImportState(before, 'lines.allDone', { ...changes, endedAtMs: nowMs }, transaction);
      if (stepped.ok) after = stepped.value;
    },
  };
  return { marking, after: () => after };
}

type Applied = { readonly job: ImportDocument } | { readonly refusedDay: string };

/** Does the next lines of a stretch. */
async function applyNext(job: ImportDocument, part: ImportPartDocument, caller: Caller): Promise<Applied> {
  const { atOnce, apply } = KINDS[job.kind];
  const rows: Cells[] = part.rows.slice(job.at.row, job.at.row + atOnce).map((row) => cellsOf(job.kind, row));
  const { marking, after } = markingOf(job, part, rows.length, caller.nowMs);
  const refused = await apply(rows, job, caller, marking);
  return refused ?? { job: after() ?? (await imports.get(job._id))! };
}

/** Lines that are not there any more cannot be done. */
const expire = (job: ImportDocument, nowMs: number): Promise<ImportDocument> =>
  transact(async (transaction) => {
    const now = (await imports.get(job._id, transaction))!;
    const stepped = await stepImportState(now, 'lines.expired', { endedAtMs: nowMs }, transaction);
    return stepped.ok ? stepped.value : now;
  });

async function workOn(from: ImportDocument, caller: Caller, hasTime: HasTime) {
  let job = from;
  let part: ImportPartDocument | null = null;
  while ((job.state === 'checking' || job.state === 'applying') && hasTime()) {
    const no: number = job.state === 'checking' ? job.partsChecked : job.at.part;
    if (part?.no !== no) part = await importParts.get(partId(job._id, no));
    if (!part) return { job: await expire(job, caller.nowMs) };
    if (job.state === 'checking') {
      job = await checkNext(job, part, caller.nowMs);
      continue;
    }
    const applied = await applyNext(job, part, caller);
    if ('refusedDay' in applied) return applied;
    job = applied.job;
  }
  return { job };
}

export const stepImport: Handler<'admin.stepImport'> = async ({ importId }, caller) => {
  const found = await importOf(importId, caller);
  if (!found.ok) return found;
  const worked = await workOn(found.value, caller, startBudget(STEP_MS));
  if ('refusedDay' in worked) return refuse('close/running', { day: worked.refusedDay });
  const shown: ImportShown = importShown(worked.job);
  return done(shown);
};
