export * from './history';
export * from './types';
