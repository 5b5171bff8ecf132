import type { OutputOf } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { headingProps } from '../../../components/headingProps';
import { Icon } from '../../../components/Icon';
import { Picture } from '../../../components/Picture';
import { Tap } from '../../../components/Tap';
import { deliveryWords } from '../../../copy/terms';
import { promisedOf } from '../../../features/orders/promise';
import { parcelWords } from './ParcelTabs';

type Tracked = OutputOf<'shop.viewParcels'>['parcels'][number];

const MOST_PICTURES = 4;

interface ParcelCardProps {
  readonly parcel: Tracked;
  readonly nowMs: number;
  /** Its buyer said to have it. */
  readonly isReceived: boolean;
}

/** A parcel: what is promised of it against now, what is in it, by whom it comes. */
export function ParcelCard({ parcel, nowMs, isReceived }: ParcelCardProps) {
  const { title, words, isLate } = promisedOf(parcel, nowMs, isReceived);
  const { lines, trace, trackingNo } = parcel;
  const copy = () => void Taro.setClipboardData({ data: trackingNo });
  return (
    <View className="card card-low">
      <View className="head is-close">
        <View className="parcel-title grow" {...headingProps(2)}>
          {title}
        </View>
        {isReceived && trace?.state !== 'signed' ? null : (
          <View className={`tag ${isLate ? 'tag-warn' : trace?.state === 'signed' ? 'tag-ok' : 'tag-accent'}`}>
            {parcelWords(parcel)}
          </View>
        )}
      </View>
      <View className="small muted">{words}</View>
      <View className="flex gap8 mt12">
        {lines.slice(0, MOST_PICTURES).map((line) => (
          <Picture key={line.skuId} picture={line.picture} ground={line.ground} size={56} />
        ))}
        <View className="small muted grow end">
          {lines.map((line) => `${line.title} × ${line.quantity}`).join('，')}
        </View>
      </View>
      <View className="row mt12">
        <View className="row-main">
          <View className="wrap">{deliveryWords(parcel)}</View>
          <View className="row-sub">{showMoment(parcel.sentAtMs)} 发出</View>
        </View>
        {trackingNo ? (
          <Tap className="parcel-copy" label={`复制单号 ${trackingNo}`} onTap={copy}>
            <Icon name="copy" size={18} />
          </Tap>
        ) : null}
      </View>
    </View>
  );
}
