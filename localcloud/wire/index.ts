export type { Caller, ExtraHandler, Wire, WireOptions, WireReply, WireRequest } from './wire';
export { createWire } from './wire';
