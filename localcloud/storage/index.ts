export { StoragePathError } from './paths';
export type { FileStorage, StorageOptions } from './storage';
export { openStorage } from './storage';
