export type { Advance } from './clock';
export type { ConditionOptions } from './conditions';
export type { Demo, DemoState } from './demo';
export { FunctionError } from './host';
export { type LocalCloud, type LocalCloudOptions, serverFileOf, startLocalCloud } from './localCloud';
export type {
  AnsweredRequest,
  BeforeRequest,
  DemoAccount,
  FunctionRequest,
  LocalStatus,
  OnRequest,
  Reply,
} from './server';
export { fileAt } from './server';
