export * from './give';
export * from './list';
export * from './take';
