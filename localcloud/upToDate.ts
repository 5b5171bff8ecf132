import { DATA_VERSION } from '@shared/contract';
import { isBegun, versionOfEngine } from './dataVersion';
import type { Engine } from './engine';
import type { FunctionHost } from './host';
import { storeNamedPictures } from './seed/pictures';
import { exportAll } from './snapshot';
import type { FileStorage } from './storage';

/** The function that does the steps; where it is missing there is nothing to be brought up to date. */
export const MIGRATION = 'migration';

interface UpToDateOptions {
  readonly engine: Engine;
  readonly storage: FileStorage;
  readonly host: FunctionHost;
  /** Where a copy of the data is written before anything of it is changed; none for null. */
  readonly copyTo: ((version: number) => string) | null;
  readonly tell: (line: string) => void;
}

/** What the function answers (cloudfunctions/migration). */
interface Answer {
  readonly isDone: boolean;
  readonly step: string;
  readonly remaining: number;
  readonly message?: string;
}

/**
 * Brings older data to the version of the functions: after a copy of it was written, by the function that does so in the
 * cloud too, called until it is done. To be called while nobody else works with the data. Killed, it goes on at the next
 * start; the copy stays that of before. Rejects with what stopped it.
 */
export async function bringUpToDate({ engine, storage, host, copyTo, tell }: UpToDateOptions): Promise<void> {
  const version = versionOfEngine(engine);
  if (version === null || version >= DATA_VERSION || !host.functions.has(MIGRATION)) return;
  tell(`The data has version ${version}; bringing it to version ${DATA_VERSION} …`);
  const copy = copyTo?.(version);
  if (copy !== undefined && !isBegun(engine)) {
    await exportAll(engine, storage, copy);
    tell(`A copy of before: ${copy}`);
  }
  await storeNamedPictures(engine, (path, content) => storage.put(path, content));
  // A worker that was killed with the process before holds it still; nobody else can.
  await engine.remove('platform', { _id: 'lease:serial' });
  for (let before = ''; ; ) {
    const answer = JSON.parse(await host.invoke(MIGRATION, '{}', { source: 'wx_trigger' })) as Answer;
    if (answer.isDone) break;
    const now = `${answer.message ?? answer.step}, ${answer.remaining} left`;
    if (now === before) throw new Error(`The data could not be brought to version ${DATA_VERSION}: ${now}`);
    tell(now);
    before = now;
  }
  tell(`The data has version ${DATA_VERSION} now.`);
}
