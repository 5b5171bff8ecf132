import { type Step, Tally } from './step';

/** All may read, only who made a file may write it. */
const WANTED = 'READONLY';
/** A rule of the operator's own, made in the console. */
const OWN = 'CUSTOM';

/**
 * The rule of the storage for clients: pictures are shown to everybody, and nobody may replace one that is not theirs. A
 * new storage may let only who made a file read it. A rule of the operator's own stays.
 */
export const storage: Step = {
  name: 'storage',
  title: 'Permission of the storage',
  plan: () => [`${WANTED}: all may read, only who made a file may write; an own rule (${OWN}) stays`],
  run: async ({ platform, log }) => {
    const tally = new Tally(log);
    const there = await platform.storageRule();
    if (there === OWN) log('  The storage has a rule of its own, which stays: it must let everybody read pictures.');
    if (there === WANTED || there === OWN) tally.kept();
    else {
      await platform.setStorageRule(WANTED);
      tally.changed(`all may read the storage, only who made a file may write (${there || 'no rule'} before)`);
    }
    return tally.done;
  },
};
