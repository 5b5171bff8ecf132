import type { ReleasePage } from './page';

/**
 * Takes the static of a day out of the orders `from` up to, not including, `to`, who may belong to many members.
 * Answers how much it took together. Writes into the page's `released`, for each order from `from` to `to` inclusive,
 * what was taken from the orders before it: what a member's orders gave is a difference of two.
 * Changes nothing and answers -1 when that would be more than `room`, which is below 2^53.
 */
export function releaseStatic(page: ReleasePage, from: number, to: number, room: number): number {
  const { remaining, daily, released } = page;
  // Begun with a difference, not with 0, so that the engine knows it to be a double.
  let taken = room - room;
  for (let order = from; order < to; order = (order + 1) | 0) {
    const held = remaining[order]!;
    const due = daily[order]!;
    let part = due;
    if (held < due) part = held;
    released[(order - from) | 0] = taken;
    if (taken + part > room) {
      takeBackStatic(page, from, order);
      return -1;
    }
    taken += part;
    remaining[order] = held - part;
  }
  released[to - from] = taken;
  return taken;
}

/** Puts back what releaseStatic took from the orders `from`, where it began, up to, not including, `to`. */
export function takeBackStatic({ remaining, released }: ReleasePage, from: number, to: number): void {
  for (let order = from; order < to; order++)
    remaining[order]! += released[order - from + 1]! - released[order - from]!;
}
