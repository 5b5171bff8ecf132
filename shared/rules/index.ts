export * from './appreciation';
export * from './dividends';
export * from './member';
export * from './orders';
export * from './refusals';
export * from './release';
export * from './spending';
export * from './stable';
