import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../components/Button';
import { Stepper } from '../../components/controls';
import { Choice } from '../../components/form/Choice';
import { Field } from '../../components/form/Field';
import { HeadTitle } from '../../components/HeadTitle';
import { Note } from '../../components/Note';
import { refusalWords } from '../../copy/refusals';
import { DELIVERY_WAYS } from '../../copy/terms';
import { useAct, useRequestId } from '../../gateway';
import { CarrierFields } from './CarrierFields';
import { type OrderToSend, type Staff, TOUCHED } from './staff';

const WAYS = (['express', 'local', 'collected', 'virtual'] as const).map((key) => ({ key, words: DELIVERY_WAYS[key] }));

/** What a parcel holds, how it goes to the buyer, by whom and under which number; then it is sent. */
export function ShipCard({ order, as }: { order: OrderToSend; as: Staff }) {
  const { orderId, toSend, parcels } = order;
  const [way, setWay] = useState<(typeof WAYS)[number]['key']>('express');
  const [carrier, setCarrier] = useState('');
  const [trackingNo, setNumber] = useState('');
  /** Pieces by size that stay behind. */
  const [kept, setKept] = useState<Readonly<Record<string, number>>>({});
  const lines = toSend
    .map(({ skuId, quantity }) => ({ skuId, quantity: quantity - (kept[skuId] ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
  const isRest = toSend.every(({ skuId }) => (kept[skuId] ?? 0) === 0);
  const isParcel = way === 'express';
  const content = {
    orderId,
    way,
    ...(isParcel && { carrier, trackingNo }),
    ...(isRest ? {} : { lines }),
  };
  const requestId = useRequestId({ ...content, no: parcels.length });
  const ship = useAct(`${as}.ship` as const, TOUCHED[as]);
  const send = () =>
    ship.mutate(
      { ...content, requestId },
      {
        onSuccess: () => {
          setNumber('');
          setKept({});
        },
      },
    );
  const missing = missingOf(lines.length, isParcel, carrier, trackingNo);
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>{parcels.length === 0 ? '发货' : `发第 ${parcels.length + 1} 个包裹`}</HeadTitle>
      </View>
      {toSend.length > 1 || (toSend[0]?.quantity ?? 0) > 1 ? (
        <Contents order={order} kept={kept} onKeep={(skuId, pieces) => setKept({ ...kept, [skuId]: pieces })} />
      ) : null}
      <Choice isFirst label="怎么送" options={WAYS} chosen={way} onChoose={setWay} />
      {isParcel ? (
        <>
          <CarrierFields carrier={carrier} onCarrier={setCarrier} />
          <Field
            words="单号"
            value={trackingNo}
            max={40}
            hint="面单上的号码"
            onInput={(typed) => setNumber(typed.trim())}
          />
        </>
      ) : null}
      {ship.error ? <Note tone="bad">{refusalWords(ship.error)}</Note> : null}
      <Button size="block" className="mt8" isOff={missing !== null || ship.isPending} onTap={send}>
        {missing ?? (ship.isPending ? '正在记下' : isRest ? '已发货' : '已发这一包')}
      </Button>
    </View>
  );
}

function missingOf(lines: number, isParcel: boolean, carrier: string, trackingNo: string): string | null {
  if (lines === 0) return '先选要发的';
  if (!isParcel) return null;
  if (carrier.trim() === '') return '先选快递';
  return trackingNo.trim() === '' ? '先填单号' : null;
}

interface ContentsProps {
  readonly order: OrderToSend;
  readonly kept: Readonly<Record<string, number>>;
  readonly onKeep: (skuId: string, pieces: number) => void;
}

/** How many pieces of each size go into this parcel: all that are left, unless some are taken out. */
function Contents({ order, kept, onKeep }: ContentsProps) {
  return (
    <View className="mb12">
      {order.toSend.map(({ skuId, quantity }) => {
        const line = order.lines.find((one) => one.skuId === skuId);
        const title = [line?.title, line?.label].filter(Boolean).join(' ');
        return (
          <View key={skuId} className="row">
            <View className="row-main wrap">
              {title}
              <View className="row-sub">还有 {quantity} 件没发</View>
            </View>
            <Stepper
              what={title}
              count={quantity - (kept[skuId] ?? 0)}
              atLeast={0}
              atMost={quantity}
              onChange={(count) => onKeep(skuId, quantity - count)}
            />
          </View>
        );
      })}
    </View>
  );
}
