// npm run verify -- [--data FOLDER | --export FILE | --proof FILE | --certificate FILE]: works every figure out again and names the first that differs.
// Exit status: 0 the books agree, 1 they differ, 2 they cannot be read.
import { answer } from './verify/index';

const { status, text } = await answer(process.argv.slice(2));
(status === 2 ? process.stderr : process.stdout).write(text);
process.exitCode = status;
