import { buildFunctions } from './functions/build';

await buildFunctions({ log: console.log });
