import type { OutputOf, PlanKind, Proposal } from '@shared/contract';
import { showDay, showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { PLAN_WORDS } from '../../../copy/terms';
import { useAct, useRead, useRequestId } from '../../../gateway';
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
  const approve = useAct('admin.approveProposal', TOUCHED);
  const reject = useAct('admin.rejectProposal', TOUCHED);
  const approveId = useRequestId(['approve', proposalId]);
  const rejectId = useRequestId(['reject', proposalId]);
  if (what.kind !== 'plans') return null;
  const fault = approve.error ?? reject.error;
  const isOff = approve.isPending || reject.isPending;
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
      {fault ? <Note tone="bad">{refusalWords(fault)}</Note> : null}
      <View className="btns mt8">
        <Button kind="plain" isOff={isOff} onTap={() => reject.mutate({ proposalId, requestId: rejectId })}>
          {isOwn ? '撤回' : '不同意'}
        </Button>
        {isOwn ? null : (
          <Button isOff={isOff} onTap={() => approve.mutate({ proposalId, requestId: approveId })}>
            同意，按时发布
          </Button>
        )}
      </View>
      {isOwn ? <View className="small muted mt8">要另一位管理员点头。</View> : null}
    </View>
  );
}
