export * from './amount';
export * from './creditCode';
export * from './fileType';
export * from './moment';
export * from './payPassword';
export * from './ranks';
export * from './rating';
export * from './words';
