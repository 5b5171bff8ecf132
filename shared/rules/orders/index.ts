export * from './freight';
export * from './payable';
export * from './price';
export * from './refund';
export * from './releaseOrder';
export * from './reverse';
export * from './settle';
export * from './turnover';
