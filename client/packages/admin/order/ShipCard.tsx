import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Note } from '../../../components/Note';
import { Tap } from '../../../components/Tap';
import { refusalWords } from '../../../copy/refusals';
import { DELIVERY_WAYS } from '../../../copy/terms';
import { useAct } from '../../../gateway';
import { useRequestId } from '../parts/AdminScreen';
import { Field, Options } from '../parts/Field';

const WAYS = ['express', 'local', 'collected', 'virtual'] as const;

const CARRIERS = ['顺丰', '中通', '圆通', '韵达', '申通', '极兔', '邮政', '京东', '德邦'] as const;

/** How the order goes to its buyer, of a parcel its carrier and number; then it is sent. */
export function ShipCard({ orderId }: { orderId: string }) {
  const [way, setWay] = useState<(typeof WAYS)[number]>('express');
  const [carrier, setCarrier] = useState('');
  const [trackingNo, setNumber] = useState('');
  const isParcel = way === 'express';
  const content = isParcel ? { orderId, way, carrier, trackingNo } : { orderId, way };
  const requestId = useRequestId(content);
  const ship = useAct('admin.ship', ['admin.viewOrder', 'admin.listOrders', 'admin.viewOpening']);
  const missing = !isParcel ? null : carrier.trim() === '' ? '先选快递' : trackingNo.trim() === '' ? '先填单号' : null;
  return (
    <View className="card">
      <View className="head is-close">
        <View className="head-title">发货</View>
      </View>
      <Options isFirst label="怎么送">
        {WAYS.map((one) => (
          <Tap
            key={one}
            role="radio"
            className={`opt ${one === way ? 'is-on' : ''}`}
            isOn={one === way}
            onTap={() => setWay(one)}
          >
            {DELIVERY_WAYS[one]}
          </Tap>
        ))}
      </Options>
      {isParcel ? (
        <>
          <Options label="快递">
            {CARRIERS.map((name) => (
              <Tap
                key={name}
                role="radio"
                className={`opt ${name === carrier ? 'is-on' : ''}`}
                isOn={name === carrier}
                onTap={() => setCarrier(name)}
              >
                {name}
              </Tap>
            ))}
          </Options>
          <Field words="别的快递" value={carrier} max={30} hint="上面没有就写这里" onInput={setCarrier} />
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
      <Button
        size="block"
        className="mt8"
        isOff={missing !== null || ship.isPending}
        onTap={() => ship.mutate({ ...content, requestId })}
      >
        {missing ?? (ship.isPending ? '正在记下' : '已发货')}
      </Button>
    </View>
  );
}
