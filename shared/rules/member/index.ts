export * from './credit';
export * from './levels';
export * from './lock';
export * from './owe';
export * from './state';
