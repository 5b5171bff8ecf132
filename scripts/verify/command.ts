import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../../localcloud/host';
import { type Books, type ReadCollection, readBooks } from './books';
import { answerOfCertificate } from './certificateFile';
import { answerOfDraw } from './drawFile';
import { answerOfProof } from './proofFile';
import { answerOfRegister } from './registerFile';
import { agreement, difference } from './report';
import { readDataFolder, readExportFile } from './source';
import { verify } from './verify';

const USAGE = `usage: npm run verify -- [--data FOLDER | --export FILE | --proof FILE | --certificate FILE [--picture FILE ...] | --draw FILE | --register FILE]
  --data FOLDER   the data folder of a local cloud that does not run (default .local/data)
  --export FILE   an export of a local cloud (npm run local -- export FILE)
  --proof FILE    a proof of one's balances, as a member downloads it: checked by itself
  --certificate FILE   a certificate, as its holder downloads it: checked by itself
  --picture FILE ...   pictures of its series, in any order: compared with the hashes in the certificate
  --draw FILE     the draw of a collectible, as anybody downloads it: worked out again by itself
  --register FILE   a register of collectibles, as it is exported for an exchange: checked by itself`;

/** What the command answers: 0 the books agree, 1 they differ, 2 they cannot be read. */
interface Answer {
  readonly status: 0 | 1 | 2;
  readonly text: string;
}

const unread = (text: string): Answer => ({ status: 2, text: `${text}\n` });

/** Does what the words of the command ask for: reads, works everything out again, and tells the first difference. */
export async function answer(words: readonly string[]): Promise<Answer> {
  let books: Books;
  try {
    const { proof, certificate, draw, pictures, register } = optionsOf(words);
    if (proof !== undefined) return answerOfProof(resolve(proof));
    if (register !== undefined) return answerOfRegister(resolve(register));
    if (certificate !== undefined)
      return answerOfCertificate(
        resolve(certificate),
        pictures.map((file) => resolve(file)),
      );
    if (draw !== undefined) return answerOfDraw(resolve(draw));
    // A page whose columns are no columns is told here too.
    books = readBooks(await read(words));
  } catch (error) {
    return unread((error as Error).message);
  }
  const [first] = verify(books);
  return first ? { status: 1, text: difference(first) } : { status: 0, text: agreement(books) };
}

async function read(words: readonly string[]): Promise<ReadCollection> {
  const { data, exported } = optionsOf(words);
  if (exported !== undefined) return readExportFile(resolve(exported));
  return readDataFolder(data === undefined ? join(projectRoot(), '.local/data') : resolve(data));
}

interface Options {
  readonly data: string | undefined;
  readonly exported: string | undefined;
  readonly proof: string | undefined;
  readonly certificate: string | undefined;
  readonly draw: string | undefined;
  readonly register: string | undefined;
  readonly pictures: readonly string[];
}

/** What was asked for. Throws an Error with the usage for anything else. */
function optionsOf(words: readonly string[]): Options {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        export: { type: 'string' },
        proof: { type: 'string' },
        certificate: { type: 'string' },
        draw: { type: 'string' },
        picture: { type: 'string', multiple: true },
        register: { type: 'string' },
      },
    });
    const { picture, ...files } = values;
    if (Object.keys(files).length > 1) throw new Error('one file of one kind, not both');
    // As a shell spreads `--picture *.webp`: the first behind its name, the others behind that.
    if (picture === undefined && positionals.length > 0) throw new Error(`what is ${positionals[0]}?`);
    if (picture !== undefined && files.certificate === undefined)
      throw new Error('--picture goes with --certificate: it is compared with what that says');
    return {
      data: files.data,
      exported: files.export,
      proof: files.proof,
      certificate: files.certificate,
      draw: files.draw,
      register: files.register,
      pictures: [...(picture ?? []), ...positionals],
    };
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${USAGE}`);
  }
}
