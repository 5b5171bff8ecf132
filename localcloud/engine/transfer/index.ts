export type { CarriedFile, Content, FilesView } from './format';
export { cannotImport, readExport } from './read';
export { TransferRefusal } from './refusal';
export { exportTo } from './write';
