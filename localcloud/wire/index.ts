export type { Endpoint, EndpointOptions } from './endpoint';
export { environmentFor, startEndpoint } from './endpoint';
export type { Caller, ExtraHandler, Wire, WireOptions, WireReply, WireRequest } from './wire';
export { createWire } from './wire';
