import { type Amount, add, lesser, subtract } from '@shared/kernel';
import { owedAccount, post, system } from '@shared/ledger';
import { assetOf, type Change, withOwed } from './credit';
import type { Member, Owed } from './state';

/** A member after new debts and what settles debts, and how much of them was settled. */
interface Owing<A extends Amount> extends Change {
  readonly settled: A;
}

/**
 * Books what a member newly owes of an asset, and settles debts of it, older ones first, as far as `withheld` goes,
 * 1 : 1 (rules §5 reversal 5). Throws AmountOverflow when what stays owed would reach 2^53.
 */
export function owe<K extends keyof Owed>(
  member: Member,
  kind: K,
  fresh: Owed[K],
  withheld: number,
): Owing<Owed[K] & Amount> {
  const older = member.owed[kind] as Amount;
  const newly = fresh as Amount;
  const settledOlder = lesser(older, withheld as Amount);
  const settledNewly = lesser(newly, (withheld - settledOlder) as Amount);
  const stays = add(subtract(older, settledOlder), subtract(newly, settledNewly));
  const asset = assetOf(kind);
  return {
    member: withOwed(member, kind, stays),
    settled: (settledOlder + settledNewly) as Owed[K] & Amount,
    postings: [
      ...post(asset, owedAccount(member.id), system.retired, newly),
      ...post(asset, system.issued, owedAccount(member.id), settledOlder),
      ...post(asset, system.issued, owedAccount(member.id), settledNewly),
    ],
  };
}
