import type { ClearedFeature } from '@shared/contract';
import { RATE_ONE, rate } from '@shared/kernel';
import type { AppreciationPlan, DividendPlan, ReleasePlan } from '@shared/plans';

const NO_RATE = rate(0);

/** What is left of each plan without the features that are not cleared, and which those are. */
export function effectivePlans(
  wanted: {
    readonly appreciation: AppreciationPlan | null;
    readonly dividend: DividendPlan | null;
    readonly release: ReleasePlan | null;
  },
  isCleared: (feature: ClearedFeature) => boolean,
) {
  const paused: ClearedFeature[] = [];
  const isOff = (feature: ClearedFeature, isWanted: boolean): boolean => {
    const off = isWanted && !isCleared(feature);
    if (off) paused.push(feature);
    return off;
  };
  let { appreciation, release } = wanted;
  const { dividend } = wanted;
  if (appreciation && isOff('appreciation.referrerGift', appreciation.referrerGiftRate > 0))
    appreciation = { ...appreciation, referrerGiftRate: NO_RATE };
  isOff('appreciation.cashSale', appreciation !== null);
  isOff('dividend.cash', dividend !== null);
  if (
    release &&
    isOff(
      'release.aboveOne',
      release.tiers.some(({ multiple }) => multiple > RATE_ONE),
    )
  )
    release = {
      ...release,
      tiers: release.tiers.map((tier) => ({
        ...tier,
        multiple: tier.multiple > RATE_ONE ? rate(RATE_ONE) : tier.multiple,
      })),
    };
  if (release && isOff('referral.secondGeneration', release.referralRates[1] > 0))
    release = { ...release, referralRates: [release.referralRates[0], NO_RATE] };
  if (
    release &&
    isOff(
      'team.bonus',
      release.ranks.some((one) => one.rate > 0),
    )
  )
    release = { ...release, ranks: release.ranks.map((one) => ({ ...one, rate: NO_RATE })) };
  if (release && isOff('sameRank.bonus', release.sameRankRate > 0)) release = { ...release, sameRankRate: NO_RATE };
  return { appreciation, dividend, release, paused };
}
