// npm run build:functions: into dist/cloudfunctions, or the folder that is named.
import { buildFunctions } from './functions/build';

const [outDir] = process.argv.slice(2);
await buildFunctions(outDir ? { outDir } : { log: console.log });
