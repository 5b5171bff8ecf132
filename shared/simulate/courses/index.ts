export * from './course';
export * from './outcome';
export * from './spread';
export * from './write';
