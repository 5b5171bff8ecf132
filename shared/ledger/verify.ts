import { MAX_AMOUNT } from '@shared/kernel';
import { type Account, ASSETS, type Asset } from './accounts';
import type { Posting } from './postings';

/** Two sources of one figure that do not agree. Figures are text: sums may pass 2^53. */
export interface Difference {
  /** What was being compared. */
  readonly check: string;
  /** The account or the document. */
  readonly place: string;
  /** The asset or the field. */
  readonly what: string;
  readonly expected: string;
  readonly found: string;
  /** The entry or the day where it arises. */
  readonly arises: string;
}

/** What stands for a figure that is not there. */
export const NONE = 'none';

interface Balance {
  readonly account: Account;
  readonly asset: Asset;
  units: bigint;
  /** What moved it last. */
  origin: string;
}

/** Balances by account and asset, each with what moved it last. Exact: sums are BigInt. */
export class Tally {
  readonly #balances = new Map<string, Balance>();

  /** Adds to a balance, below 0 too. */
  add(account: Account, asset: Asset, units: number | bigint, origin: string): void {
    const key = keyOf(account, asset);
    const balance = this.#balances.get(key);
    if (!balance) this.#balances.set(key, { account, asset, units: BigInt(units), origin });
    else {
      balance.units += BigInt(units);
      balance.origin = origin;
    }
  }

  /** Moves what a posting moves. */
  post({ asset, from, to, amount }: Posting, origin: string): void {
    this.add(from, asset, -amount, origin);
    this.add(to, asset, amount, origin);
  }

  /** A balance in the asset's unit; 0 for one that nothing moved. */
  units(account: Account, asset: Asset): bigint {
    return this.#balances.get(keyOf(account, asset))?.units ?? 0n;
  }

  /** What moved a balance last; undefined where nothing did. */
  origin(account: Account, asset: Asset): string | undefined {
    return this.#balances.get(keyOf(account, asset))?.origin;
  }

  /** All balances, in the order in which they were first moved. */
  balances(): Iterable<Readonly<Balance>> {
    return this.#balances.values();
  }
}

const keyOf = (account: Account, asset: Asset): string => `${account} ${asset}`;

/**
 * Compares what is kept with what was booked, balance by balance in the order in which the bookings first moved them,
 * then those that are kept and were never booked. `isKept` says which booked accounts are kept at all.
 */
export function* compareBalances(
  booked: Tally,
  kept: Tally,
  isKept: (account: Account, asset: Asset) => boolean,
): Generator<Difference> {
  for (const { account, asset, units, origin } of booked.balances())
    if (isKept(account, asset) && kept.units(account, asset) !== units)
      yield balanceDifference(account, asset, units, kept, `last moved by ${origin}`);
  for (const { account, asset, units } of kept.balances())
    if (units !== 0n && booked.origin(account, asset) === undefined)
      yield balanceDifference(account, asset, 0n, kept, 'no entry ever moved it');
}

function balanceDifference(account: Account, asset: Asset, units: bigint, kept: Tally, moved: string): Difference {
  const keptBy = kept.origin(account, asset);
  return {
    check: 'balances',
    place: account,
    what: asset,
    expected: String(units),
    found: String(kept.units(account, asset)),
    arises: keptBy === undefined ? `${moved}; kept nowhere` : `${moved}; kept in ${keptBy}`,
  };
}

/** What is wrong with a posting as it was stored: null when it moves a whole amount of an asset between two accounts. */
export function postingFault({ asset, from, to, amount }: Posting): string | null {
  if (!ASSETS.includes(asset)) return `moves ${String(asset)}`;
  if (!Number.isInteger(amount) || amount <= 0 || amount > MAX_AMOUNT) return `moves ${String(amount)}`;
  if (typeof from !== 'string' || typeof to !== 'string') return 'names no account';
  return from === to ? `moves from ${from} to itself` : null;
}
