export { readBooks } from './books';
export { answer } from './command';
export { inOneLine } from './report';
export { readContent, readEngine } from './source';
export { verify } from './verify';
