export * from './day';
export * from './decimal';
export * from './invariant';
export * from './outcome';
export * from './rounding';
export * from './units';
