// Editions given away: each step by its entry, each entry by its step, and how many somebody gave within a year.
import { type Difference, memberIdOf } from '@shared/ledger';
import { givenInYear } from '@shared/rules';
import { holderOf } from '../../cloudfunctions/_orders/editionSteps';
import type { JournalDocument } from '../../cloudfunctions/_store/documents';
import type { EditionDocument } from '../../cloudfunctions/_store/documents/collectibles';
import { type Books, groupedBy } from './books';
import { compare } from './compare';

const KIND = 'collectible.give';

const at = (place: string, arises: string) => ({ check: 'collectibles', place, arises });

/** Everything that was given, and what is offered. */
export function* checkGiving({ editions, journal, givenEditions }: Books): Generator<Difference> {
  const given = new Map(journal.flatMap((entry) => (entry.kind === KIND ? [[entry._id, entry] as const] : [])));
  const told = new Set<string>();
  for (const edition of editions) {
    yield* checkOffer(edition);
    for (const step of edition.steps) {
      if (step.kind !== 'given') continue;
      yield* checkGiven(edition._id, step, given.get(step.source));
      if (told.has(step.source)) yield* compare(at(`edition ${edition._id}`, step.source), 'steps of an entry', 1, 2);
      told.add(step.source);
    }
  }
  for (const id of given.keys())
    if (!told.has(id)) yield* compare(at(`entry ${id}`, id), 'step of an edition', 'one', undefined);
  yield* checkYears([...given.values()], givenEditions);
}

/** One that is offered has a code and an end, and no other has. */
function* checkOffer({ _id, state, offer }: EditionDocument): Generator<Difference> {
  yield* compare(at(`edition ${_id}`, offer?.offerId ?? 'its offer'), 'offer', state === 'offered', Boolean(offer));
}

/** Nothing moves with it but the edition, from who had it to who has it then. */
function* checkGiven(
  editionId: string,
  { from, to, source }: EditionDocument['steps'][number],
  entry: JournalDocument | undefined,
): Generator<Difference> {
  const where = at(`edition ${editionId}`, source);
  yield* compare(where, 'entry that it was given by', true, entry !== undefined);
  if (!entry) return;
  yield* compare(where, 'postings of it', 1, entry.postings.length);
  const [posting] = entry.postings;
  if (!posting) return;
  const holder = (account: string): string => holderOf(memberIdOf(account as never) ?? '');
  yield* compare(where, 'given', '1 editions', `${posting.amount} ${posting.asset}`);
  yield* compare(where, 'given by', from, holder(posting.from));
  yield* compare(where, 'given to', to, holder(posting.to));
}

/** What the limit of a year is held to follows from the entries. */
function* checkYears(given: readonly JournalDocument[], kept: Books['givenEditions']): Generator<Difference> {
  const byGiver = groupedBy(given, ({ postings }) => memberIdOf(postings[0]?.from as never) ?? '');
  const moments = new Map(kept.map(({ _id, atMs }) => [_id, atMs]));
  for (const memberId of new Set([...byGiver.keys(), ...moments.keys()])) {
    const all = (byGiver.get(memberId) ?? []).map(({ atMs }) => atMs).sort((a, b) => a - b);
    const expected = givenInYear(all, all[all.length - 1] ?? 0);
    const found = [...(moments.get(memberId) ?? [])].sort((a, b) => a - b);
    yield* compare(at(`givenEditions ${memberId}`, 'what was given'), 'moments', expected, found);
  }
}
