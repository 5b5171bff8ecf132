import { createHash } from 'node:crypto';
import type { State } from '../state';
import { stringifyStored } from '../value/ejson';
import type { Document } from '../value/value';
import { BEGINNING, type FilesView, FORMAT, PART_BYTES, VERSION } from './format';
import { checkTarget, writeWhole } from './wholeFile';

/** Text is handed on in pieces of about so many letters. */
const PIECE_LETTERS = 1 << 20;

/**
 * Writes all documents, and stored files if there are any, to a file of JSON lines. What it holds is what was there at
 * the moment of the call, however long the writing takes: documents are never changed in place, so a list of them is a
 * snapshot, and `viewFiles` is asked in the same turn. The file appears, or is replaced, only when it is whole.
 * @throws TransferRefusal when something else than an export stands there, or the system refuses; RangeError for a
 * relative path.
 */
export async function exportTo(state: State, file: string, viewFiles?: () => FilesView): Promise<void> {
  state.throwIfClosed();
  checkTarget(file, BEGINNING);
  const documents = [...state.collections.values()].map(({ name, rows }) => ({
    name,
    documents: Array.from(rows.values(), ({ document }) => document),
  }));
  const files = viewFiles?.();
  try {
    // What is exported must be kept here too, else a copy could tell of what never was.
    await writeWhole(file, BEGINNING, pieces(linesOf(documents, files)), () => state.store.settled());
  } finally {
    await files?.close();
  }
}

async function* linesOf(
  collections: Array<{ name: string; documents: Document[] }>,
  files: FilesView | undefined,
): AsyncGenerator<string> {
  let documentCount = 0;
  let fileCount = 0;
  yield JSON.stringify({ format: FORMAT, version: VERSION });
  for (const { name, documents } of collections) {
    yield JSON.stringify({ collection: name });
    for (const document of documents) yield stringifyStored(document);
    documentCount += documents.length;
  }
  if (files)
    for await (const { path, content } of files) {
      fileCount += 1;
      yield JSON.stringify({ file: path, bytes: content.length });
      const bytes = Buffer.from(content.buffer, content.byteOffset, content.length);
      for (let at = 0; at < bytes.length; at += PART_BYTES)
        yield JSON.stringify({ part: bytes.toString('base64', at, Math.min(at + PART_BYTES, bytes.length)) });
    }
  yield JSON.stringify({ end: true, documents: documentCount, files: fileCount });
}

/** Joins lines to larger pieces, and adds the sum over all of them as the last line. */
async function* pieces(lines: AsyncIterable<string>): AsyncGenerator<string> {
  const sum = createHash('sha256');
  let piece = '';
  for await (const line of lines) {
    piece += `${line}\n`;
    if (piece.length < PIECE_LETTERS) continue;
    sum.update(piece);
    yield piece;
    piece = '';
  }
  sum.update(piece);
  yield piece;
  yield `${JSON.stringify({ sum: sum.digest('hex') })}\n`;
}
