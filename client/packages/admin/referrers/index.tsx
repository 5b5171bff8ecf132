import type { PersonShown, Proposal } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Field } from '../../../components/form/Field';
import { HeadTitle } from '../../../components/HeadTitle';
import { More } from '../../../components/More';
import { Note } from '../../../components/Note';
import { CardSkeleton, ErrorState } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { asRefused, useAct, useReadPages, useRequestId } from '../../../gateway';
import { AdminScreen } from '../parts/AdminScreen';
import { Decision } from '../parts/Decision';
import { FindMember } from '../parts/FindMember';

const TOUCHED = ['admin.listProposals'] as const;

/** Another referrer for a member, proposed by one administrator and approved by another. */
export default function ReferrersScreen() {
  return (
    <AdminScreen area="staff.shop" title="改推荐人">
      {(me) => (
        <>
          <Note>
            会员的整个团队跟着一起走，新推荐人不能在这个团队里。以前计入的业绩和到账的积分都不变。另一位管理员复核后，当天收盘时改，第二天起算。
          </Note>
          <Propose />
          <Proposals ownId={me.memberId} />
        </>
      )}
    </AdminScreen>
  );
}

function Propose() {
  const [member, setMember] = useState<PersonShown | null>(null);
  const [to, setTo] = useState<PersonShown | null>(null);
  const [reason, setReason] = useState('');
  const propose = useAct('admin.proposeReferrer', TOUCHED);
  const requestId = useRequestId([member?.memberId ?? '', to?.memberId ?? '', reason]);
  const missing = !member ? '先找会员' : !to ? '再找新推荐人' : reason.trim() === '' ? '写上原因' : null;
  const submit = () => {
    if (!member || !to) return;
    propose.mutate({ memberId: member.memberId, toMemberId: to.memberId, reason: reason.trim(), requestId });
  };
  return (
    <View className="card flow gap8">
      <View className="head">
        <HeadTitle>提出</HeadTitle>
      </View>
      <FindMember words="会员" found={member} onFound={setMember} />
      <FindMember words="新推荐人" found={to} onFound={setTo} />
      <Field words="原因" value={reason} max={200} hint="为什么要改" fault={null} onInput={setReason} />
      {propose.error ? <Note tone="bad">{refusalWords(propose.error)}</Note> : null}
      {propose.isSuccess ? <Note>提出了，等另一位管理员复核。推荐人还没有变。</Note> : null}
      <Button size="block" isOff={missing !== null || propose.isPending} onTap={submit}>
        {propose.isPending ? '正在提出' : (missing ?? '提出，等复核')}
      </Button>
    </View>
  );
}

function Proposals({ ownId }: { ownId: string }) {
  const pages = useReadPages('admin.listProposals', { state: 'proposed', limit: 20 });
  if (pages.isPending) return <CardSkeleton height={132} />;
  const all = pages.data?.pages.flatMap(({ proposals }) => proposals) ?? [];
  if (pages.error && all.length === 0)
    return <ErrorState title="待复核的没取到" error={asRefused(pages.error)} onAgain={() => void pages.refetch()} />;
  const waiting = all.filter(({ what }) => what.kind === 'referrer');
  return (
    <>
      {waiting.length === 0 ? <View className="small muted center">没有待复核的。</View> : null}
      {waiting.map((proposal) => (
        <Waiting key={proposal.proposalId} proposal={proposal} isOwn={proposal.proposedBy === ownId} />
      ))}
      <More
        hasMore={pages.hasNextPage}
        isLoading={pages.isFetchingNextPage}
        onMore={() => {
          if (!pages.isFetchingNextPage) void pages.fetchNextPage();
        }}
      />
    </>
  );
}

/** A change that waits for a second administrator: who proposed it can only take it back. */
function Waiting({ proposal, isOwn }: { proposal: Proposal; isOwn: boolean }) {
  const { proposalId, what, reason, proposedAtMs } = proposal;
  if (what.kind !== 'referrer') return null;
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>
          {what.name} 改由 {what.toName} 推荐
        </HeadTitle>
        <View className="head-right">{showMoment(proposedAtMs)}</View>
      </View>
      <View className="small muted">
        {what.fromMemberId ? '现在有推荐人' : '现在没有推荐人'}。原因：{reason}
      </View>
      <Decision proposalId={proposalId} isOwn={isOwn} yes="复核，第二天起改" touched={TOUCHED} />
    </View>
  );
}
