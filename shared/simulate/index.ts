export type { Played } from './played';
export * from './read';
export * from './result';
export * from './run';
export type { Scenario, ScenarioEvent, ScenarioMember, ScenarioMerchant } from './scenario';
export type { OnPostings } from './world';
export * from './write';
