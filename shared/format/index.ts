export * from './amount';
export * from './creditCode';
export * from './fileType';
export * from './moment';
export * from './ranks';
export * from './payPassword';
export * from './rating';
export * from './words';
