export { nameFolder } from './place';
export type { StagedFiles } from './staged';
export type { FileStorage } from './storage';
export { openStorage } from './storage';
