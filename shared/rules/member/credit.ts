import { type Amount, add, lesser, subtract } from '@shared/kernel';
import { type Account, type Asset, memberAccount, owedAccount, type Posting, post } from '@shared/ledger';
import type { Member, Owed } from './state';

/** The ledger's asset behind each balance that can be owed. */
const ASSET = {
  points: 'appreciating',
  exitQuota: 'exitQuota',
  quota: 'quota',
  weight: 'weight',
  spendable: 'spendable',
} as const satisfies Record<keyof Owed, Asset>;

/** Where a credit of quota or weight lands: today's grants take part from tomorrow (rules §3). */
const LANDS_IN = {
  points: 'points',
  exitQuota: 'exitQuota',
  quota: 'quotaToday',
  weight: 'weightToday',
  spendable: 'spendable',
} as const satisfies Record<keyof Owed, keyof Member>;

/** A member after a credit or a debit, and the postings of it. */
export interface Change {
  readonly member: Member;
  readonly postings: readonly Posting[];
}

/**
 * Credits an amount: first what the member still owes of that asset (rules §5), then the balance.
 * Throws AmountOverflow when the balance would reach 2^53, quota and weight counted with today's.
 */
export function credit<K extends keyof Owed>(member: Member, kind: K, amount: Owed[K], from: Account): Change {
  const asset = ASSET[kind];
  const owing = member.owed[kind] as Amount;
  const toOwed = lesser(owing, amount as never) as Amount;
  const toBalance = subtract(amount as Amount, toOwed as never);
  const field = LANDS_IN[kind];
  const balance = add(member[field] as Amount, toBalance as never);
  if (kind === 'quota') add(member.quota, balance as never);
  if (kind === 'weight') add(member.weight, balance as never);
  return {
    member: {
      ...member,
      [field]: balance,
      owed: toOwed === 0 ? member.owed : { ...member.owed, [kind]: subtract(owing, toOwed as never) },
    },
    postings: [
      ...post(asset, from, owedAccount(member.id), toOwed),
      ...post(asset, from, memberAccount(member.id), toBalance),
    ],
  };
}

/**
 * Takes an amount back as far as the balance holds it and books the rest as owed (rules §5 reversal). Quota and
 * weight granted today are taken before older ones. Throws AmountOverflow when what is owed would reach 2^53.
 */
export function takeBack<K extends keyof Owed>(member: Member, kind: K, amount: Owed[K], to: Account): Change {
  const asset = ASSET[kind];
  const landed: keyof Member = LANDS_IN[kind];
  const fromLanded = lesser(member[landed] as Amount, amount as never) as Amount;
  const beyond = subtract(amount as Amount, fromLanded as never);
  const fromOlder = landed === kind ? (0 as Amount) : (lesser(member[kind] as Amount, beyond as never) as Amount);
  const owing = subtract(beyond, fromOlder as never);
  return {
    member: {
      ...member,
      [landed]: subtract(member[landed] as Amount, fromLanded as never),
      ...(landed === kind ? {} : { [kind]: subtract(member[kind] as Amount, fromOlder as never) }),
      owed: { ...member.owed, [kind]: add(member.owed[kind] as Amount, owing as never) },
    },
    postings: [
      ...post(asset, memberAccount(member.id), to, add(fromLanded, fromOlder as never)),
      ...post(asset, owedAccount(member.id), to, owing),
    ],
  };
}
