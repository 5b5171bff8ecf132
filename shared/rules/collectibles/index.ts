export * from './give';
export * from './take';
