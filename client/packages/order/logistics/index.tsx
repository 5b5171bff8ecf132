import type { OutputOf } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Icon } from '../../../components/Icon';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, EmptyState, Shown } from '../../../components/states';
import { useOrderActs } from '../../../features/orders/orderActs';
import { ToldAct } from '../../../features/orders/ToldAct';
import { useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { ParcelCard } from './ParcelCard';
import { ParcelTabs } from './ParcelTabs';
import { TraceCard } from './TraceCard';
import './logistics.css';

type Parcels = OutputOf<'shop.viewParcels'>;

/** Where the parcels of an order are, and what is in each. */
export default function LogisticsScreen() {
  const orderId = decodeURIComponent(useRouter().params.id ?? '');
  const read = useRead('shop.viewParcels', { orderId });
  const acts = useOrderActs();
  const { value } = read;
  return (
    <Screen
      title="物流"
      over={acts.sheet}
      foot={
        value && (value.may.extend || value.may.confirm) ? (
          <View className="bar btns">
            {value.may.extend ? (
              <Button kind="plain" isOff={acts.isBusy} onTap={() => void acts.extend(orderId, value.extendDays)}>
                延长收货 {value.extendDays} 天
              </Button>
            ) : null}
            {value.may.confirm ? (
              <Button kind="line" isOff={acts.isBusy} onTap={() => void acts.confirm(orderId)}>
                确认收货
              </Button>
            ) : null}
          </View>
        ) : null
      }
    >
      <Shown of={read} fault="物流没取到" signIn="登录后才能看到自己的物流。" skeleton={<Skeletons />}>
        {(parcels) => (
          <>
            <ToldAct told={acts.told} fault={acts.fault} />
            <Parcels of={parcels} />
          </>
        )}
      </Shown>
    </Screen>
  );
}

function Parcels({ of }: { of: Parcels }) {
  const { orderId, parcels, toSendPieces } = of;
  const [chosen, setChosen] = useState(1);
  const parcel = parcels.find(({ no }) => no === chosen) ?? parcels[0];
  if (!parcel)
    return (
      <EmptyState
        icon="box"
        title="还没有发货"
        words="店家发货后，每个包裹到了哪里都在这里。"
        act={{ words: '看订单', onTap: () => go.order(orderId) }}
      />
    );
  return (
    <>
      {parcels.length > 1 ? <ParcelTabs parcels={parcels} chosen={parcel.no} onChoose={setChosen} /> : null}
      <ParcelCard parcel={parcel} nowMs={of.nowMs} isReceived={isReceived(of)} />
      <TraceCard parcel={parcel} of={of} />
      {of.may.refund ? (
        <View className="card card-tight">
          <Row
            isFirst
            lead={<Icon name="warn" size={22} />}
            title="没收到，或少了东西"
            sub="到订单里申请售后，先查，再赔或补发"
            label="没收到，或少了东西"
            onTap={() => go.order(orderId)}
          />
        </View>
      ) : null}
      <Note>{footWords(of)}</Note>
      {toSendPieces > 0 ? <Note>还有 {toSendPieces} 件没发，发出后会多一个包裹。</Note> : null}
    </>
  );
}

const isReceived = ({ state }: Pick<Parcels, 'state'>): boolean => state === 'received' || state === 'settled';

/** What follows of a receipt, and what does not: carriers tell where a parcel is, the buyer alone says that he has it. */
function footWords({ state, parcels, settleAfterDays, receivesAtMs }: Parcels): string {
  if (isReceived({ state })) return '已经确认收货。';
  const all = parcels.length > 1 ? `${parcels.length} 个包裹都收到再确认。` : '';
  const own = receivesAtMs === null ? '' : `${showMoment(receivesAtMs)} 还没确认就自动收货。`;
  return `快递显示签收，订单不会自己变成已收货。${all}确认收货后开始 ${settleAfterDays} 天退货期。${own}`;
}

function Skeletons() {
  return (
    <>
      <CardSkeleton />
      <CardSkeleton height={260} />
    </>
  );
}
