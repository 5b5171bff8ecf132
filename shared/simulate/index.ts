export * from './read';
export * from './result';
export * from './run';
export { MOST_DAYS, type Scenario } from './scenario';
export * from './write';
