// npm run verify -- [--data FOLDER | --export FILE]: works every figure out again and names the first that differs.
// Exit status: 0 the books agree, 1 they differ, 2 they cannot be read.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../localcloud/host';
import {
  agreement,
  difference,
  type ReadCollection,
  readBooks,
  readDataFolder,
  readExportFile,
  verify,
} from './verify/index';

const USAGE = `usage: npm run verify -- [--data FOLDER | --export FILE]
  --data FOLDER   the data folder of a local cloud that does not run (default .local/data)
  --export FILE   an export of a local cloud (npm run local -- export FILE)`;

function readOptions(): { data?: string; exported?: string } | null {
  try {
    const { values } = parseArgs({ options: { data: { type: 'string' }, export: { type: 'string' } } });
    const { data, export: exported } = values;
    if (data !== undefined && exported !== undefined) throw new Error('either --data or --export, not both');
    return { ...(data === undefined ? {} : { data }), ...(exported === undefined ? {} : { exported }) };
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    return null;
  }
}

async function main(): Promise<number> {
  const options = readOptions();
  if (!options) return 2;
  let all: ReadCollection;
  try {
    all = options.exported
      ? await readExportFile(resolve(options.exported))
      : readDataFolder(options.data ? resolve(options.data) : join(projectRoot(), '.local/data'));
  } catch (error) {
    console.error((error as Error).message);
    return 2;
  }
  const books = readBooks(all);
  const [first] = verify(books);
  process.stdout.write(first ? difference(first) : agreement(books));
  return first ? 1 : 0;
}

process.exitCode = await main();
