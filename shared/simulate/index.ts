export * from './read';
export * from './result';
export * from './run';
export type { Scenario, ScenarioEvent, ScenarioMember } from './scenario';
export type { OnPostings } from './world';
export * from './write';
