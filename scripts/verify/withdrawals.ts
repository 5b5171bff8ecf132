// Withdrawals: what is held for them, and that each was booked once as its state says.
import { type Difference, memberAccount, NONE, type Posting, system } from '@shared/ledger';
import { isOpenWithdrawal } from '@shared/machines';
import type { WithdrawalDocument } from '../../cloudfunctions/_store/documents';
import { type Books, groupedBy } from './books';
import { compare } from './compare';

const where = (place: string, arises: string) => ({ check: 'withdrawals', place, arises });

/** The moves that a withdrawal's state stands for, by the ids of their entries. */
function expectedOf({ _id, memberId, state, amountFen, feeFen, arrivesFen }: WithdrawalDocument) {
  const cash = (from: Posting['from'], to: Posting['to'], amount: number): Posting[] =>
    amount === 0 ? [] : [{ asset: 'cash', from, to, amount }];
  const member = memberAccount(memberId);
  const entries = new Map([[`withdrawal:${_id}:request`, cash(member, system.withdrawals, amountFen)]]);
  if (state === 'paid')
    entries.set(`withdrawal:${_id}:paid`, [
      ...cash(system.withdrawals, system.payouts, arrivesFen),
      ...cash(system.withdrawals, system.reserve, feeFen),
    ]);
  else if (!isOpenWithdrawal(state))
    entries.set(`withdrawal:${_id}:returned`, cash(system.withdrawals, member, amountFen));
  return entries;
}

const said = (postings: readonly Posting[]): string =>
  postings.map(({ asset, from, to, amount }) => `${asset} ${from} ${to} ${amount}`).join('; ');

/** Every withdrawal against its entries, and what wallets hold for those that are open. */
export function* checkWithdrawals({ withdrawals, journal, wallets }: Books): Generator<Difference> {
  const entries = new Map(
    journal.filter(({ kind }) => kind.startsWith('withdrawal.')).map((entry) => [entry._id, entry]),
  );
  for (const withdrawal of withdrawals) {
    const { _id, amountFen, feeFen, arrivesFen, parts } = withdrawal;
    yield* compare(where(_id, 'its request'), 'arrivesFen', amountFen - feeFen, arrivesFen);
    yield* compare(where(_id, 'its request'), 'parts', amountFen, parts.dividendFen + parts.saleFen);
    for (const [id, postings] of expectedOf(withdrawal)) {
      const found = entries.get(id);
      yield* compare(where(_id, id), 'postings', said(postings), found ? said(found.postings) : NONE);
      entries.delete(id);
    }
  }
  for (const id of entries.keys()) yield { ...where(id, id), what: 'withdrawal', expected: 'one', found: NONE };
  const open = groupedBy(
    withdrawals.filter(({ state }) => isOpenWithdrawal(state)),
    ({ memberId }) => memberId,
  );
  for (const { _id, frozenCashFen = 0 } of wallets) {
    const held = (open.get(_id) ?? []).reduce((sum, { amountFen }) => sum + BigInt(amountFen), 0n);
    yield* compare(where(`wallet ${_id}`, 'its open withdrawals'), 'frozenCashFen', held, frozenCashFen);
  }
}
