import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import type { Handler } from '../../_actions/outcomes';
import { _ } from '../../_platform/cloud';
import { importParts, imports } from '../../_store/collections';
import { listPage } from '../../_store/lists';
import { importOf, importShown, kindsOf } from './job';

export const viewImport: Handler<'admin.viewImport'> = async ({ importId }, caller) => {
  const found = await importOf(importId, caller);
  return found.ok ? done(importShown(found.value)) : found;
};

export const listImports: Handler<'admin.listImports'> = async (input, caller) => {
  const list = await listPage(imports, input, {
    name: 'admin.listImports',
    condition: { kind: _.in(kindsOf(caller)) },
    keys: [
      ['begunAtMs', 'desc'],
      ['_id', 'desc'],
    ],
    types: ['number', 'string'],
  });
  return list.ok ? done({ imports: list.value.found.map(importShown), next: list.value.next }) : list;
};

export const listImportFaults: Handler<'admin.listImportFaults'> = async (input, caller) => {
  const found = await importOf(input.importId, caller);
  if (!found.ok) return refuse('import/unknown');
  const list = await listPage(importParts, input, {
    name: 'admin.listImportFaults',
    condition: { importId: input.importId, [input.of === 'left' ? 'hasLeft' : 'hasFaults']: true },
    keys: [['no', 'asc']],
    types: ['number'],
    fields: { [input.of]: true, no: true },
  });
  if (!list.ok) return list;
  return done({ faults: list.value.found.flatMap((part) => [...part[input.of]]), next: list.value.next });
};
