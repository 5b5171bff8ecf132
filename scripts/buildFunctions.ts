import { buildFunctions, DIST_FUNCTIONS } from './functions/build';

const sizes = await buildFunctions({ log: console.log });
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
console.log(`${sizes.length} functions, ${(total / 1024).toFixed(0)} KB, in ${DIST_FUNCTIONS}`);
