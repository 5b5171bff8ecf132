import type { StaffOrder } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { useAskFirst } from '../../../components/AskFirst';
import { Button } from '../../../components/Button';
import { Stepper } from '../../../components/controls';
import { Field } from '../../../components/form/Field';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { useAct } from '../../../gateway';
import { useRequestId } from '../parts/AdminScreen';

const TOUCHED = ['admin.viewOrder', 'admin.listOrders'] as const;

interface RefundCardProps {
  readonly order: StaffOrder;
  readonly ask: ReturnType<typeof useAskFirst>['ask'];
}

/** Pieces that the shop gives back of its own accord: something is broken, or not there. */
export function RefundCard({ order, ask }: RefundCardProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>主动退款</HeadTitle>
      </View>
      <View className="small muted mb8">缺货、破损时按件退给买家，不用买家申请。结算前才能退。</View>
      {isOpen ? (
        <Form order={order} ask={ask} onDone={() => setOpen(false)} />
      ) : (
        <View className="mt8">
          <Button kind="plain" size="small" onTap={() => setOpen(true)}>
            选要退的
          </Button>
        </View>
      )}
    </View>
  );
}

function Form({ order, ask, onDone }: RefundCardProps & { readonly onDone: () => void }) {
  const { orderId } = order;
  const [pieces, setPieces] = useState<Readonly<Record<string, number>>>({});
  const [reason, setReason] = useState('');
  const refund = useAct('admin.refundPieces', TOUCHED);
  const lines = order.lines
    .map(({ skuId }) => ({ skuId, quantity: pieces[skuId] ?? 0 }))
    .filter(({ quantity }) => quantity > 0);
  const content = { orderId, lines, reason };
  const requestId = useRequestId(content);
  const count = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const missing = count === 0 ? '先选要退几件' : reason.trim() === '' ? '先写理由' : null;
  const give = async () => {
    const isSure = await ask({
      title: `退 ${count} 件`,
      words: `${order.payment.isRedeemed ? '兑换的退成恒定积分，1 元 1 个' : '钱和积分按付的原路退'}，不能收回。没发过货的，最后一件连运费一起退；发过的不退运费。`,
      yes: '退款',
    });
    if (isSure) refund.mutate({ ...content, requestId }, { onSuccess: onDone });
  };
  return (
    <>
      {order.lines.map(({ skuId, title, label, quantity, backPieces }) => (
        <View key={skuId} className="row">
          <View className="row-main wrap">
            {[title, label].filter(Boolean).join(' ')}
            <View className="row-sub">可退 {quantity - backPieces} 件</View>
          </View>
          <Stepper
            what={`退的${title}`}
            count={pieces[skuId] ?? 0}
            atLeast={0}
            atMost={quantity - backPieces}
            onChange={(now) => setPieces({ ...pieces, [skuId]: now })}
          />
        </View>
      ))}
      <Field words="理由" value={reason} max={100} hint="买家看得到" onInput={setReason} />
      {refund.error ? <Note tone="bad">{refusalWords(refund.error)}</Note> : null}
      <View className="btns mt8">
        <Button kind="plain" isOff={refund.isPending} onTap={onDone}>
          不退了
        </Button>
        <Button kind="line" isOff={missing !== null || refund.isPending} onTap={() => void give()}>
          {missing ?? (refund.isPending ? '正在退' : `退 ${count} 件`)}
        </Button>
      </View>
    </>
  );
}
