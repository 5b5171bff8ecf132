export * from './read';
export * from './result';
export * from './run';
export type { Scenario } from './scenario';
export * from './write';
