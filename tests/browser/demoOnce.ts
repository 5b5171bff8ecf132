// Plays the demo's history in memory and writes it to the file that is named.
import { playDemo } from './world';

const [file] = process.argv.slice(2);
if (!file) throw new Error('usage: node scripts/run.mjs tests/browser/demoOnce.ts FILE');
await playDemo(file);
