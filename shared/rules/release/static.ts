import type { ReleasePage } from './page';

/**
 * Takes the static of a day out of the orders `from` up to, not including, `to`, who may belong to many members.
 * Answers how much it took together. Writes into the page's scratch space, for each order from `from` to `to`
 * inclusive, what was taken from the orders before it: what a member's orders gave is a difference of two.
 * Changes nothing and answers -1 when that would be more than `room`, which is below 2^53.
 */
export function releaseStatic(page: ReleasePage, from: number, to: number, room: number): number {
  const { size, orders, figures } = page;
  const remainingAt = 9 * size;
  const dailyAt = remainingAt + orders;
  let scratch = dailyAt + orders;
  // Begun with a difference, not with 0, so that the engine knows it to be a double.
  let taken = room - room;
  for (let order = from; order < to; order = (order + 1) | 0) {
    const held = figures[(remainingAt + order) | 0]!;
    const daily = figures[(dailyAt + order) | 0]!;
    let released = daily;
    if (held < daily) released = held;
    figures[scratch] = taken;
    scratch = (scratch + 1) | 0;
    if (taken + released > room) {
      takeBackStatic(page, from, order);
      return -1;
    }
    taken += released;
    figures[(remainingAt + order) | 0] = held - released;
  }
  figures[scratch] = taken;
  return taken;
}

/** Puts back what releaseStatic took from the orders `from`, where it began, up to, not including, `to`. */
export function takeBackStatic({ size, orders, figures }: ReleasePage, from: number, to: number): void {
  const remainingAt = 9 * size;
  const scratch = remainingAt + 2 * orders - from;
  for (let order = from; order < to; order++)
    figures[remainingAt + order]! += figures[scratch + order + 1]! - figures[scratch + order]!;
}
