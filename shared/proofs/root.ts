import type { HashOfText, Sum } from './merkle';

/** What the totals of a day are made of, in this order: the accounts of the journal that members and shops hold. */
export const PROVED = [
  'cash',
  'spendable',
  'remaining',
  'stable',
  'appreciating',
  'exitQuota',
  'quota',
  'weight',
] as const;
export type ProvedAsset = (typeof PROVED)[number];

/** What the root enters the day's chain of hashes as. */
const rootContent = (day: string, sums: readonly (Sum | string)[], hash: string): string =>
  `balances\n${day}\n${PROVED.join(',')}\n${sums.join(',')}\n${hash}`;

/** The hash of a day with the root behind all else in its chain. */
export const chainRoot = (
  chainedHash: string,
  day: string,
  root: { readonly sums: readonly (Sum | string)[]; readonly hash: string },
  hash: HashOfText,
): string => hash(`${chainedHash}\n${rootContent(day, root.sums, root.hash)}`);
