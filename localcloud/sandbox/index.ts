export { reservedCollections } from './collections';
export { Deliveries, type Notice } from './deliveries';
export { type Faults, noFaults, readFaults } from './faults';
export { Inbox, type Message } from './inbox';
export { OpenApiSandbox, type SpentCode } from './openapi';
export { PaymentSandbox } from './payment';
export type { PayOutcome, PaySheet } from './paymentOrders';
export type { Payment, Refund } from './paymentRecords';
export { RESERVED_PREFIX, Records } from './records';
