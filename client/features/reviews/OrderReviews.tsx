import { View } from '@tarojs/components';
import { Row } from '../../components/Row';
import { useRead } from '../../gateway';
import { go } from '../../state/routes';

const REVIEWED_FROM: readonly string[] = ['received', 'settled'];

/** On the page of an order that was received: what of it may still be reviewed. Nothing where there is nothing. */
export function OrderReviews({ orderId, state }: { orderId: string; state: string }) {
  const { value } = useRead('reviews.ofOrder', { orderId }, { isOn: REVIEWED_FROM.includes(state) });
  const open = value?.lines.filter((line) => line.state === 'open') ?? [];
  const only = open.length === 1 ? open[0] : undefined;
  if (open.length === 0) return null;
  return (
    <View className="card card-tight">
      <Row
        isFirst
        title="写评价"
        sub="签收后 30 天内可写，没有奖励"
        value={<View className="small muted">{open.length} 件没评</View>}
        onTap={() => (only ? go.writeReview(only.orderId, only.skuId) : go.myReviews())}
      />
    </View>
  );
}
