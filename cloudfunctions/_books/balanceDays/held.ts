import { PROVED, type ProvedAsset } from '@shared/proofs';

/** Whole figures by asset, each a column of one figure a holder. */
type HeldColumns = Record<ProvedAsset, number[]>;

/** What the holders of one page have, in the order of the page. */
export interface HeldTogether {
  readonly holders: readonly string[];
  readonly columns: HeldColumns;
}

/** The journal's name of a holder: members stand here by their ids alone, since they are many. */
export const holderAccount = (holder: string): string => (holder.includes(':') ? holder : `member:${holder}`);

/** Columns without anybody. */
export const noColumns = (): HeldColumns =>
  Object.fromEntries(PROVED.map((asset) => [asset, []])) as unknown as HeldColumns;

/** What a wallet or a shop has of its own; of the first two, pages hold what closes credited besides. */
export const OF_HOLDERS = ['cash', 'spendable', 'stable', 'appreciating', 'exitQuota'] as const;
export type OwnAsset = (typeof OF_HOLDERS)[number];
