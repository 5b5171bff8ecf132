import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../components/Button';
import { Field } from '../../components/form/Field';
import { useSeen } from '../../components/form/useSeen';
import { HeadTitle } from '../../components/HeadTitle';
import { Note } from '../../components/Note';
import { refusalWords } from '../../copy/refusals';
import { deliveryWords } from '../../copy/terms';
import { useAct, useRequestId } from '../../gateway';
import { CarrierFields } from './CarrierFields';
import { type OrderToSend, type Staff, TOUCHED } from './staff';

type Parcel = OrderToSend['parcels'][number];

/** What was sent, parcel by parcel; a number that is wrong is corrected here, and why is kept. */
export function ParcelsCard({ order, as }: { order: OrderToSend; as: Staff }) {
  const [wrong, setWrong] = useState<number | null>(null);
  const mayCorrect = order.state === 'paid' || order.state === 'shipped';
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>发出的包裹</HeadTitle>
        <View className="head-right">{order.parcels.length} 个</View>
      </View>
      {order.parcels.map((parcel, at) => (
        <View key={parcel.no}>
          <View className={`row ${at === 0 ? 'is-first' : ''}`}>
            <View className="row-main">
              <View className="wrap">{deliveryWords(parcel)}</View>
              <View className="row-sub wrap">
                {showMoment(parcel.sentAtMs)} · {contentWords(order, parcel)}
              </View>
            </View>
            {mayCorrect && parcel.way === 'express' && wrong !== parcel.no ? (
              <Button kind="plain" size="small" label={`改包裹 ${parcel.no} 的单号`} onTap={() => setWrong(parcel.no)}>
                改单号
              </Button>
            ) : null}
          </View>
          {wrong === parcel.no ? (
            <Correct as={as} orderId={order.orderId} parcel={parcel} onEnd={() => setWrong(null)} />
          ) : null}
        </View>
      ))}
    </View>
  );
}

const contentWords = ({ lines }: OrderToSend, parcel: Parcel): string =>
  parcel.lines
    .map(({ skuId, quantity }) => `${lines.find((line) => line.skuId === skuId)?.title ?? skuId} × ${quantity}`)
    .join('，');

interface CorrectProps {
  readonly as: Staff;
  readonly orderId: string;
  readonly parcel: Parcel;
  readonly onEnd: () => void;
}

function Correct({ as, orderId, parcel, onEnd }: CorrectProps) {
  const [carrier, setCarrier] = useState(parcel.carrier);
  const [trackingNo, setNumber] = useState('');
  const [reason, setReason] = useState('');
  const { seen, onError } = useSeen(`${parcel.carrier} ${parcel.trackingNo}`);
  const content = { orderId, no: parcel.no, carrier, trackingNo, reason, seen };
  const requestId = useRequestId(content);
  const correct = useAct(`${as}.correctParcel` as const, TOUCHED[as]);
  const missing = trackingNo === '' ? '先填对的单号' : reason.trim() === '' ? '先写原因' : null;
  return (
    <>
      <CarrierFields carrier={carrier} onCarrier={setCarrier} />
      <Field words="对的单号" value={trackingNo} max={40} onInput={(typed) => setNumber(typed.trim())} />
      <Field words="原因" value={reason} max={100} hint="会写进订单记录，买家看得到" onInput={setReason} />
      {correct.error ? <Note tone="bad">{refusalWords(correct.error)}</Note> : null}
      <View className="btns mt8">
        <Button kind="plain" isOff={correct.isPending} onTap={onEnd}>
          不改了
        </Button>
        <Button
          kind="line"
          isOff={missing !== null || correct.isPending}
          onTap={() => correct.mutate({ ...content, requestId }, { onSuccess: onEnd, onError })}
        >
          {missing ?? '改单号'}
        </Button>
      </View>
    </>
  );
}
