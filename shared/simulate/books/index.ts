export * from './books';
export * from './platform';
