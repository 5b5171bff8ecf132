import type { ClearedFeature } from '@shared/contract';
import type { OffSince } from '../../_plans/offSince';
import type { InForce, PlansInForce } from '../../_plans/plans';
import type { MemberDocument } from '../../_store/documents';

type Kind = 'appreciation' | 'dividend' | 'release';

const FEATURES: Record<Kind, readonly ClearedFeature[]> = {
  appreciation: ['appreciation.cashSale', 'appreciation.referrerGift'],
  dividend: ['dividend.cash'],
  release: ['release.aboveOne', 'referral.secondGeneration', 'team.bonus', 'sameRank.bonus'],
};

/** What every plan's card begins with. */
export function headOf(
  kind: Kind,
  inForce: InForce<unknown>,
  member: MemberDocument,
  plans: PlansInForce,
  offSinceDay: OffSince,
) {
  const paused = plans.paused.filter((feature) => FEATURES[kind].includes(feature));
  return {
    version: inForce.version,
    isRunning: true,
    isAccepted: (member.accepted[kind]?.length ?? 0) > 0,
    paused: paused.map((feature) => ({ feature, sinceDay: offSinceDay(feature) })),
  };
}
