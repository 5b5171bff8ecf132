export * from './explain';
export * from './parts';
export * from './price';
export * from './shares';
