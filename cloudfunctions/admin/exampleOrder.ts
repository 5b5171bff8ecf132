import type { ExampleOrder } from '@shared/contract';
import { fen } from '@shared/kernel';
import type { Plans } from '@shared/plans';
import { type BackingPool, newMember, openPool, settlePurchase } from '@shared/rules';

/**
 * What an order of so much cash, all of it counted, grants a new member with a referrer: by the rules, at the pool as it is
 * or, before there is one, as it opens. Null where the rules refuse it.
 */
export function exampleOrder(plans: Plans, pool: BackingPool | null, amountFen: number): ExampleOrder | null {
  const { appreciation, dividend, release } = plans;
  const opened = appreciation && !pool ? openPool(appreciation) : null;
  const amount = fen(amountFen);
  const settled = settlePurchase(
    {
      buyer: newMember('buyer'),
      referrer: newMember('referrer'),
      pool: appreciation ? (pool ?? (opened?.ok ? opened.value.pool : null)) : null,
      turnover: fen(0),
      volumeAbove: null,
    },
    {
      id: 'example',
      amount,
      counted: {
        appreciation: appreciation ? amount : null,
        dividend: dividend ? amount : null,
        release: release ? amount : null,
      },
      isOwnShop: false,
      referrerTakesPart: { appreciation: true, dividend: true },
    },
    plans,
  );
  if (!settled.ok) return null;
  const { grants } = settled.value;
  return {
    amountFen,
    contributionFen: grants.appreciation?.contribution ?? 0,
    pointsMicroPoints: grants.appreciation?.buyerPoints ?? 0,
    referrerMicroPoints: grants.appreciation?.referrerPoints ?? 0,
    exitQuotaFen: grants.appreciation?.buyerExitQuota ?? 0,
    quotaFen: grants.dividend?.buyerQuota ?? 0,
    weightMicroShares: grants.dividend?.buyerWeight ?? 0,
    grantedReleaseCents: grants.release?.granted ?? 0,
    dailyReleaseCents: grants.release?.daily ?? 0,
  };
}
