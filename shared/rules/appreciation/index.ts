export * from './forcedExit';
export * from './pool';
export * from './purchase';
export * from './quote';
export * from './sale';
