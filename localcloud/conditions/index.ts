export { type ConditionOptions, Conditions } from './conditions';
export { ConditionRefusal } from './refusal';
