export * from './releaseOrder';
export * from './reverse';
export * from './settle';
export * from './turnover';
