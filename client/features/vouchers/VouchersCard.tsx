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
      {vouchers.map(({ skuId, code, left, untilMs }, at) => {
        const isStay = lines.some((one) => one.skuId === skuId && one.stay);
        const words = isStay ? `${left} 间未入住` : `还有 ${left} 份可用`;
        return (
          <Row
            key={code}
            isFirst={at === 0}
            title={
              left > 0
                ? `${words}，看${isStay ? '入住码' : '券码'}`
                : `${isStay ? '没有未入住的' : '没有可用的'}了，看码`
            }
            sub={[nameOf(skuId), left > 0 && !isStay ? `到 ${lastMoment(untilMs)}` : ''].filter(Boolean).join('，')}
            label={`看${isStay ? '入住码' : '券码'}，${nameOf(skuId)}，${words}`}
            onTap={() => go.voucher(code)}
          />
        );
      })}
    </View>
  );
}
