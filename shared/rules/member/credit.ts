import { type Amount, add, lesser, subtract } from '@shared/kernel';
import { type Account, type Asset, memberAccount, owedAccount, type Posting, post } from '@shared/ledger';
import type { Member, Owed } from './state';

/** The balances that are granted, credited and taken back. */
export type Balance = 'points' | 'exitQuota' | 'quota' | 'weight' | 'spendable';

/**
 * One balance that can be credited. Quota and weight land beside the older ones: what is granted today takes part from
 * tomorrow (rules §3).
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
const KINDS: { readonly [K in Balance]: Kind<Member[K]> } = {
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

/** What a balance is called in the ledger. */
export const assetOf = (balance: Balance): Asset => KINDS[balance].asset;

/** A member after a credit or a debit, and the postings of it. */
export interface Change {
  readonly member: Member;
  readonly postings: readonly Posting[];
}

/** What a member owes of a balance: of points and weight nothing, ever (rules §5 Owed). */
const owedOf = ({ owed }: Member, balance: Balance): Amount =>
  (owed as Partial<Record<Balance, Amount>>)[balance] ?? none();

/** A member who owes so much of an asset. */
export const withOwed = (member: Member, kind: keyof Owed, amount: Amount): Member =>
  member.owed[kind] === amount ? member : { ...member, owed: { ...member.owed, [kind]: amount } };

/**
 * Credits an amount: first what the member still owes of that asset (rules §5 Owed), then the balance.
 * Throws AmountOverflow when the balance would reach 2^53, quota and weight counted with today's.
 */
export function credit<K extends Balance>(member: Member, kind: K, amount: Member[K], from: Account): Change {
  const { asset, landed, older, withLanded } = KINDS[kind] as Kind<Amount>;
  const owing = owedOf(member, kind);
  const toOwed = lesser(owing, amount);
  const toBalance = subtract(amount as Amount, toOwed);
  const balance = add(landed(member), toBalance);
  add(older(member), balance);
  const credited = withLanded(member, balance);
  return {
    member: toOwed === 0 ? credited : withOwed(credited, kind as keyof Owed, subtract(owing, toOwed)),
    postings: [
      ...post(asset, from, owedAccount(member.id), toOwed),
      ...post(asset, from, memberAccount(member.id), toBalance),
    ],
  };
}

/** A member after something was taken back, what was taken, and what was no longer there. */
interface Taken<A extends Amount> extends Change {
  readonly taken: A;
  readonly missing: A;
}

/**
 * Takes an amount back as far as the balance holds it (rules §5 reversal). Quota and weight granted today are taken
 * before older ones.
 */
export function takeHeld<K extends Balance>(
  member: Member,
  kind: K,
  amount: Member[K],
  to: Account,
): Taken<Member[K] & Amount> {
  const { asset, landed, older, withLanded, withOlder } = KINDS[kind] as Kind<Amount>;
  const fromLanded = lesser(landed(member), amount);
  const beyond = subtract(amount as Amount, fromLanded);
  const fromOlder = lesser(older(member), beyond);
  const taken = add(fromLanded, fromOlder);
  const nothing = taken === 0;
  return {
    member: nothing
      ? member
      : withOlder(withLanded(member, subtract(landed(member), fromLanded)), subtract(older(member), fromOlder)),
    postings: post(asset, memberAccount(member.id), to, taken),
    taken: taken as Member[K] & Amount,
    missing: subtract(beyond, fromOlder) as Member[K] & Amount,
  };
}
