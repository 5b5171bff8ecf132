export * from './appointments';
export * from './code';
export * from './validity';
