import { isOffline } from '../../gateway';
import type { Reading } from '../../gateway/queries';

/** A read without its value where the newest try was refused: what it had before is no quote any more. */
export const unlessRefused = <Value>(read: Reading<Value>): Reading<Value> =>
  read.error && !isOffline(read.error) ? { ...read, value: undefined } : read;
