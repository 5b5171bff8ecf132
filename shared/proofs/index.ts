export * from './balance';
export * from './merkle';
export * from './sha256';
