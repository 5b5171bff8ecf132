import type { OutputOf, Proposal } from '@shared/contract';
import { showDay, showMoment } from '@shared/format';
import { worksIn } from '@shared/roles';
import { View } from '@tarojs/components';
import { HeadTitle } from '../../../components/HeadTitle';
import { useRead } from '../../../gateway';
import { Decision } from '../parts/Decision';
import { isSame } from '../planEdit/text';
import { PlanChanges } from './PlanChanges';

type Newest = OutputOf<'admin.viewPlans'>['newest'];

const TOUCHED = ['admin.listProposals', 'admin.viewPlans', 'admin.viewOpening', 'admin.planVersions'] as const;

const useWaiting = () => {
  const waiting = useRead('admin.listProposals', { state: 'proposed', limit: 50 });
  return waiting.value?.proposals.filter(({ what }) => what.kind === 'plans') ?? [];
};

/** Whether these very plans wait for a second administrator already. */
export const useIsProposed = (plans: unknown): boolean =>
  useWaiting().some(({ what }) => what.kind === 'plans' && isSame(what.plans, plans));

/** Changes of plans that wait for a second administrator. */
export function WaitingPlans({ newest }: { newest: Newest }) {
  const me = useRead('account.me', {});
  const simulates = worksIn(me.value?.roles ?? [], 'staff.plans');
  return (
    <>
      {useWaiting().map((one) => (
        <Waiting
          key={one.proposalId}
          proposal={one}
          newest={newest}
          isOwn={one.proposedBy === me.value?.memberId}
          simulates={simulates}
        />
      ))}
    </>
  );
}

interface WaitingProps {
  readonly proposal: Proposal;
  readonly newest: Newest;
  readonly isOwn: boolean;
  readonly simulates: boolean;
}

function Waiting({ proposal, newest, isOwn, simulates }: WaitingProps) {
  const { proposalId, what, reason, proposedAtMs } = proposal;
  if (what.kind !== 'plans') return null;
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>待复核：改方案</HeadTitle>
        <View className="head-right">{showMoment(proposedAtMs)}</View>
      </View>
      <PlanChanges plans={what.plans} newest={newest} simulates={simulates} />
      <View className="small muted mt8">
        从 {showDay(what.fromDay)} 起，以前结算的订单不变。为什么：{reason}
      </View>
      <Decision proposalId={proposalId} isOwn={isOwn} yes="同意，按时发布" touched={TOUCHED} />
    </View>
  );
}
