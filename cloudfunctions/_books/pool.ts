/** The id of the one backing pool among the platform's documents. */
export const POOL_ID = 'pool';
