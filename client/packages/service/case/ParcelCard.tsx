import type { AfterSalesCase } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Input } from '../../../components/Input';
import type { CaseActs } from './useCaseActs';

/** Carrier and number of what the buyer sends back; once more to correct it. */
export function ParcelCard({ of, acts }: { of: AfterSalesCase; acts: CaseActs }) {
  const [carrier, setCarrier] = useState(of.returnParcel?.carrier ?? '');
  const [trackingNo, setTrackingNo] = useState(of.returnParcel?.trackingNo ?? '');
  const isSame = carrier === of.returnParcel?.carrier && trackingNo === of.returnParcel.trackingNo;
  const isReady = carrier.trim() !== '' && trackingNo.trim().length >= 4 && !isSame;
  return (
    <View className="card">
      <View className="field is-first">
        <View className="field-name">快递</View>
        <Input
          className="field-input"
          placeholderClass="placeholder"
          value={carrier}
          maxlength={30}
          placeholder="快递公司"
          aria-label="快递公司"
          onInput={(event) => setCarrier(event.detail.value)}
        />
      </View>
      <View className="field">
        <View className="field-name">单号</View>
        <Input
          className="field-input"
          placeholderClass="placeholder"
          value={trackingNo}
          maxlength={40}
          placeholder="快递单号"
          aria-label="快递单号"
          onInput={(event) => setTrackingNo(event.detail.value)}
        />
      </View>
      <Button size="block" isOff={!isReady || acts.isBusy} onTap={() => acts.giveParcel({ carrier, trackingNo })}>
        {isReady ? (of.returnParcel ? '改单号' : '交单号') : of.returnParcel ? '单号已交' : '填了单号再交'}
      </Button>
    </View>
  );
}
