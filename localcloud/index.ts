export type { ConditionOptions } from './conditions';
export { FunctionError } from './host';
export { type LocalCloud, type LocalCloudOptions, serverFileOf, startLocalCloud } from './localCloud';
export type { AnsweredRequest, BeforeRequest, DemoAccount, FunctionRequest, LocalStatus, Reply } from './server';
export { fileAt } from './server';
