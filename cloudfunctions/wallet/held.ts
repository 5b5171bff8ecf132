import type { Asset } from '@shared/contract';
import type { Balances } from '../_books/balances';
import { _ } from '../_platform/cloud';
import { inbox } from '../_store/collections';
import type { ChangeDocument, GrantDocument } from '../_store/documents';

/** All that a member holds, by asset, with what waits for the next close. */
export interface Held {
  readonly balances: Balances;
  readonly byAsset: Readonly<Record<Asset, number>>;
  /** Settled since the last close: part of the balances shown, not yet of the page. */
  readonly waiting: readonly GrantDocument[];
}

type Figure = 'quotaFen' | 'weightMicroShares' | 'grantedReleaseCents';

const sumOf = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0);

/**
 * What was settled for a member, or changed by a reversal, and is not in the page yet, newest first: however much it is.
 */
async function waitingOf(memberId: string, mergedTo: string) {
  const granted: GrantDocument[] = [];
  const changed: ChangeDocument[] = [];
  const condition = _.and(
    { memberId, kind: _.in(['order', 'referral', 'change']) },
    _.or({ mergeDay: null }, { mergeDay: _.gt(mergedTo) }),
  ) as never;
  const keys = [
    ['sequence', 'desc'],
    ['_id', 'desc'],
  ] as const;
  for await (const item of inbox.walk(condition, { keys }))
    if (item.kind === 'change') changed.push(item);
    else granted.push(item);
  return { granted, changed };
}

/** Reads what a member holds besides the balances. What the page has merged is told by its day. */
export async function heldOf(memberId: string, balances: Balances): Promise<Held> {
  const { figures, wallet } = balances;
  const { granted, changed } = await waitingOf(memberId, figures?.day ?? '');
  const waits = (figure: Figure, ofChange: (change: ChangeDocument) => number): number =>
    sumOf(granted, (item) => item[figure]) + sumOf(changed, ofChange);
  return {
    balances,
    waiting: granted,
    byAsset: {
      cash: balances.cashFen,
      appreciating: wallet.pointsMicroPoints,
      stable: wallet.stableCents,
      quota: (figures?.quotaFen ?? 0) + waits('quotaFen', (change) => change.quotaFen + change.quotaTodayFen),
      weight:
        (figures?.weightMicroShares ?? 0) +
        waits('weightMicroShares', (change) => change.weightMicroShares + change.weightTodayMicroShares),
      remaining:
        (figures?.remainingReleaseCents ?? 0) + waits('grantedReleaseCents', (change) => change.remainingCents),
      spendable: balances.spendableCents,
      exitQuota: wallet.exitQuotaFen,
    },
  };
}
