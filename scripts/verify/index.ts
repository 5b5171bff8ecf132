export { type ReadCollection, readBooks } from './books';
export { answer } from './command';
export { difference, inOneLine } from './report';
export { readContent, readEngine, readExportFile } from './source';
export { verify } from './verify';
