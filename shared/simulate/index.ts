export * from './compare';
export * from './courses';
export * from './file';
export * from './read';
export * from './result';
export * from './run';
export { MOST_DAYS, type Scenario, type ScenarioMember } from './scenario';
export * from './write';
