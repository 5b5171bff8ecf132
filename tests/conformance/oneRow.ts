import { type Engine, openEngine } from '../../localcloud/engine';
import type { Limits } from '../../localcloud/engine/limits';
import type { Fields } from '../../localcloud/engine/value/value';
import { openStorage } from '../../localcloud/storage';
import { createWire, type WireReply } from '../../localcloud/wire';

/** The one row of the collection `rows`. */
export const row: Fields = { _id: 'a', text: 'a'.repeat(60), list: [1, 2, 3], deep: { x: 1 } };

/** An engine that holds one row, and how it is asked over the wire. */
export interface OneRow {
  readonly engine: Engine;
  readonly ask: (action: string, more?: object) => Promise<WireReply>;
}

/** Opens such an engine, in memory alone. */
export async function openOneRow(limits: Partial<Limits> = {}): Promise<OneRow> {
  const engine = openEngine({
    dataDir: null,
    now: () => 0,
    schema: { collections: { rows: {}, other: {} } },
    limits,
  });
  const storage = openStorage({ dataDir: null, envId: 'e', baseUrl: () => '' });
  const wire = createWire({ engine, storage, extra: {} });
  await engine.insert('rows', [row]);
  return {
    engine,
    ask: (action, more = {}) => wire.handle({ action, collectionName: 'rows', ...more }, { invocationId: null }),
  };
}
