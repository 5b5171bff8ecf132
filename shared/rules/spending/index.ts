export * from './adjust';
export * from './spend';
export * from './withdraw';
