// Editions that are listed at an exchange: by their histories, each number one edition's for good.
import type { Difference } from '@shared/ledger';
import type { EditionDocument } from '../../cloudfunctions/_store/documents/collectibles';
import type { Books } from './books';
import { compare } from './compare';

const SOURCE = /^listing:(.+)$/;
const at = (place: string, arises: string) => ({ check: 'collectibles', place, arises });

/** The number that a step names. */
const numberOf = (source: string): string | undefined => SOURCE.exec(source)?.[1];

/** What is listed is so by its history, under the number there; no number was two editions'. */
export function* checkListings({ editions, listings }: Books): Generator<Difference> {
  const numbers = new Map<string, string>();
  for (const edition of editions) {
    yield* checkListed(edition);
    for (const { kind, source } of edition.steps) {
      const number = numberOf(source);
      if (kind !== 'listed' || number === undefined) continue;
      const before = numbers.get(number) ?? edition._id;
      yield* compare(at(`edition ${edition._id}`, source), 'edition of its number', before, edition._id);
      numbers.set(number, edition._id);
    }
  }
  for (const { _id, editionId } of listings) {
    yield* compare(at(`listings ${_id}`, `edition ${editionId}`), 'edition', numbers.get(_id), editionId);
    numbers.delete(_id);
  }
  for (const [number, editionId] of numbers)
    yield* compare(at(`listings ${number}`, `edition ${editionId}`), 'edition', editionId, undefined);
}

function* checkListed({ _id, state, steps, listing }: EditionDocument): Generator<Difference> {
  const told = steps.filter(({ kind }) => kind === 'listed' || kind === 'unlisted');
  const last = told[told.length - 1];
  const where = at(`edition ${_id}`, last?.source ?? 'its history');
  const isListed = last?.kind === 'listed';
  yield* compare(where, 'listed, by its history', isListed, state === 'listed');
  if (isListed || listing?.state === 'listed') yield* compare(where, 'listing', 'listed', listing?.state);
  if (isListed) yield* compare(where, 'number that it is listed under', numberOf(last.source), listing?.number);
  // A locked edition moves nowhere: what happens to it is its end, and that goods which were sent before come back.
  let under: string | null = null;
  for (const { nth, kind, source } of steps) {
    const of = at(`edition ${_id}`, source);
    if (kind === 'unlisted') yield* compare(of, `step ${nth}, listing that it ends`, under, source);
    else if (under !== null && kind !== 'returned')
      yield { ...of, what: `step ${nth}`, expected: 'unlisted', found: kind };
    if (kind === 'listed' || kind === 'unlisted') under = kind === 'listed' ? source : null;
  }
}
