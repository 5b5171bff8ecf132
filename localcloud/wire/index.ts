export type { Endpoint } from './endpoint';
export { environmentFor, startEndpoint } from './endpoint';
export type { WireRequest } from './request';
export type { ExtraHandler, Wire, WireReply } from './wire';
export { createWire } from './wire';
