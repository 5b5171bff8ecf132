import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** The lines of an export, without its sum. */
export const linesOf = (file: string): string[] => readFileSync(file, 'utf8').trimEnd().split('\n').slice(0, -1);

/** An export with the sum of these lines: what it holds is wrong, but nothing shows it. */
export function sealed(lines: readonly string[]): string {
  const text = lines.map((line) => `${line}\n`).join('');
  return `${text}${JSON.stringify({ sum: createHash('sha256').update(text).digest('hex') })}\n`;
}

/** An export of one collection with these lines for documents. */
export const exportOf = (collection: string, documents: readonly string[]): string =>
  sealed([
    '{"format":"local-cloud-export","version":2}',
    JSON.stringify({ collection }),
    ...documents,
    JSON.stringify({ end: true, documents: documents.length, files: 0 }),
  ]);
