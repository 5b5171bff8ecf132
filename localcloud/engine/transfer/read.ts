import { createHash } from 'node:crypto';
import { isCollectionName } from '../schema';
import type { State } from '../state';
import { fromEjson } from '../value/ejson';
import { type Fields, isFields } from '../value/value';
import { type CarriedFile, type Content, FILE_BYTES, FORMAT, PART_BYTES, VERSION } from './format';
import { Intake } from './intake';
import { LinesError, linesOf } from './lines';
import { TransferRefusal, wordsOf } from './refusal';

/** Why a file is refused, told without its name. */
class Fault extends Error {}

/** A stored file whose parts are being read; sizes in bytes. */
interface Arriving {
  path: string;
  bytes: number;
  parts: Buffer[];
  taken: number;
}

const foreign = (): Fault => new Fault('it is not an export of the local cloud');

/** The refusal of an import for a reason told without the file's name. */
export const cannotImport = (file: string, why: string): TransferRefusal =>
  new TransferRefusal(`${file} cannot be imported: ${why}. Nothing was changed.`);

/**
 * Reads an export to its end and checks all of it: its sum, its counts, that every document can be stored and no unique
 * key is there twice. Nothing is changed by it; stored files are handed to `takeFile` in turn, before the sum is known.
 * @throws TransferRefusal that says what is wrong, with the line if there is one.
 */
export async function readExport(
  state: State,
  file: string,
  takeFile: (file: CarriedFile) => Promise<void>,
): Promise<Content> {
  const reading = new Reading(state, takeFile);
  try {
    for await (const line of linesOf(file)) await reading.take(line);
    return reading.end();
  } catch (error) {
    const isOurs = error instanceof Fault || error instanceof LinesError;
    const why = isOurs ? error.message : wordsOf(error);
    throw why === undefined ? error : cannotImport(file, why);
  }
}

class Reading {
  readonly #sum = createHash('sha256');
  readonly #intake: Intake;
  readonly #paths = new Set<string>();
  #line = 0;
  #collection: string | undefined;
  #file: Arriving | undefined;
  #documents = 0;
  #counts: Fields | undefined;
  #isOver = false;

  constructor(
    state: State,
    readonly takeFile: (file: CarriedFile) => Promise<void>,
  ) {
    this.#intake = new Intake(state);
  }

  async take(bytes: Buffer): Promise<void> {
    this.#line += 1;
    if (this.#isOver) throw new Fault('it goes on after its end');
    const fields = this.#parse(bytes);
    if (this.#line === 1) begin(fields);
    else if (this.#counts) return this.#finish(this.#counts, fields);
    else if (this.#file) await this.#part(this.#file, fields);
    else if (fields._id !== undefined) this.#document(fields);
    else if (typeof fields.collection === 'string') this.#open(fields.collection);
    else if (typeof fields.file === 'string') await this.#openFile(fields.file, fields.bytes);
    else if (fields.end === true) this.#counts = fields;
    else throw this.#fault('is nothing that an export holds');
    this.#sum.update(bytes);
  }

  end(): Content {
    if (this.#line === 0) throw foreign();
    if (!this.#isOver) throw new Fault('it ends too early');
    return this.#intake.content;
  }

  #fault(what: string): Fault {
    return new Fault(`line ${this.#line} ${what}`);
  }

  #parse(bytes: Buffer): Fields {
    let fields: unknown;
    try {
      // Revived whatever it holds: a name may be written in escapes that hide it from a search.
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
      fields = fromEjson(JSON.parse(text), 0);
    } catch {
      throw this.#line === 1 ? foreign() : this.#fault('is not JSON');
    }
    if (isFields(fields)) return fields;
    throw this.#line === 1 ? foreign() : this.#fault('is no object');
  }

  #open(name: string): void {
    if (!isCollectionName(name)) throw this.#fault(`names '${name.slice(0, 100)}', which is no name for a collection`);
    if (!this.#intake.open(name)) throw this.#fault(`begins the collection ${name} a second time`);
    this.#collection = name;
  }

  #document(fields: Fields): void {
    if (this.#collection === undefined) throw this.#fault('belongs to no collection');
    const why = this.#intake.add(this.#collection, fields);
    if (why !== undefined) throw this.#fault(`cannot be stored in ${this.#collection}: ${why}`);
    this.#documents += 1;
  }

  async #openFile(path: string, bytes: unknown): Promise<void> {
    if (typeof bytes !== 'number' || !Number.isInteger(bytes) || bytes < 0 || bytes > FILE_BYTES)
      throw this.#fault(`names a stored file without its size, or of more than ${FILE_BYTES} bytes`);
    if (this.#paths.has(path)) throw this.#fault('names a stored file that was there already');
    this.#paths.add(path);
    this.#file = { path, bytes, parts: [], taken: 0 };
    if (bytes === 0) await this.#closeFile(path, []);
  }

  async #part(file: Arriving, { part }: Fields): Promise<void> {
    const content = Buffer.from(typeof part === 'string' ? part : '', 'base64');
    const wanted = Math.min(PART_BYTES, file.bytes - file.taken);
    if (content.length !== wanted || content.toString('base64') !== part)
      throw this.#fault(`is not the next part of the stored file ${file.path.slice(0, 100)}`);
    file.parts.push(content);
    file.taken += content.length;
    if (file.taken === file.bytes) await this.#closeFile(file.path, file.parts);
  }

  async #closeFile(path: string, parts: Buffer[]): Promise<void> {
    this.#file = undefined;
    try {
      await this.takeFile({ path, content: Buffer.concat(parts) });
    } catch (error) {
      if (wordsOf(error) !== undefined) throw error;
      throw this.#fault(`ends a stored file that cannot be kept: ${(error as Error).message}`);
    }
  }

  #finish({ documents, files }: Fields, { sum }: Fields): void {
    if (documents !== this.#documents || files !== this.#paths.size)
      throw new Fault(
        'it ends too early, or goes on too long: it does not hold as many documents and files as it says',
      );
    if (sum !== this.#sum.digest('hex'))
      throw new Fault('it is damaged or was changed: its sum is not that of its content');
    this.#isOver = true;
  }
}

function begin({ format, version }: Fields): void {
  if (format !== FORMAT) throw foreign();
  if (version !== VERSION) throw new Fault(`it has version ${String(version)}, this reads ${VERSION}`);
}
