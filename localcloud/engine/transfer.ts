import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { DataFolderError } from './errors';
import type { State } from './state';
import { parseEjson, stringifyStored } from './value/ejson';
import { type Document, isFields } from './value/value';

const format = 'local-cloud-export';
const version = 1;

/** Writes all collections to a file of JSON lines; the file appears, or is replaced, only when it is whole. */
export async function exportTo(state: State, file: string): Promise<void> {
  const part = `${file}.${process.pid}.part`;
  const handle = await open(part, 'w');
  try {
    let count = 0;
    await handle.write(`${JSON.stringify({ format, version })}\n`);
    for (const collection of [...state.collections.values()]) {
      await handle.write(`${JSON.stringify({ collection: collection.name })}\n`);
      let lines = '';
      for (const { document } of [...collection.rows.values()]) {
        lines += `${stringifyStored(document)}\n`;
        count += 1;
        if (lines.length > 1 << 20) {
          await handle.write(lines);
          lines = '';
        }
      }
      await handle.write(lines);
    }
    await handle.write(`${JSON.stringify({ end: true, documents: count })}\n`);
    await handle.sync();
  } catch (error) {
    await handle.close();
    await rm(part, { force: true });
    throw error;
  }
  await handle.close();
  await rename(part, file);
}

/** Reads such a file whole, then puts it in the place of everything. @throws DataFolderError when it is not whole. */
export async function importFrom(state: State, file: string): Promise<void> {
  const content = new Map<string, Document[]>();
  let documents: Document[] | undefined;
  let lineNumber = 0;
  let count = 0;
  let end: number | undefined;
  const refuse = (why: string) => new DataFolderError(`${file} cannot be imported: ${why}. Nothing was changed.`);
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    lineNumber += 1;
    let parsed: unknown;
    try {
      parsed = parseEjson(line, 0);
    } catch {
      throw refuse(`line ${lineNumber} is not JSON`);
    }
    if (!isFields(parsed)) throw refuse(`line ${lineNumber} is no object`);
    if (lineNumber === 1) {
      if (parsed.format !== format) throw refuse('it is not an export of the local cloud');
      if (parsed.version !== version) throw refuse(`it has version ${String(parsed.version)}, this reads ${version}`);
    } else if (end !== undefined) throw refuse('it goes on after its end');
    else if (typeof parsed.collection === 'string' && parsed._id === undefined) {
      documents = [];
      content.set(parsed.collection, documents);
    } else if (parsed.end === true && parsed._id === undefined) end = Number(parsed.documents);
    else {
      if (!documents || parsed._id === undefined) throw refuse(`line ${lineNumber} belongs to no collection`);
      documents.push(parsed as Document);
      count += 1;
    }
  }
  if (end !== count) throw refuse('it ends too early');
  await state.replaceAll(content);
}
