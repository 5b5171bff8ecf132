import type { StaffOrder } from '@shared/contract';
import { View } from '@tarojs/components';
import { Button } from '../../components/Button';
import { Note } from '../../components/Note';
import { refusalWords } from '../../copy/refusals';
import { newRequestId, useAct } from '../../gateway';
import { AnswersCard } from './AnswersCard';

interface AskedCardProps {
  readonly order: Pick<StaffOrder, 'orderId' | 'state' | 'lines' | 'answers'>;
  /** Who fulfils it: an administrator, or the owner of its shop. */
  readonly as: 'admin' | 'merchant';
}

/** What the goods asked for: masked until it is looked at, and each look is written down. */
export function AskedCard({ order, as }: AskedCardProps) {
  const look = useAct(`${as}.viewAnswers` as const);
  const isHidden = order.answers.some(({ shown }) => shown.includes('*')) && !look.data;
  return (
    <AnswersCard answers={look.data?.answers ?? order.answers} lines={order.lines}>
      {look.error ? <Note tone="bad">{refusalWords(look.error)}</Note> : null}
      {isHidden && (order.state === 'paid' || order.state === 'shipped') ? (
        <View className="flow gap8 mt8">
          <View className="small muted">只为办这一单看。谁在什么时候看过，会记下来。</View>
          <View>
            <Button
              kind="line"
              isOff={look.isPending}
              onTap={() => look.mutate({ orderId: order.orderId, requestId: newRequestId() })}
            >
              {look.isPending ? '正在取' : '看全部'}
            </Button>
          </View>
        </View>
      ) : null}
    </AnswersCard>
  );
}
