export * from './balance';
export * from './canonical';
export * from './certificate';
export * from './edition';
export * from './merkle';
export * from './rows';
export * from './series';
export * from './sha256';
