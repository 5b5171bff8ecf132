import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { Button } from '../../components/Button';
import { Note } from '../../components/Note';
import { refusalWords } from '../../copy/refusals';
import { useAct, useRequestId } from '../../gateway';
import { type OrderToSend, type Staff, TOUCHED } from './staff';

/** The buyer has asked for the order to be sent; seen, he is told so. */
export function ReminderCard({ order, as }: { order: OrderToSend; as: Staff }) {
  const { reminder, orderId } = order;
  const see = useAct(`${as}.seeReminder` as const, TOUCHED[as]);
  const requestId = useRequestId({ orderId, atMs: reminder?.atMs });
  if (!reminder || order.toSendPieces === 0) return null;
  return (
    <Note tone="warn">
      <View>买家 {showMoment(reminder.atMs)} 催过发货。</View>
      {see.error ? <View>{refusalWords(see.error)}</View> : null}
      {reminder.seenAtMs === null ? (
        <View className="mt8">
          <Button kind="line" size="small" isOff={see.isPending} onTap={() => see.mutate({ orderId, requestId })}>
            看到了，告诉买家
          </Button>
        </View>
      ) : (
        <View className="small">{showMoment(reminder.seenAtMs)} 看到的。</View>
      )}
    </Note>
  );
}
