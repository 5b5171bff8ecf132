export * from './compare';
export * from './history';
