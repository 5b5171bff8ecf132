import type { OrderPage } from '@shared/contract';
import { View } from '@tarojs/components';
import { Row } from '../../components/Row';
import { go } from '../../state/routes';
import { lastMoment } from './words';

/** The vouchers of an order, each with the way to its code; nothing where there are none. */
export function VouchersCard({ order: { vouchers, lines } }: { order: OrderPage }) {
  if (vouchers.length === 0) return null;
  const nameOf = (skuId: string): string => {
    const line = lines.find((one) => one.skuId === skuId);
    return [line?.title, line?.label].filter(Boolean).join(' ');
  };
  return (
    <View className="card card-tight">
      {vouchers.map(({ skuId, code, left, untilMs }, at) => (
        <Row
          key={code}
          isFirst={at === 0}
          title={left > 0 ? `还有 ${left} 份可用，看券码` : '没有可用的了，看券'}
          sub={[nameOf(skuId), left > 0 ? `到 ${lastMoment(untilMs)}` : ''].filter(Boolean).join('，')}
          label={`看券码，${nameOf(skuId)}，还有 ${left} 份可用`}
          onTap={() => go.voucher(code)}
        />
      ))}
    </View>
  );
}
