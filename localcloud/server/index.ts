export { CallDoor, type Reply } from './call-door';
export { HttpRefusal } from './http';
export { type DemoAccount, type LocalControls, LocalDoor, type LocalStatus } from './local-door';
export { LocalServer } from './server';
export { StaticFiles } from './static-files';
export { type BeforeRequest, WireDoor } from './wire-door';
