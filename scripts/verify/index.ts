export { type Books, type ReadCollection, readBooks } from './books';
export { agreement, difference, inOneLine } from './report';
export { readDataFolder, readEngine, readExportFile } from './source';
export { verify } from './verify';
