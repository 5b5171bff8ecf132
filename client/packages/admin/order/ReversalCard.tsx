import type { InputOf, OutputOf, StaffOrder } from '@shared/contract';
import { showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Field } from '../../../components/form/Field';
import { readYuan } from '../../../components/form/yuan';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { useAct, useRequestId } from '../../../gateway';
import { Proposed, ReasonToPropose } from '../parts/Proposing';

/** Where what may be paid back goes, part by part. */
const backRows = ({ cashierFen, balanceFen, givenUpFen, isInStable }: OutputOf<'admin.previewReversal'>) =>
  (
    [
      [isInStable ? '退成恒定积分' : '退回微信支付的账户', cashierFen],
      ['回到现金余额', balanceFen],
      ['账号已注销，归平台', givenUpFen],
    ] as const
  ).filter(([, fen]) => fen > 0);

/** Proposes to reverse what a settled order gave, all of it or some: worked out first, decided by another administrator. */
export function ReversalCard({ order: { orderId } }: { order: StaffOrder }) {
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const preview = useAct('admin.previewReversal');
  const propose = useAct('admin.proposeReversal', ['admin.listProposals']);
  const fen = typed === '' ? undefined : readYuan(typed);
  const asked: InputOf<'admin.previewReversal'> = { orderId, ...(typeof fen === 'number' ? { cashFen: fen } : {}) };
  const requestId = useRequestId([asked, reason]);
  const fault = preview.error ?? propose.error;
  if (propose.data) return <Proposed words="提出了冲正，等另一位管理员复核。账还没有变。" />;
  return (
    <View className="card flow gap8">
      <View className="head is-close">
        <HeadTitle>冲正</HeadTitle>
        <View className="head-right">结算后收回</View>
      </View>
      <Field
        isFirst
        words="冲正多少现金"
        type="digit"
        value={typed}
        max={12}
        hint="空着就是剩下的全部"
        fault={fen === null ? '写到分为止' : null}
        onInput={(value) => {
          setTyped(value);
          preview.reset();
        }}
      />
      {fault ? <Note tone="bad">{refusalWords(fault)}</Note> : null}
      {preview.data ? (
        <>
          <LedgerRow label="冲正的现金">{showPlain(preview.data.cashFen, 'cash')}</LedgerRow>
          <LedgerRow label="从池和余额收回">{showPlain(preview.data.recoveredFen, 'cash')}</LedgerRow>
          <LedgerRow label="可以退给买家">{showPlain(preview.data.refundableFen, 'cash')}</LedgerRow>
          {backRows(preview.data).map(([label, fen]) => (
            <LedgerRow key={label} label={label}>
              {showPlain(fen, 'cash')}
            </LedgerRow>
          ))}
          {preview.data.owedSpendableCents > 0 ? (
            <LedgerRow label="之后还欠可用积分">{showPlain(preview.data.owedSpendableCents, 'spendable')}</LedgerRow>
          ) : null}
          <ReasonToPropose
            reason={reason}
            hint="为什么要冲正"
            fault={null}
            isBusy={propose.isPending}
            onReason={setReason}
            onPropose={(why) => propose.mutate({ ...asked, reason: why, requestId })}
          />
        </>
      ) : (
        <Button kind="line" size="block" isOff={fen === null || preview.isPending} onTap={() => preview.mutate(asked)}>
          {preview.isPending ? '正在算' : '算一算'}
        </Button>
      )}
    </View>
  );
}
