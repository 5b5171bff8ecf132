import type { Proposal } from '@shared/contract';
import { showMoment, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { useAct, useRequestId } from '../../../gateway';
import { TOUCHED } from './touched';

/** A payout that waits for a second administrator: who proposed it can only take it back. */
export function WaitingCard({ proposal, isOwn }: { proposal: Proposal; isOwn: boolean }) {
  const { proposalId, what, proposedAtMs } = proposal;
  const approve = useAct('admin.approveProposal', TOUCHED);
  const reject = useAct('admin.rejectProposal', TOUCHED);
  const approveId = useRequestId(['approve', proposalId]);
  const rejectId = useRequestId(['reject', proposalId]);
  if (what.kind !== 'payout') return null;
  const fault = approve.error ?? reject.error;
  const isOff = approve.isPending || reject.isPending;
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>待复核 {showPlain(what.amountFen, 'cash')} 元</HeadTitle>
        <View className="head-right">{showMoment(proposedAtMs)}</View>
      </View>
      <View className="small muted">银行单号 {what.reference}。复核后才记付款。</View>
      {fault ? <Note tone="bad">{refusalWords(fault)}</Note> : null}
      <View className="btns mt8">
        <Button kind="plain" isOff={isOff} onTap={() => reject.mutate({ proposalId, requestId: rejectId })}>
          {isOwn ? '撤回' : '不同意'}
        </Button>
        {isOwn ? null : (
          <Button isOff={isOff} onTap={() => approve.mutate({ proposalId, requestId: approveId })}>
            复核，记付款
          </Button>
        )}
      </View>
      {isOwn ? <View className="small muted mt8">要另一位管理员复核。</View> : null}
    </View>
  );
}
