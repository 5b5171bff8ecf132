export { FunctionError } from './function-error';
export { FunctionHost, type Identity, type Invocation, REQUEST_LIMIT_BYTES } from './function-host';
export type { LogSink } from './function-worker';
export { type HostedFunction, readFunctions, type Trigger } from './functions';
export { projectRoot } from './project-root';
