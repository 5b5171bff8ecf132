export { StoragePathError } from './paths';
export { nameFolder } from './place';
export type { FileStorage, StagedFiles, StorageOptions } from './storage';
export { openStorage } from './storage';
