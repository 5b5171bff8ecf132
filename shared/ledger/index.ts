export * from './accounts';
export * from './postings';
export * from './verify';
