export type { Demo, DemoState } from './demo';
export { FunctionError } from './host';
export { type LocalCloud, type LocalCloudOptions, serverFileOf, startLocalCloud } from './local-cloud';
export type { Advance, DemoAccount, LocalStatus, Reply } from './server';
