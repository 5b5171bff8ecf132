// A draw that anybody works out again (commit and reveal): the hash of a seed is published before anybody enters, the list
// of who entered is closed, then the seed is published. Nobody who entered can have known it, and the shop can have
// chosen neither another seed nor, once it is closed, another list.
import type { HashOfText } from './merkle';

/** What is published of a draw. */
export interface Draw {
  readonly seriesId: string;
  /** The hash of the seed, from the day on which the draw was announced. */
  readonly commitment: string;
  readonly seed: string;
  /** Everybody who entered, by pseudonym, in any order. */
  readonly entries: readonly string[];
  /** How many are drawn. */
  readonly places: number;
  /** Who was drawn, the first place first. */
  readonly drawn: readonly string[];
}

/** What is told of a seed before it is published. */
export const commitmentOf = (seriesId: string, seed: string, hash: HashOfText): string =>
  hash(`seed\n${seriesId}\n${seed}`);

const inOrder = (texts: readonly string[]): string[] => [...texts].sort((a, b) => (a < b ? -1 : 1));

/** The hash of all who entered: it is told when the list is closed, before the seed is. */
export const entriesHashOf = (entries: readonly string[], hash: HashOfText): string =>
  hash(`entries\n${inOrder(entries).join('\n')}`);

/**
 * Who is drawn, the first place first: everybody has a lot that follows from the seed, from who entered besides, and from
 * their own name; the lowest lots are drawn.
 */
export function drawFrom(
  { seed, entries, places }: Pick<Draw, 'seed' | 'entries' | 'places'>,
  hash: HashOfText,
): string[] {
  const list = entriesHashOf(entries, hash);
  const lots = new Map(entries.map((entry) => [entry, hash(`lot\n${seed}\n${list}\n${entry}`)]));
  return [...entries].sort((a, b) => (lots.get(a)! < lots.get(b)! ? -1 : 1)).slice(0, places);
}

/** What is wrong with a draw as it was published; null where everything follows. */
export function drawFault(draw: Draw, hash: HashOfText): string | null {
  if (commitmentOf(draw.seriesId, draw.seed, hash) !== draw.commitment) return 'the seed is not the one announced';
  if (new Set(draw.entries).size !== draw.entries.length) return 'somebody entered twice';
  return drawFrom(draw, hash).join('\n') === draw.drawn.join('\n') ? null : 'others would have been drawn';
}
