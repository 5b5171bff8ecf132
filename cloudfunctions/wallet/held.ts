import type { Asset } from '@shared/contract';
import type { Balances } from '../_books/balances';
import { _ } from '../_platform/cloud';
import { inbox } from '../_store/collections';
import type { InboxDocument } from '../_store/documents';

/** All that a member holds, by asset, with what waits for the next close. */
export interface Held {
  readonly balances: Balances;
  readonly byAsset: Readonly<Record<Asset, number>>;
  /** Settled since the last close: part of the balances shown, not yet of the page. */
  readonly waiting: readonly InboxDocument[];
}

const sumOf = (
  items: readonly InboxDocument[],
  key: 'quotaFen' | 'weightMicroShares' | 'grantedReleaseCents',
): number => items.reduce((sum, item) => sum + item[key], 0);

/** What was settled for a member and is not in the page yet, newest first: however much it is. */
async function waitingOf(memberId: string, mergedTo: string): Promise<InboxDocument[]> {
  const waiting: InboxDocument[] = [];
  const condition = _.and(
    { memberId, kind: _.in(['order', 'referral']) },
    _.or({ mergeDay: null }, { mergeDay: _.gt(mergedTo) }),
  ) as never;
  const keys = [
    ['sequence', 'desc'],
    ['_id', 'desc'],
  ] as const;
  for await (const item of inbox.walk(condition, { keys })) waiting.push(item);
  return waiting;
}

/** Reads what a member holds besides the balances. What the page has merged is told by its day. */
export async function heldOf(memberId: string, balances: Balances): Promise<Held> {
  const { figures, wallet } = balances;
  const waiting = await waitingOf(memberId, figures?.day ?? '');
  return {
    balances,
    waiting,
    byAsset: {
      cash: balances.cashFen,
      appreciating: wallet.pointsMicroPoints,
      stable: wallet.stableCents,
      quota: (figures?.quotaFen ?? 0) + sumOf(waiting, 'quotaFen'),
      weight: (figures?.weightMicroShares ?? 0) + sumOf(waiting, 'weightMicroShares'),
      remaining: (figures?.remainingReleaseCents ?? 0) + sumOf(waiting, 'grantedReleaseCents'),
      spendable: balances.spendableCents,
      exitQuota: wallet.exitQuotaFen,
    },
  };
}
