export * from './rating';
export * from './windows';
