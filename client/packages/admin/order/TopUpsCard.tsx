import type { StaffOrder, TopUpShown } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { useAskFirst } from '../../../components/AskFirst';
import { Button } from '../../../components/Button';
import { Field } from '../../../components/form/Field';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { useAct } from '../../../gateway';
import { useRequestId } from '../parts/AdminScreen';

const TOUCHED = ['admin.viewOrder', 'admin.listOrders'] as const;

const STATES: Readonly<Record<TopUpShown['state'], string>> = {
  due: '还没提交',
  asked: '已提交，没有结果',
  succeeded: '已到账',
  failed: '没充成',
};

/** The lines of a top-up order at their provider; of one without an end an operator says what he has found out. */
export function TopUpsCard({ order }: { order: StaffOrder }) {
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>充值</HeadTitle>
      </View>
      {order.topUps.map((one) => (
        <View key={one.skuId}>
          <LedgerRow label={order.lines.find(({ skuId }) => skuId === one.skuId)?.label || '充值'}>
            <View className="wrap">{[STATES[one.state], one.why].filter(Boolean).join('：')}</View>
          </LedgerRow>
          {one.sentAtMs === null ? null : <LedgerRow label="提交">{showMoment(one.sentAtMs)}</LedgerRow>}
          {one.state === 'asked' && order.state === 'paid' ? <Judge order={order} skuId={one.skuId} /> : null}
        </View>
      ))}
    </View>
  );
}

function Judge({ order, skuId }: { order: StaffOrder; skuId: string }) {
  const { orderId } = order;
  const [reason, setReason] = useState('');
  const judge = useAct('admin.judgeTopUp', TOUCHED);
  const requestIds = {
    succeeded: useRequestId(['succeeded', orderId, skuId, reason]),
    failed: useRequestId(['failed', orderId, skuId, reason]),
  };
  const { ask, sheet } = useAskFirst();
  const say = async (as: 'succeeded' | 'failed') => {
    const isSure = await ask(
      as === 'failed'
        ? {
            title: '确定没充成',
            words: '钱会马上退给买家，不能收回。供应商之后又充上了，由店里承担。',
            yes: '没充成，退款',
          }
        : { title: '确定已到账', words: '订单按已到账走，不再查，也不退。', yes: '已到账' },
    );
    if (isSure) judge.mutate({ orderId, skuId, as, reason, requestId: requestIds[as] });
  };
  const isOff = judge.isPending || reason.trim() === '';
  return (
    <>
      {sheet}
      <Field words="查到什么" value={reason} max={100} hint="问了谁，怎么说，记进操作记录" onInput={setReason} />
      {judge.error ? <Note tone="bad">{refusalWords(judge.error)}</Note> : null}
      <View className="btns mt8">
        <Button kind="plain" isOff={isOff} onTap={() => void say('failed')}>
          没充成，退款
        </Button>
        <Button kind="line" isOff={isOff} onTap={() => void say('succeeded')}>
          已到账
        </Button>
      </View>
    </>
  );
}
