import type { WalletDocument } from '../_store/documents';

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
  quotaGrantedFen: 0,
  weightGrantedMicroShares: 0,
  levels: [],
});
