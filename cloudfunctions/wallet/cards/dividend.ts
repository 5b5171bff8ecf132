import type { Wallet } from '@shared/contract';
import { closeEntryId } from '../../_books/closeLines';
import type { MemberDocument } from '../../_store/documents';
import type { DayCredit } from '../../_store/documents/pages';
import { headOf } from './head';
import type { Seen } from './seen';

/** Quota and weight, what of them takes part from tomorrow, and the last close. Null without a plan in force. */
export function dividendCard(seen: Seen): Wallet['dividend'] {
  const { member, held, plans, offSinceDay } = seen;
  if (!plans.dividend) return null;
  const coming = held.waiting.reduce(
    (sum, item) => ({ quota: sum.quota + item.quotaFen, weight: sum.weight + item.weightMicroShares }),
    { quota: 0, weight: 0 },
  );
  return {
    ...headOf('dividend', plans.dividend, member, plans, offSinceDay),
    form: plans.dividend.plan.tiers[0]?.from === 0 ? 'energy' : 'cyclic',
    quotaFen: held.byAsset.quota,
    quotaGivenFen: (held.balances.figures?.quotaGivenFen ?? 0) + coming.quota,
    weightMicroShares: held.byAsset.weight,
    comingQuotaFen: coming.quota,
    comingWeightMicroShares: coming.weight,
    last: lastOf(seen),
  };
}

function lastOf({ member, platform: { close }, credit }: Seen): NonNullable<Wallet['dividend']>['last'] {
  const frozen = close?.dividend;
  if (!close || !frozen) return null;
  const paid = credit?.dividend;
  return {
    day: close._id,
    totalWeightMicroShares: Math.min(Number(frozen.totalWeight), Number.MAX_SAFE_INTEGER),
    proportionalPoolFen: frozen.proportionalPoolFen,
    tierPoolFen: frozen.tierPoolFen,
    proportionalFen: paid?.proportionalFen ?? 0,
    tierFen: paid?.tierFen ?? 0,
    tier: paid?.tier ?? 0,
    entryId: paid ? entryOf(close._id, member, paid) : null,
  };
}

/** The line that tells most of what a close paid. */
const entryOf = (day: string, { _id }: MemberDocument, paid: NonNullable<DayCredit['dividend']>): string =>
  closeEntryId(day, _id, paid.proportionalFen > 0 ? 'dividend.proportional' : 'dividend.tier');
