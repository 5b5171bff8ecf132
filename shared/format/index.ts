export * from './amount';
export * from './moment';
export * from './words';
