import { DATA_VERSION, type Reply } from '@shared/contract';
import { currentOpenid, currentSource } from '../_actions/identity';
import { startBudget, WORK_MS } from '../_platform/budget';
import { newId } from '../_platform/ids';
import { readDataVersion } from '../_store/dataVersion';
import { returnLease, takeLease } from '../_store/leases';
import { type Migrated, migrate } from './migrate';
import { type Rekeyed, rekey } from './rekey';

type Answer = Migrated | Rekeyed | Extract<Reply<never>, { readonly ok: false }>;

/** Whoever comes by the mini-program, the H5 or the payment platform. The deployment comes by none of them. */
const isFromOutside = (): boolean => currentOpenid() !== '' || /^wx_(?!trigger)/.test(currentSource());

/**
 * Brings the data to the version of this code, as far as its time goes: called again until `isDone`. One at a time, with
 * settlement and close kept out. Killed anywhere it goes on from the last batch; repeated, it changes nothing. Throws
 * when the data is newer than this code: nothing is changed then.
 *
 * Asked with `{ rekey: true }` it writes phones again by the key of today instead, beside a shop at work.
 */
export const main = async (event: { readonly rekey?: unknown } | undefined): Promise<Answer> => {
  if (isFromOutside())
    return { ok: false, code: 'identity/notAllowed', message: 'only a deployment calls this', details: {} };
  const hasTime = startBudget(WORK_MS);
  const { version } = await readDataVersion();
  if (version > DATA_VERSION)
    throw new Error(
      `the data has version ${version}, these functions know ${DATA_VERSION}: deploy the newer ones again. Nothing was changed.`,
    );
  if (event?.rekey === true) {
    if (version < DATA_VERSION) throw new Error('the data is of an older version: it is migrated first');
    return rekey(hasTime);
  }
  const holder = newId('G');
  if (version < DATA_VERSION && !(await takeLease('serial', holder)))
    return { isDone: false, from: version, to: DATA_VERSION, step: 'waiting for the worker before', remaining: 0 };
  try {
    return await migrate(hasTime);
  } finally {
    await returnLease('serial', holder);
  }
};
