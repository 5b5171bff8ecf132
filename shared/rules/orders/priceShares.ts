import { type Amount, add, type Fen, fen, invariant, lesser, shareDown, subtract } from '@shared/kernel';

/** Σ of amounts of one unit. Throws AmountOverflow past 2^53 - 1. */
export const total = <U extends Amount>(parts: readonly U[]): U =>
  parts.reduce<U>((sum, part) => add<U>(sum, part), 0 as U);

/**
 * Shares `whole` over parts by the room that each has: rounded down, the rest to the first parts with room (rules §5).
 * Room is in fen; a hundredth of a point pays a fen, so points are shared over it as they are. The shares add up to
 * `whole`, and none passes its room. Throws Invariant when `whole` is more than all room.
 */
export function sharesOf<U extends Amount>(whole: U, rooms: readonly Fen[]): U[] {
  if (whole === 0) return rooms.map(() => whole);
  const room = total(rooms);
  invariant(whole <= room, `${whole} to share over room for ${room}`);
  const shares = rooms.map((part) => shareDown(part, whole, room));
  let rest: U = subtract<U>(whole, total(shares));
  return shares.map((share, at) => {
    const more = lesser<U>(rest, subtract(rooms[at]!, fen(share)) as Amount as U);
    rest = subtract<U>(rest, more);
    return add<U>(share, more);
  });
}
