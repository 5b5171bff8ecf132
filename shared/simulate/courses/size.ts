/** The order of whole numbers by size, for sorting. */
export const bySize = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
