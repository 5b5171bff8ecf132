export * from './balance';
export * from './merkle';
export * from './rows';
export * from './sha256';
