const TWO_TO_32 = 4_294_967_296;

/**
 * A repeatable course of chance (mulberry32): whole numbers from 0, below a bound of at most 2^21. The same seed and
 * number give the same course on every machine.
 */
export function chanceOf(seed: number, number: number): (below: number) => number {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b)) >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) * below) / TWO_TO_32);
  };
}
