// npm run migrate -- --export FILE [--out FILE]: tries the migrations on a copy and verifies the books before and after.
// Exit status: 0 the books agree before and after, 1 they differ, 2 it could not be tried.
import { prepareFunctions } from './functions/prepare';
import { answer } from './migrate/command';

const { status, text } = await answer(process.argv.slice(2), () => prepareFunctions(console.error));
(status === 2 ? process.stderr : process.stdout).write(text);
process.exitCode = status;
