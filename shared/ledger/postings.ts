import type { Amount } from '@shared/kernel';
import { invariant } from '@shared/kernel';
import type { Account, Asset } from './accounts';

/** One move of one asset between two accounts: balanced by its form. `amount` is in the asset's unit. */
export interface Posting {
  readonly asset: Asset;
  readonly from: Account;
  readonly to: Account;
  readonly amount: number;
}

/** A posting, or none for an amount of 0. Throws Invariant when both ends are one account. */
export function post(asset: Asset, from: Account, to: Account, amount: Amount): readonly Posting[] {
  invariant(from !== to, `a posting from ${from} to itself`);
  return amount === 0 ? [] : [{ asset, from, to, amount }];
}

/**
 * Sums postings into balances by account and asset (`member:A cash`), the treasury's and the platform's accounts
 * included; a balance may be below 0 on the platform's side. Exact: sums are BigInt.
 */
export function balancesOf(postings: Iterable<Posting>): Map<string, bigint> {
  const balances = new Map<string, bigint>();
  const move = (account: Account, asset: Asset, amount: bigint) => {
    const key = `${account} ${asset}`;
    balances.set(key, (balances.get(key) ?? 0n) + amount);
  };
  for (const { asset, from, to, amount } of postings) {
    move(from, asset, -BigInt(amount));
    move(to, asset, BigInt(amount));
  }
  return balances;
}
