import type { OutputOf } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Icon } from '../../../components/Icon';
import { Tap } from '../../../components/Tap';

type Parcels = OutputOf<'shop.viewParcels'>;

/** Where a parcel goes, and every step of its way, newest on top; in the current step whoever brings it can be called. */
export function TraceCard({ parcel, of }: { parcel: Parcels['parcels'][number]; of: Parcels }) {
  const { trace, sentAtMs } = parcel;
  const steps = trace?.steps ?? [];
  const sent = of.parcels.length > 1 ? `店家已发货，共 ${of.parcels.length} 个包裹` : '店家已发货';
  return (
    <View className="card">
      {of.address ? (
        <View className="parcel-where">
          <View className="muted still">收货</View>
          <View className="wrap grow">
            {of.address.region} {of.address.detail}
          </View>
        </View>
      ) : null}
      {steps.map((step, at) => (
        <View key={`${step.atMs}-${step.words}`} className={`tl-item ${at === 0 ? 'is-newest' : ''}`}>
          <View className={at === 0 ? 'bold wrap' : 'wrap'}>{step.words}</View>
          {at === 0 && trace?.courier ? <Call courier={trace.courier} /> : null}
          <View className="tl-time">{showMoment(step.atMs)}</View>
        </View>
      ))}
      <View className={`tl-item is-last ${steps.length === 0 ? 'is-newest' : ''}`}>
        {sent}
        <View className="tl-time">
          {showMoment(sentAtMs)} · {of.shopName}
        </View>
      </View>
    </View>
  );
}

function Call({ courier }: { courier: { name: string; phone: string } }) {
  return (
    <Tap
      className="link parcel-call"
      label={`打电话给${courier.name}`}
      onTap={() => void Taro.makePhoneCall({ phoneNumber: courier.phone }).catch(() => undefined)}
    >
      <Icon name="phone" size={16} />
      打电话 {courier.phone}
    </Tap>
  );
}
