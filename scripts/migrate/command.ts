import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startLocalCloud } from '../../localcloud';
import { difference, type ReadCollection, readBooks, readEngine, readExportFile, verify } from '../verify/index';

const USAGE = `usage: npm run migrate -- --export FILE [--out FILE]
  --export FILE  an export of a local cloud or of an environment, of any version; it stays as it is
  --out FILE     write what it became to an export of its own`;

/** What the command answers: 0 the books agree before and after, 1 they differ, 2 it could not be tried. */
interface Answer {
  readonly status: 0 | 1 | 2;
  readonly text: string;
}

/** The first difference of some books, in lines; null when they agree. */
function differenceOf(read: ReadCollection): string | null {
  const [first] = verify(readBooks(read));
  return first ? difference(first) : null;
}

/**
 * Takes an export into a cloud in memory, lets the migrations run there as they do in a deployment, and verifies the
 * books before and after. `prepareFunctions` builds the functions and answers their folder.
 */
export async function answer(words: readonly string[], prepareFunctions: () => Promise<string>): Promise<Answer> {
  try {
    const { file, out } = optionsOf(words);
    const before = differenceOf(await readExportFile(file));
    if (before) return { status: 1, text: `Before the migration:\n${before}` };
    const lines: string[] = [];
    const cloud = await startLocalCloud({
      dataDir: null,
      functionsDir: await prepareFunctions(),
      isPassive: true,
      tell: (line) => lines.push(line),
    });
    try {
      await cloud.importFrom(file);
      const after = differenceOf(readEngine(cloud.engine));
      if (after) return { status: 1, text: `${lines.join('\n')}\nAfter the migration:\n${after}` };
      if (out !== undefined) await cloud.exportTo(out);
    } finally {
      await cloud.close();
    }
    const told = lines.length > 0 ? lines : ['The data has the version of this program: nothing is to be done.'];
    return { status: 0, text: `${[...told, 'The books agree, before and after.'].join('\n')}\n` };
  } catch (error) {
    return { status: 2, text: `${(error as Error).message}\n` };
  }
}

function optionsOf(words: readonly string[]): { file: string; out: string | undefined } {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: { export: { type: 'string' }, out: { type: 'string' } },
    });
    if (values.export === undefined) throw new Error('--export is missing');
    return { file: resolve(values.export), out: values.out === undefined ? undefined : resolve(values.out) };
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`);
  }
}
