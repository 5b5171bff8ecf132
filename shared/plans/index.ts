export * from './checks';
export * from './faults';
export * from './fields';
export * from './schema';
export * from './types';
