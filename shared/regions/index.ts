export * from './address';
export * from './areas';
export * from './region';
