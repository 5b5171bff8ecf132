export * from './adjust';
export * from './spend';
