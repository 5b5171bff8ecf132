import type { StaffOrder } from '@shared/contract';
import { showMoment, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { useAskFirst } from '../../../components/AskFirst';
import { Button } from '../../../components/Button';
import { LedgerRow, LedgerSum } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { useAct } from '../../../gateway';
import { useRequestId } from '../parts/AdminScreen';
import { Field } from '../parts/Field';

const TOUCHED = ['admin.viewOrder', 'admin.listOrders', 'admin.viewOpening'] as const;

/** A refund that waits: what the buyer says, what would go back, and the two ways to answer. */
export function DecideCard({ order }: { order: StaffOrder }) {
  const { orderId, payment, refund } = order;
  const [reason, setReason] = useState('');
  const [isRefusing, setRefusing] = useState(false);
  const approve = useAct('admin.approveRefund', TOUCHED);
  const reject = useAct('admin.rejectRefund', TOUCHED);
  const approveId = useRequestId(['approve', orderId, refund?.atMs]);
  const rejectId = useRequestId(['reject', orderId, refund?.atMs, reason]);
  const isBusy = approve.isPending || reject.isPending;
  const error = approve.error ?? reject.error;
  const { ask, sheet } = useAskFirst();
  const agree = async () => {
    const isSure = await ask({
      title: '同意退款',
      words: `退 ${showPlain(payment.cashFen, 'cash')} 元现金和 ${showPlain(payment.spendableCents, 'spendable')} 可用积分，不能收回。`,
      yes: '同意退款',
    });
    if (isSure) approve.mutate({ orderId, requestId: approveId });
  };
  return (
    <View className="card">
      {sheet}
      <View className="head">
        <View className="head-title">买家申请整单退款</View>
        {refund ? <View className="head-right">{showMoment(refund.atMs)}</View> : null}
      </View>
      <View className="quote mb12">{refund?.reason ?? ''}</View>
      <LedgerRow label="微信支付，原路退回">
        <Amount units={payment.cashFen} asset="cash" />
      </LedgerRow>
      <LedgerRow label="可用积分">
        <Amount units={payment.spendableCents} asset="spendable" />
      </LedgerRow>
      <LedgerSum label={payment.freightFen > 0 ? '两项合计，等于货价加运费' : '两项合计，等于货价'}>
        <Amount units={payment.goodsFen + payment.freightFen} asset="cash" size="lead" />
      </LedgerSum>
      <View className="small muted mt8 mb12">
        这位买家近一年 {order.buyer.orders} 单，退过 {order.buyer.refunds} 单。没答之前，订单不结算。
      </View>
      {error ? <Note tone="bad">{refusalWords(error)}</Note> : null}
      {isRefusing ? (
        <>
          <Field
            isFirst
            isLong
            words="不同意的原因"
            value={reason}
            max={200}
            hint="买家会看到这段话"
            onInput={setReason}
          />
          <View className="btns">
            <Button kind="plain" isOff={isBusy} onTap={() => setRefusing(false)}>
              再想想
            </Button>
            <Button
              isOff={isBusy || reason.trim() === ''}
              onTap={() => reject.mutate({ orderId, reason, requestId: rejectId })}
            >
              {reason.trim() === '' ? '先写原因' : '不同意，告诉买家'}
            </Button>
          </View>
        </>
      ) : (
        <View className="btns mt8">
          <Button kind="plain" isOff={isBusy} onTap={() => setRefusing(true)}>
            不同意
          </Button>
          <Button isOff={isBusy} onTap={() => void agree()}>
            {approve.isPending ? '正在退' : '同意退款'}
          </Button>
        </View>
      )}
    </View>
  );
}
