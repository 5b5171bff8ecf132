export type { Endpoint, EndpointOptions } from './endpoint';
export { environmentFor, startEndpoint } from './endpoint';
export type { Caller, WireRequest } from './request';
export type { ExtraHandler, Wire, WireOptions, WireReply } from './wire';
export { createWire } from './wire';
