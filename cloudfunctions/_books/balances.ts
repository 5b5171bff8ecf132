import { documentOf, type Joined } from '../_actions/joins';
import { wallets } from '../_store/collections';
import type { MemberDocument, WalletDocument } from '../_store/documents';
import { figuresJoin, type MemberFigures } from './pages/read';
import { emptyWallet } from './wallet';

/** A member's balances: credited so far (the close's fields) less spent so far (the member's own). */
export interface Balances {
  readonly wallet: WalletDocument;
  readonly figures: MemberFigures | null;
  readonly creditedSpendableCents: number;
  readonly spendableCents: number;
  readonly cashFen: number;
}

/** What of a balance is the member's own doing, beside what the closes credited. */
export const ofWalletAlone = (
  wallet: Pick<WalletDocument, 'exitCashFen' | 'spentCashFen' | 'spentSpendableCents' | 'adjustedSpendableCents'>,
): { readonly cashFen: number; readonly spendableCents: number } => ({
  cashFen: wallet.exitCashFen - wallet.spentCashFen,
  spendableCents: (wallet.adjustedSpendableCents ?? 0) - wallet.spentSpendableCents,
});

/** Balances of what was read: the member's wallet and figures. */
export function balancesFrom(memberId: string, wallet: WalletDocument | null, figures: MemberFigures | null): Balances {
  const held = wallet ?? emptyWallet(memberId);
  const credited = figures?.spendableCents ?? 0;
  const own = ofWalletAlone(held);
  return {
    wallet: held,
    figures,
    creditedSpendableCents: credited,
    spendableCents: credited + own.spendableCents,
    cashFen: (figures?.cashFen ?? 0) + own.cashFen,
  };
}

/** What the caller's balances are made of, in the request that tells who calls. */
export const balancesJoins = [documentOf<WalletDocument>(wallets.name), figuresJoin()] as const;

/** The caller's balances, of what `balancesJoins` brought. */
export const balancesJoined = async (
  member: MemberDocument,
  [wallet, figures]: Joined<typeof balancesJoins>,
): Promise<Balances> => balancesFrom(member._id, wallet, await figures(member));
