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

/** Balances of what was read: the member's wallet and figures. */
export function balancesFrom(memberId: string, wallet: WalletDocument | null, figures: MemberFigures | null): Balances {
  const held = wallet ?? emptyWallet(memberId);
  const credited = figures?.spendableCents ?? 0;
  return {
    wallet: held,
    figures,
    creditedSpendableCents: credited,
    spendableCents: credited + (held.adjustedSpendableCents ?? 0) - held.spentSpendableCents,
    cashFen: (figures?.cashFen ?? 0) + held.exitCashFen - held.spentCashFen,
  };
}

/** What the caller's balances are made of, in the request that tells who calls. */
export const balancesJoins = [documentOf<WalletDocument>(wallets.name), figuresJoin()] as const;

/** The caller's balances, of what `balancesJoins` brought. */
export const balancesJoined = async (
  member: MemberDocument,
  [wallet, figures]: Joined<typeof balancesJoins>,
): Promise<Balances> => balancesFrom(member._id, wallet, await figures(member));
