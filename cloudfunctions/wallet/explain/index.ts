export * from './explain';
export * from './price';
