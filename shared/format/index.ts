export * from './amount';
export * from './fileType';
export * from './moment';
export * from './words';
