export { CallDoor, type Reply } from './call-door';
export { type DemoAccount, fileAt, type LocalControls, LocalDoor, type LocalStatus } from './local-door';
export { type Doors, LocalServer } from './server';
export { StaticFiles } from './static-files';
export { type AnsweredRequest, type BeforeRequest, type FunctionRequest, type OnRequest, WireDoor } from './wire-door';
