export * from './code';
export * from './validity';
