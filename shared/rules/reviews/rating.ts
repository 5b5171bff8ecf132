import { wholesDown } from '@shared/kernel';

/** What some reviews come to. */
interface Rating {
  readonly count: number;
  /** Sum of all stars: the average is this by the count. */
  readonly starSum: number;
  /** Hundredths of a star; null of no review. Rounded down: it is never told better than it is. */
  readonly averageHundredths: number | null;
}

/** The rating of reviews of which so many have one star, two stars, and so on. */
export function ratingOf(byStars: readonly number[]): Rating {
  const count = byStars.reduce((sum, reviews) => sum + reviews, 0);
  const starSum = byStars.reduce((sum, reviews, at) => sum + reviews * (at + 1), 0);
  return { count, starSum, averageHundredths: count === 0 ? null : wholesDown(starSum * 100, count) };
}

/** How a review of so many stars is called in a list. */
type Tone = 'good' | 'middle' | 'bad';

export const toneOf = (stars: number): Tone => (stars >= 4 ? 'good' : stars === 3 ? 'middle' : 'bad');
