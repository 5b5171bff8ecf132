import { type Amount, add, lesser, subtract } from '@shared/kernel';
import { type Account, type Asset, memberAccount, owedAccount, type Posting, post } from '@shared/ledger';
import type { Member, Owed } from './state';

/**
 * One balance that can be credited and owed. Quota and weight land beside the older ones: what is granted today takes
 * part from tomorrow (rules §3).
 */
interface Kind<A extends Amount> {
  readonly asset: Asset;
  readonly landed: (member: Member) => A;
  /** What is held of it beside `landed`. */
  readonly older: (member: Member) => A;
  readonly withLanded: (member: Member, amount: A) => Member;
  readonly withOlder: (member: Member, amount: A) => Member;
}

const none = () => 0 as never;
const unchanged = (member: Member) => member;

// Each setter names its field: objects built with computed keys are several times slower to make.
const KINDS: { readonly [K in keyof Owed]: Kind<Owed[K]> } = {
  points: {
    asset: 'appreciating',
    landed: (member) => member.points,
    older: none,
    withLanded: (member, points) => ({ ...member, points }),
    withOlder: unchanged,
  },
  exitQuota: {
    asset: 'exitQuota',
    landed: (member) => member.exitQuota,
    older: none,
    withLanded: (member, exitQuota) => ({ ...member, exitQuota }),
    withOlder: unchanged,
  },
  quota: {
    asset: 'quota',
    landed: (member) => member.quotaToday,
    older: (member) => member.quota,
    withLanded: (member, quotaToday) => ({ ...member, quotaToday }),
    withOlder: (member, quota) => ({ ...member, quota }),
  },
  weight: {
    asset: 'weight',
    landed: (member) => member.weightToday,
    older: (member) => member.weight,
    withLanded: (member, weightToday) => ({ ...member, weightToday }),
    withOlder: (member, weight) => ({ ...member, weight }),
  },
  spendable: {
    asset: 'spendable',
    landed: (member) => member.spendable,
    older: none,
    withLanded: (member, spendable) => ({ ...member, spendable }),
    withOlder: unchanged,
  },
};

/** A member after a credit or a debit, and the postings of it. */
export interface Change {
  readonly member: Member;
  readonly postings: readonly Posting[];
}

const withOwed = <K extends keyof Owed>(member: Member, kind: K, amount: Owed[K]): Member =>
  member.owed[kind] === amount ? member : { ...member, owed: { ...member.owed, [kind]: amount } };

/**
 * Credits an amount: first what the member still owes of that asset (rules §5), then the balance.
 * Throws AmountOverflow when the balance would reach 2^53, quota and weight counted with today's.
 */
export function credit<K extends keyof Owed>(member: Member, kind: K, amount: Owed[K], from: Account): Change {
  const { asset, landed, older, withLanded } = KINDS[kind] as Kind<Amount>;
  const owing: Amount = member.owed[kind];
  const toOwed = lesser(owing, amount);
  const toBalance = subtract(amount as Amount, toOwed);
  const balance = add(landed(member), toBalance);
  add(older(member), balance);
  return {
    member: withOwed(withLanded(member, balance), kind, subtract(owing, toOwed) as Owed[K]),
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
  const { asset, landed, older, withLanded, withOlder } = KINDS[kind] as Kind<Amount>;
  const fromLanded = lesser(landed(member), amount);
  const beyond = subtract(amount as Amount, fromLanded);
  const fromOlder = lesser(older(member), beyond);
  const owing = subtract(beyond, fromOlder);
  const taken = withOlder(withLanded(member, subtract(landed(member), fromLanded)), subtract(older(member), fromOlder));
  return {
    member: withOwed(taken, kind, add(member.owed[kind] as Amount, owing) as Owed[K]),
    postings: [
      ...post(asset, memberAccount(member.id), to, add(fromLanded, fromOlder)),
      ...post(asset, owedAccount(member.id), to, owing),
    ],
  };
}
