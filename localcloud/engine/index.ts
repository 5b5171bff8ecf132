export type { Engine } from './engine';
export { openEngine } from './engine';
export { DatabaseError, DataFolderError } from './errors';
export type { Limits } from './limits';
export type { DatabaseSchema, IndexDeclaration } from './schema';
export { readFolder } from './store/readOnly';
export type { Kept } from './store/store';
export { type CarriedFile, type Content, cannotImport, type FilesView, TransferRefusal } from './transfer';
export type { Document, Fields } from './value/value';
