import type { OutputOf, PlanKind, Proposal } from '@shared/contract';
import { showDay, showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { HeadTitle } from '../../../components/HeadTitle';
import { PLAN_WORDS } from '../../../copy/terms';
import { useRead } from '../../../gateway';
import { Decision } from '../parts/Decision';
import { Differences } from './Differences';

type Newest = OutputOf<'admin.viewPlans'>['newest'];

const TOUCHED = ['admin.listProposals', 'admin.viewPlans', 'admin.viewOpening', 'admin.planVersions'] as const;

/** Changes of plans that wait for a second administrator. */
export function WaitingPlans({ newest }: { newest: Newest }) {
  const waiting = useRead('admin.listProposals', { state: 'proposed', limit: 50 });
  const me = useRead('account.me', {});
  const found = waiting.value?.proposals.filter(({ what }) => what.kind === 'plans') ?? [];
  return (
    <>
      {found.map((one) => (
        <Waiting key={one.proposalId} proposal={one} newest={newest} isOwn={one.proposedBy === me.value?.memberId} />
      ))}
    </>
  );
}

function Waiting({ proposal, newest, isOwn }: { proposal: Proposal; newest: Newest; isOwn: boolean }) {
  const { proposalId, what, reason, proposedAtMs } = proposal;
  if (what.kind !== 'plans') return null;
  const kinds = Object.keys(what.plans) as PlanKind[];
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>待复核：改方案</HeadTitle>
        <View className="head-right">{showMoment(proposedAtMs)}</View>
      </View>
      {kinds.map((plan) => (
        <View key={plan}>
          <View className="small bold">{PLAN_WORDS[plan]}</View>
          <Differences
            plan={plan}
            now={newest.find((one) => one.plan === plan)?.text ?? {}}
            next={what.plans[plan] ?? {}}
          />
        </View>
      ))}
      <View className="small muted mt8">
        从 {showDay(what.fromDay)} 起，以前结算的订单不变。为什么：{reason}
      </View>
      <Decision proposalId={proposalId} isOwn={isOwn} yes="同意，按时发布" touched={TOUCHED} />
    </View>
  );
}
