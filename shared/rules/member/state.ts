import {
  type ExitQuotaFen,
  exitQuotaFen,
  type Fen,
  fen,
  type MicroPoints,
  type MicroShares,
  microPoints,
  microShares,
  type QuotaFen,
  quotaFen,
  type SpendableCents,
  type StableCents,
  spendableCents,
  stableCents,
} from '@shared/kernel';

/** What a member owes after a reversal, by asset; paid by the next credits of that asset (rules §5 Owed). */
export interface Owed {
  readonly exitQuota: ExitQuotaFen;
  readonly quota: QuotaFen;
  readonly spendable: SpendableCents;
}

/** All that the rules know of a member: balances by asset. Release orders are kept by the release (rules §4). */
export interface Member {
  readonly id: string;
  readonly cash: Fen;
  readonly stable: StableCents;
  /** Appreciating points. */
  readonly points: MicroPoints;
  /** What of them is locked while a certificate of their holding is out (lock.ts); missing is 0. */
  readonly locked?: MicroPoints;
  readonly exitQuota: ExitQuotaFen;
  /** Dividend quota and weight that take part in the next close. */
  readonly quota: QuotaFen;
  readonly weight: MicroShares;
  /** Granted today: they take part from tomorrow's close (rules §3). */
  readonly quotaToday: QuotaFen;
  readonly weightToday: MicroShares;
  readonly spendable: SpendableCents;
  /** Number of the highest release tier that one of the member's orders reaches; 0 for none (rules §4, §5). */
  readonly level: number;
  /** How many of the member's orders reach each level now, that of level 1 first: as many as there are tiers. */
  readonly ordersAtLevel: readonly number[];
  readonly owed: Owed;
}

/** Somebody who has just joined: nothing of anything. */
export const newMember = (id: string): Member => ({
  id,
  cash: fen(0),
  stable: stableCents(0),
  points: microPoints(0),
  exitQuota: exitQuotaFen(0),
  quota: quotaFen(0),
  weight: microShares(0),
  quotaToday: quotaFen(0),
  weightToday: microShares(0),
  spendable: spendableCents(0),
  level: 0,
  ordersAtLevel: NO_ORDERS,
  owed: NOTHING_OWED,
});

const NO_ORDERS: readonly number[] = [];
const NOTHING_OWED: Owed = {
  exitQuota: exitQuotaFen(0),
  quota: quotaFen(0),
  spendable: spendableCents(0),
};

/** All that the rules know of a merchant that takes points (rules §2). */
export interface Merchant {
  readonly id: string;
  readonly stable: StableCents;
  readonly points: MicroPoints;
  readonly cash: Fen;
  /** The member who owns it: who may not pay it, and whose purchases there never accrue. */
  readonly ownerId?: string;
}

/** A merchant that has just joined. */
export const newMerchant = (id: string, ownerId?: string): Merchant => ({
  id,
  stable: stableCents(0),
  points: microPoints(0),
  cash: fen(0),
  ...(ownerId === undefined ? {} : { ownerId }),
});
