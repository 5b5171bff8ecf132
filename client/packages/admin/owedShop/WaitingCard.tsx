import type { Proposal } from '@shared/contract';
import { showMoment, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { HeadTitle } from '../../../components/HeadTitle';
import { Decision } from '../parts/Decision';
import { TOUCHED } from './touched';

/** A payout that waits for a second administrator: who proposed it can only take it back. */
export function WaitingCard({ proposal, isOwn }: { proposal: Proposal; isOwn: boolean }) {
  const { proposalId, what, proposedAtMs } = proposal;
  if (what.kind !== 'payout') return null;
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>待复核 {showPlain(what.amountFen, 'cash')} 元</HeadTitle>
        <View className="head-right">{showMoment(proposedAtMs)}</View>
      </View>
      <View className="small muted">银行单号 {what.reference}。复核后才记付款。</View>
      <Decision proposalId={proposalId} isOwn={isOwn} yes="复核，记付款" touched={TOUCHED} />
    </View>
  );
}
