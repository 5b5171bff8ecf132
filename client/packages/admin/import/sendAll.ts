import type { ImportKind, ImportShown } from '@shared/contract';
import { call, newRequestId } from '../../../gateway';
import { type Line, nextLines } from './sheet';

/** Sends all lines of a sheet, stretch by stretch; it is then looked at, confirmed and done on its page. */
export async function sendAll(
  kind: ImportKind,
  name: string,
  lines: readonly Line[],
  onSent?: (count: number) => void,
): Promise<ImportShown> {
  const short = [...name].slice(0, 80).join('') || '表格';
  let job = await call('admin.beginImport', { kind, name: short, lines: lines.length, requestId: newRequestId() });
  while (job.arrived < lines.length) {
    const some = nextLines(lines, job.arrived);
    job = await call('admin.sendLines', { importId: job.importId, from: job.arrived, lines: some });
    onSent?.(job.arrived);
  }
  return job;
}
