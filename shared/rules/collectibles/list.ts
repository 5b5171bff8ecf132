import { done, type Outcome, refuse } from '@shared/kernel';
import type { EditionState } from '@shared/machines';

/** What the rules know of an edition that an exchange answers about; null where there is none, or it is nobody's. */
interface Listable {
  readonly id: string;
  readonly state: EditionState;
  /** Where its history ends. */
  readonly head: string;
  /** What became of its holder's wish, and the number that it is or was listed under. */
  readonly listing: {
    readonly state: 'asked' | 'rejected' | 'listed' | 'released';
    readonly number: string | null;
  } | null;
}

/** What an exchange answers. `head`: as the register had it. */
type ListingAnswer =
  | { readonly answer: 'listed'; readonly head: string; readonly number: string }
  | { readonly answer: 'rejected'; readonly head: string }
  | { readonly answer: 'released'; readonly number: string };

/** What is known beside the two. */
interface ListingMet {
  readonly isCleared: boolean;
  /** Where its history ended in the register that is answered; null where that has it not. */
  readonly exportedHead: string | null;
  /** The edition that had the number first; null for none. */
  readonly numberOf: string | null;
}

/** Why an answer does nothing. It is the exchange that is told, not somebody who acts: none of RULE_REFUSALS. */
type ListingRefusal = `listing/${
  | 'unknown'
  | 'notExported'
  | 'changed'
  | 'offered'
  | 'notAsked'
  | 'notCleared'
  | 'numberTaken'
  | 'otherNumber'
  | 'notListed'}`;

/** Whether something is to be done, or was before. */
type Listed = Outcome<'done' | 'already', ListingRefusal>;

/**
 * What an exchange's answer does to an edition. Nothing of a member's is locked without their word: it is listed only while
 * its holder asks for it, nothing is offered, and nothing happened to it since the register that is answered. What is
 * listed is released under its number, whether a clearance holds or not. The same answer again changes nothing.
 */
export function answerListing(edition: Listable | null, answered: ListingAnswer, met: ListingMet): Listed {
  if (!edition || edition.state === 'free') return refuse('listing/unknown');
  if (answered.answer === 'released') return release(edition, answered.number);
  const { listing, state } = edition;
  if (answered.answer === 'listed' && state === 'listed')
    return listing?.number === answered.number
      ? done('already')
      : refuse('listing/otherNumber', { number: listing?.number ?? '' });
  if (answered.answer === 'rejected' && listing?.state === 'rejected' && edition.head === answered.head)
    return done('already');
  if (met.exportedHead === null) return refuse('listing/notExported');
  if (met.exportedHead !== answered.head || edition.head !== answered.head) return refuse('listing/changed');
  if (state === 'offered') return refuse('listing/offered');
  if (listing?.state !== 'asked') return refuse('listing/notAsked');
  return answered.answer === 'rejected' ? done('done') : begin(edition, answered.number, met);
}

function begin({ id }: Listable, number: string, { isCleared, numberOf }: ListingMet): Listed {
  if (!isCleared) return refuse('listing/notCleared', { sinceDay: '' });
  return numberOf !== null && numberOf !== id ? refuse('listing/numberTaken', { number }) : done('done');
}

function release({ state, listing }: Listable, number: string): Listed {
  if (state === 'listed')
    return listing?.number === number ? done('done') : refuse('listing/otherNumber', { number: listing?.number ?? '' });
  return listing?.state === 'released' && listing.number === number ? done('already') : refuse('listing/notListed');
}
