// What everybody held as each day ended: the leaves and the root that proofs lead up to, from what was booked.
import { addDays, type BusinessDay } from '@shared/kernel';
import { type Account, type Difference, memberAccount, orderIdOf, type Posting, Tally } from '@shared/ledger';
import { PROVED, type ProvedAsset } from '@shared/proofs';
import { heldOn, KEPT_DAYS, nodeAboveLeaves, rootOfDay } from '../../cloudfunctions/_books/balanceDays/days';
import { holderAccount } from '../../cloudfunctions/_books/balanceDays/held';
import { postingsOfPageDay } from '../../cloudfunctions/_books/pages/postings';
import type { CloseDocument } from '../../cloudfunctions/_store/documents';
import type { BalanceDayDocument } from '../../cloudfunctions/_store/documents/pages';
import { type Books, groupedBy } from './books';
import { atClose, type ClosedDay } from './closedDay';
import { compare } from './compare';

const HOLDER = /^(member|merchant):/;

/** What was booked of members and shops up to a day: to be led through the days in their order. */
export class HeldSoFar {
  readonly #booked = new Tally();
  readonly #ownerOf: ReadonlyMap<string, string>;
  readonly #stored: ReadonlyMap<string, BalanceDayDocument[]>;
  readonly #newestDay: string;

  constructor({ orders, balanceDays, closes }: Books) {
    this.#ownerOf = new Map(orders.map(({ _id, memberId }) => [_id, memberId]));
    this.#stored = groupedBy(balanceDays, ({ day }) => day);
    this.#newestDay = closes.filter(({ stage }) => stage === 'closed').at(-1)?._id ?? '';
  }

  /** Books all that was written on a day. */
  endDay({ entries, records }: ClosedDay): void {
    for (const { _id, postings } of entries) for (const posting of postings) this.#post(posting, _id);
    for (const record of records) for (const posting of postingsOfPageDay(record)) this.#post(posting, record._id);
  }

  #post({ asset, from, to, amount }: Posting, origin: string): void {
    this.#booked.post({ asset, amount, from: this.#holderOf(from), to: this.#holderOf(to) }, origin);
  }

  /** What an order has not released yet is its buyer's. */
  #holderOf(account: Account): Account {
    const owner = this.#ownerOf.get(orderIdOf(account) ?? '');
    return owner === undefined ? account : memberAccount(owner);
  }

  /** The totals, then each leaf that is kept, then the root over them. */
  *check({ close }: ClosedDay): Generator<Difference> {
    if (!close.proof) return;
    const where = atClose(close);
    const { root } = close.proof;
    yield* compare(where, 'proof.root.sums', root ? this.#totals() : undefined, root ? byAsset(root.sums) : undefined);
    // Leaves are kept for a month; a root is for ever.
    if (close._id <= addDays(this.#newestDay as BusinessDay, -KEPT_DAYS)) return;
    const stored = [...(this.#stored.get(close._id) ?? [])].sort((a, b) => (a._id < b._id ? -1 : 1));
    for (const one of stored) yield* this.#checkLeaves(one, close.proof);
    yield* compare(where, 'proof.root', root, rootOfDay(stored, close.proof));
  }

  *#checkLeaves(stored: BalanceDayDocument, making: NonNullable<CloseDocument['proof']>): Generator<Difference> {
    const where = { check: 'closes', place: `balances ${stored._id}`, arises: stored.day };
    const held = heldOn(stored);
    for (const [at, holder] of held.holders.entries())
      for (const asset of PROVED) {
        const account = holderAccount(holder);
        const expected = this.#booked.units(account as Account, asset);
        yield* compare(where, `${account} ${asset}`, expected, held.columns[asset][at]);
      }
    const { sums, hash } = nodeAboveLeaves(stored._id, held, making) ?? {};
    yield* compare(where, 'sums', sums, stored.sums);
    yield* compare(where, 'hash', hash, stored.hash);
  }

  #totals(): Readonly<Record<string, string>> {
    const totals = new Map<string, bigint>(PROVED.map((asset) => [asset, 0n]));
    for (const { account, asset, units } of this.#booked.balances())
      if (HOLDER.test(account) && totals.has(asset)) totals.set(asset, totals.get(asset)! + units);
    return byAsset(PROVED.map((asset) => String(totals.get(asset))));
  }
}

const byAsset = (sums: readonly string[]): Readonly<Record<ProvedAsset, string>> =>
  Object.fromEntries(PROVED.map((asset, nth) => [asset, sums[nth] ?? 'none'])) as Record<ProvedAsset, string>;
