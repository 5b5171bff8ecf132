export { FunctionError } from './functionError';
export { FunctionHost, type Identity, type Invocation, REQUEST_LIMIT_BYTES } from './functionHost';
export { type HostedFunction, readFunctions } from './functions';
export type { LogSink } from './functionWorker';
export { projectRoot } from './projectRoot';
