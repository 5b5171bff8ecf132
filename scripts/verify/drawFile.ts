import { type DrawFile, drawFault, entriesHashOf, sha256OfWords } from '@shared/proofs';
import { jsonIn } from './proofFile';
import { row } from './report';

/**
 * Works a draw out again from the file that everybody may download, by nothing but itself.
 * Throws an Error with words for a person when there is no such file, or no JSON in it.
 */
export function answerOfDraw(path: string): { readonly status: 0 | 1; readonly text: string } {
  const file = jsonIn(path, 'draw') as DrawFile;
  const fault = drawFault(file, sha256OfWords);
  if (fault) {
    const { place, expected, found } = fault;
    const rows = row('place', place) + row('expected', expected) + row('found', found);
    return { status: 1, text: `The draw does not follow from what was published.\n${rows}` };
  }
  const { series, fingerprint, entries, drawn } = file;
  const rows = [
    row('series', `${series.title}, issued by ${series.issuer.name} on ${series.issuedDay}`),
    row('fingerprint', fingerprint),
    row('entered', entries.length),
    row('hash of the list', entriesHashOf(entries, sha256OfWords)),
    row('drawn', drawn.length),
  ];
  return {
    status: 0,
    text: `The draw follows from what was published: these and no others were drawn.\n${rows.join('')}Compare the fingerprint with the one that the series has shown since its issue.\n`,
  };
}
