/** Random choices that a seed settles (mulberry32), so that every scenario can be made again by its number. */
export interface Random {
  /** A number from 0 up to, not including, 1. */
  next(): number;
  /** An integer from `from` to `to`, both included. */
  integer(from: number, to: number): number;
  /** The same for big amounts. */
  amount(from: bigint, to: bigint): bigint;
  chance(probability: number): boolean;
  pick<T>(choices: readonly T[]): T;
}

export function randomOf(seed: number): Random {
  let state = (seed * 2654435761) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const integer = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const amount = (from: bigint, to: bigint): bigint => {
    const random = (BigInt(Math.floor(next() * 4294967296)) << 32n) + BigInt(Math.floor(next() * 4294967296));
    return to <= from ? from : from + (random % (to - from + 1n));
  };
  return {
    next,
    integer,
    amount,
    chance: (probability) => next() < probability,
    pick: (choices) => choices[integer(0, choices.length - 1)]!,
  };
}
