import { countOwn } from './dataVersion';
import type { Engine } from './engine';
import { RESERVED_PREFIX, Records } from './sandbox';
import type { DemoAccount } from './server';

/** What a data folder holds: nothing yet, demo data being made, all of it, or data of somebody's own. */
type DemoState = 'empty' | 'begun' | 'complete' | 'own';

/** Remembers how far the demo data is, so that half of it is never taken for the whole. */
export interface Demo {
  state(): DemoState;
  /** Whether it was begun by this process and is not complete yet. */
  isBeingMade(): boolean;
  begin(): Promise<void>;
  /** Keeps the list of accounts; with it the demo data counts as complete. */
  complete(accounts: readonly DemoAccount[]): Promise<void>;
  accounts(): readonly DemoAccount[];
  /** Keeps the phones of the members who are on no list: they live on by themselves. */
  keepCast(phones: readonly string[]): Promise<void>;
  cast(): readonly string[];
}

interface Kept {
  _id: string;
  isComplete: boolean;
  accounts: DemoAccount[];
  /** Missing in older folders. */
  cast?: string[];
}

const ID = 'demo';

export async function openDemo(engine: Engine): Promise<Demo> {
  const records = await Records.open<Kept>(engine, 'demo');
  let isBeingMade = false;
  return {
    isBeingMade: () => isBeingMade,
    state: () => {
      const kept = records.get(ID);
      if (kept) return kept.isComplete ? 'complete' : 'begun';
      const isUsed = engine
        .collections()
        .some((name) => !name.startsWith(RESERVED_PREFIX) && countOwn(engine, name) > 0);
      return isUsed ? 'own' : 'empty';
    },
    begin: () => {
      isBeingMade = true;
      return records.put({ _id: ID, isComplete: false, accounts: [] });
    },
    complete: async (accounts) => {
      await records.put({ ...records.get(ID), _id: ID, isComplete: true, accounts: [...accounts] });
      isBeingMade = false;
    },
    accounts: () => records.get(ID)?.accounts ?? [],
    keepCast: (phones) =>
      records.put({ _id: ID, isComplete: false, accounts: [], ...records.get(ID), cast: [...phones] }),
    cast: () => records.get(ID)?.cast ?? [],
  };
}
