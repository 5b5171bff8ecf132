import type { Machine } from './machine';

/**
 * An edition of a series. Nobody's until it is taken; offered to one member, who accepts it or not; listed at an exchange,
 * where it moves nowhere until it is released. Its goods are collected once, while it is held.
 */
export const editionStates = ['free', 'held', 'offered', 'listed'] as const;
export type EditionState = (typeof editionStates)[number];
export type EditionEvent =
  | 'edition.taken'
  | 'edition.offered'
  | 'offer.ended'
  | 'offer.accepted'
  | 'goods.collected'
  | 'listing.begun'
  | 'listing.ended';

export const editionMachine = {
  free: { 'edition.taken': 'held' },
  held: { 'edition.offered': 'offered', 'goods.collected': 'held', 'listing.begun': 'listed' },
  offered: { 'offer.ended': 'held', 'offer.accepted': 'held' },
  listed: { 'listing.ended': 'held' },
} as const satisfies Machine<EditionState, EditionEvent>;

export const firstEditionState: EditionState = 'free';
