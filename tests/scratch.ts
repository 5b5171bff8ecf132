import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../localcloud/host';

/** A new folder inside the project: functions built into it find wx-server-sdk. The caller removes it. */
export function scratchFolder(name: string): string {
  const cache = join(projectRoot(), '.cache');
  mkdirSync(cache, { recursive: true });
  return mkdtempSync(join(cache, `${name}-`));
}
