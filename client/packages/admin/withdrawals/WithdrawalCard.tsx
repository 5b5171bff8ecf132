import type { OutputOf, WatchedWithdrawal } from '@shared/contract';
import { showMoment, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { useAskFirst } from '../../../components/AskFirst';
import { Button, Link } from '../../../components/Button';
import { Field } from '../../../components/form/Field';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { withdrawalWords } from '../../../copy/withdrawals';
import { useAct, useRequestId } from '../../../gateway';
import { TOUCHED } from './touched';

type Whole = OutputOf<'admin.viewPayee'>;

/** One withdrawal: who, how much, out of what; what may be decided about it. */
export function WithdrawalCard({ one, meId }: { one: WatchedWithdrawal; meId: string }) {
  const { tag, tone, words } = withdrawalWords(one);
  const isReviewed = one.state === 'inReview' || one.state === 'inSecondReview';
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>
          {one.nickname} {showPlain(one.amountFen, 'cash')}
        </HeadTitle>
        <View className={`tag ${tone}`}>{tag}</View>
      </View>
      <View className="small muted wrap">{words}。</View>
      <LedgerRow label="付到微信零钱">{showPlain(one.arrivesFen, 'cash')}</LedgerRow>
      <LedgerRow label="手续费">{showPlain(one.feeFen, 'cash')}</LedgerRow>
      <LedgerRow label={one.parts.saleFen > 0 ? '其中卖积分来的' : '全是分红来的'}>
        {showPlain(one.parts.saleFen > 0 ? one.parts.saleFen : one.parts.dividendFen, 'cash')}
      </LedgerRow>
      <LedgerRow label="本月之前提过">{showPlain(one.monthFen, 'cash')}</LedgerRow>
      <PayeeRow one={one} />
      {one.isBlocked ? <Note tone="warn">这位会员的提现被暂停，付款先等着。</Note> : null}
      {one.stuckWhy ? <Note tone="warn">微信支付上次的回话：{one.stuckWhy}</Note> : null}
      {isReviewed ? <Review one={one} meId={meId} /> : null}
      {one.mayReturn ? <GiveBack one={one} /> : null}
      <View className="cap muted mt8 wrap">
        单号 {one.withdrawalId}，交付 {one.sends} 次，查过 {one.queries} 次，{showMoment(one.atMs)} 申请
      </View>
    </View>
  );
}

/** The payee masked; in full at a tap, which is written down. */
function PayeeRow({ one }: { one: WatchedWithdrawal }) {
  const look = useAct('admin.viewPayee');
  const [whole, setWhole] = useState<Whole | null>(null);
  const { payee } = one;
  if (!payee) return <LedgerRow label="收款人">没有留，或已删除</LedgerRow>;
  return (
    <LedgerRow label="收款人">
      {whole ? (
        `${whole.name} ${whole.idNumber}`
      ) : (
        <Link
          label="看收款人全名，会记下来"
          onTap={() => look.mutate({ withdrawalId: one.withdrawalId }, { onSuccess: setWhole })}
        >
          {[payee.nameMasked, payee.numberMasked].filter((one) => one !== '').join(' ')}，看全
        </Link>
      )}
    </LedgerRow>
  );
}

/** Agreed to by another than its member and than who looked before; declined with a reason, which its member reads. */
function Review({ one, meId }: { one: WatchedWithdrawal; meId: string }) {
  const { withdrawalId, reviewedBy, needsReviews } = one;
  const [reason, setReason] = useState('');
  const act = useAct('admin.reviewWithdrawal', TOUCHED);
  const agreeId = useRequestId(['agree', withdrawalId, reviewedBy.length]);
  const declineId = useRequestId(['decline', withdrawalId, reason]);
  const { ask, sheet } = useAskFirst();
  if (one.memberId === meId) return <Note>这是你自己的提现，要由别的管理员来办。</Note>;
  const isSeen = reviewedBy.includes(meId);
  const agree = async () => {
    const isLast = reviewedBy.length + 1 >= needsReviews;
    const then = isLast ? '同意后自动付，付出去收不回。' : '这个金额要两位管理员，还要另一位同意才付。';
    if (await ask({ title: `同意付 ${showPlain(one.arrivesFen, 'cash')}`, words: then, yes: '同意' }))
      act.mutate({ withdrawalId, decision: { is: 'approved' }, requestId: agreeId });
  };
  const decline = () =>
    act.mutate({ withdrawalId, decision: { is: 'declined', reason: reason.trim() }, requestId: declineId });
  const hasReason = reason.trim().length >= 2;
  return (
    <View className="mt8">
      {sheet}
      {needsReviews > 1 ? (
        <View className="small muted">
          要两位管理员，已有 {reviewedBy.length} 位同意{isSeen ? '，你看过了，等另一位' : ''}。
        </View>
      ) : null}
      <Field words="原因" value={reason} max={60} hint="不同意才写，会员会看到" onInput={setReason} />
      {act.error ? <Note tone="bad">{refusalWords(act.error)}</Note> : null}
      <View className="btns mt8">
        <Button kind="plain" isOff={!hasReason || act.isPending} onTap={decline}>
          {hasReason ? '不同意，退回' : '不同意要写原因'}
        </Button>
        <Button kind="line" isOff={isSeen || act.isPending} onTap={() => void agree()}>
          {isSeen ? '等另一位' : '同意'}
        </Button>
      </View>
    </View>
  );
}

/** What the payment platform never took, a day after it was last sent. */
function GiveBack({ one }: { one: WatchedWithdrawal }) {
  const [reason, setReason] = useState('');
  const act = useAct('admin.returnWithdrawal', TOUCHED);
  const requestId = useRequestId(['return', one.withdrawalId, reason]);
  const hasReason = reason.trim().length >= 2;
  return (
    <View className="mt8">
      <Note>微信支付一直没有收下这一笔，已过一天。到商户平台按单号核对过，可以退回会员余额。</Note>
      <Field words="原因" value={reason} max={60} hint="会员会看到" onInput={setReason} />
      {act.error ? <Note tone="bad">{refusalWords(act.error)}</Note> : null}
      <Button
        kind="line"
        size="block"
        className="mt8"
        isOff={!hasReason || act.isPending}
        onTap={() => act.mutate({ withdrawalId: one.withdrawalId, reason: reason.trim(), requestId })}
      >
        {hasReason ? '退回余额' : '先写原因'}
      </Button>
    </View>
  );
}
