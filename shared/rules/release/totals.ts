/** Release cents credited to the members of a page, by what for. Exact, whatever the number of members. */
export interface Credited {
  static: bigint;
  firstGeneration: bigint;
  secondGeneration: bigint;
  team: bigint;
  sameRank: bigint;
}

/** Nothing credited yet. */
export const nothingCredited = (): Credited => ({
  static: 0n,
  firstGeneration: 0n,
  secondGeneration: 0n,
  team: 0n,
  sameRank: 0n,
});
