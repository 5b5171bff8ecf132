import type { Brand } from '@shared/kernel';

/** What members hold as an amount, and see in their statement. Units are those of the kernel: docs/glossary.md. */
export const BALANCE_ASSETS = [
  'cash',
  'appreciating',
  'stable',
  'quota',
  'weight',
  'exitQuota',
  'remaining',
  'spendable',
] as const;
export type BalanceAsset = (typeof BALANCE_ASSETS)[number];

/** What a posting moves: also editions of collectibles, each of which is one of its own. */
export const ASSETS = [...BALANCE_ASSETS, 'editions'] as const;
export type Asset = (typeof ASSETS)[number];

/** Whether an asset is held as an amount. */
export const isBalanceAsset = (asset: Asset): asset is BalanceAsset => asset !== 'editions';

/** The name of an account of the journal. */
export type Account = Brand<string, 'account'>;

const account = (name: string) => name as Account;

/** A member's balance of the posted asset. */
export const memberAccount = (id: string): Account => account(`member:${id}`);
/** A merchant's balance of the posted asset. */
export const merchantAccount = (id: string): Account => account(`merchant:${id}`);
/** What a member owes after a reversal, paid by the next credits of that asset (rules §5). */
export const owedAccount = (id: string): Account => account(`owed:${id}`);
/** What of an order's release points is not released yet: its member's (rules §4). */
export const orderAccount = (orderId: string): Account => account(`order:${orderId}`);

/** The editions of a series of collectibles that nobody has taken. */
export const seriesAccount = (seriesId: string): Account => account(`series:${seriesId}`);

const idBehind = (kind: 'member' | 'owed' | 'order', name: Account): string | null =>
  name.startsWith(`${kind}:`) ? name.slice(kind.length + 1) : null;

/** Whose balance an account is; null for any other account. */
export const memberIdOf = (name: Account): string | null => idBehind('member', name);
/** Whose debt an account is; null for any other account. */
export const debtorIdOf = (name: Account): string | null => idBehind('owed', name);
/** Of which order an account holds the release points; null for any other account. */
export const orderIdOf = (name: Account): string | null => idBehind('order', name);

/**
 * The platform's own accounts. `issued` and `retired` are the treasury's two sides: an asset that is not money comes
 * into being out of `issued` and ends in `retired`, so that an exchange of one asset for another is two balanced moves.
 */
export const system = {
  /** Money of buyers at the payment platform: the world's side of what arrives in `sales` and goes back. */
  world: account('world:payments'),
  /** Money of buyers as it arrives; the other end of every purchase. */
  sales: account('platform:sales'),
  /** What goods that merchants sold cost the platform: the other end of what it owes them. */
  costs: account('platform:costs'),
  /** Cash that members asked for and that has not left yet: theirs until it is paid, and theirs again if it is not. */
  withdrawals: account('platform:withdrawals'),
  /** What was paid out, to merchants and to members: it has left by a bank or by the payment platform. */
  payouts: account('world:payouts'),
  /** The pool that backs appreciating points. */
  backingPool: account('platform:backingPool'),
  /** Money or points that belong to the platform itself: swept pools, the seed. */
  reserve: account('platform:reserve'),
  /** Stable points that paid orders which have not settled: the shop's when they settle, the buyer's if they go back. */
  orders: account('platform:orders'),
  /** Appreciating points behind the stable points that are out. */
  exchangeReserve: account('platform:exchangeReserve'),
  /** The day's dividends before they are paid. */
  dividendPool: account('platform:dividendPool'),
  /** Members' release points as their orders hold them come from and go back to the treasury. */
  issued: account('treasury:issued'),
  retired: account('treasury:retired'),
} as const;
