export * from './credit';
export * from './levels';
export * from './owe';
export * from './state';
