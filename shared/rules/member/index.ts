export * from './credit';
export * from './state';
