import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** Longest line that is read: a document of 16 MB whose every letter had to be escaped. */
const maxLineBytes = 128 * 1024 * 1024;
const CHUNK_BYTES = 1 << 20;
const NEW_LINE = 10;

/** Why lines cannot be read, told without the file's name. */
export class LinesError extends Error {}

/**
 * The lines of a regular file as bytes, each with its line end, the last one perhaps without. Only `\n` ends a line: a
 * text may hold every other letter that some take for one.
 * @throws LinesError for a folder, a pipe or a device, and for a line beyond 128 MB; the system's error otherwise.
 */
export async function* linesOf(file: string): AsyncGenerator<Buffer> {
  // A pipe without a writer must not be waited for.
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = await handle.stat();
    if (found.isDirectory()) throw new LinesError('it is a folder');
    if (!found.isFile()) throw new LinesError('it is no regular file');
    let begun: Buffer[] = [];
    let begunBytes = 0;
    for (;;) {
      const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, null);
      if (bytesRead === 0) break;
      const chunk = buffer.subarray(0, bytesRead);
      let start = 0;
      for (let end = chunk.indexOf(NEW_LINE); end >= 0; end = chunk.indexOf(NEW_LINE, start)) {
        const piece = chunk.subarray(start, end + 1);
        yield begun.length === 0 ? piece : Buffer.concat([...begun, piece]);
        begun = [];
        begunBytes = 0;
        start = end + 1;
      }
      if (start === bytesRead) continue;
      begun.push(chunk.subarray(start));
      begunBytes += bytesRead - start;
      if (begunBytes > maxLineBytes) throw new LinesError(`it has a line of more than ${maxLineBytes} bytes`);
    }
    if (begun.length > 0) yield Buffer.concat(begun);
  } finally {
    await handle.close();
  }
}
