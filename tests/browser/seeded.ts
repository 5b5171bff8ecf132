import { join } from 'node:path';
import { projectRoot } from '../../localcloud/host';

export const FUNCTIONS = join(projectRoot(), 'dist/cloudfunctions');

/** Enough history for prices, dividends and a team; small enough to be played before each run. */
export const MEMBERS = 40;
export const DAYS = 12;
