export * from './stable';
