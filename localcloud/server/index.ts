export { CallDoor, type Reply } from './callDoor';
export { ExchangeDoor } from './exchangeDoor';
export { type DemoAccount, fileAt, type LocalControls, LocalDoor, type LocalStatus } from './localDoor';
export { PayDoor } from './payDoor';
export { type Doors, LocalServer } from './server';
export { StaticFiles } from './staticFiles';
export { TopUpDoor } from './topUpDoor';
export { UploadDoor } from './uploadDoor';

export { WechatDoor } from './wechatDoor';

export { type AnsweredRequest, type BeforeRequest, type FunctionRequest, type OnRequest, WireDoor } from './wireDoor';
