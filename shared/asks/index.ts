export * from './ask';
export * from './fault';
export * from './shown';
