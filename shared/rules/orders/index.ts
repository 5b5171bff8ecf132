export * from './counts';
export * from './grants';
export * from './releaseOrder';
export * from './reverse';
export * from './settle';
export type { DividendShares, ReversibleOrder } from './takeBack';
export type { Withheld } from './withhold';
