export * from './named';
export * from './people';
export type * from './types';
