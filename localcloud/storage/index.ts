export { nameFolder } from './place';
export type { FileStorage, StagedFiles } from './storage';
export { openStorage } from './storage';
