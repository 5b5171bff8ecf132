import { wallets } from '../_store/collections';
import type { MemberDocument, WalletDocument } from '../_store/documents';
import { creditedIn, type Standing, standingOfMember } from './pages/read';

/** A new member's wallet. */
export const emptyWallet = (memberId: string): WalletDocument => ({
  _id: memberId,
  pointsMicroPoints: 0,
  exitQuotaFen: 0,
  exitAt: null,
  exitCashFen: 0,
  level: 0,
  levelFromFen: null,
  spentSpendableCents: 0,
  spentCashFen: 0,
  stableCents: 0,
});

/** A member's balances: credited so far (the close's fields) less spent so far (the member's own). */
export interface Balances {
  readonly wallet: WalletDocument;
  readonly standing: Standing | null;
  readonly creditedSpendableCents: number;
  readonly spendableCents: number;
  readonly cashFen: number;
}

/** Reads a member's balances. */
export async function balancesOf(member: Pick<MemberDocument, '_id' | 'pageId'>): Promise<Balances> {
  const [wallet, standing] = await Promise.all([wallets.get(member._id), standingOfMember(member)]);
  const held = wallet ?? emptyWallet(member._id);
  const credited = creditedIn(standing);
  return {
    wallet: held,
    standing,
    creditedSpendableCents: credited.spendableCents,
    spendableCents: credited.spendableCents - held.spentSpendableCents,
    cashFen: credited.cashFen + held.exitCashFen - held.spentCashFen,
  };
}
