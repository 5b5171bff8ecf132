export type { Engine, EngineOptions } from './engine';
export { openEngine } from './engine';
export { DatabaseError, DataFolderError } from './errors';
export type { Limits } from './limits';
export { platformLimits } from './limits';
export type { FindOptions, UpdateResult } from './requests';
export type { DatabaseSchema, IndexDeclaration } from './schema';
export { type CarriedFile, type Content, cannotImport, type FilesView, TransferRefusal } from './transfer';
export type { Document, Fields, Value } from './value/value';
