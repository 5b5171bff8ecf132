import { showPhone } from '@shared/format';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Button } from '../../components/Button';
import { HeadTitle } from '../../components/HeadTitle';
import { Note } from '../../components/Note';
import { refusalWords } from '../../copy/refusals';
import { newRequestId, useAct } from '../../gateway';
import type { Staff } from './staff';

/** Where the order goes to: shown when it is asked for, and each look is written down. */
export function AddressCard({ orderId, as }: { orderId: string; as: Staff }) {
  const look = useAct(`${as}.viewShippingAddress` as const);
  const address = look.data;
  const copy = () =>
    address &&
    void Taro.setClipboardData({ data: `${address.name} ${address.phone} ${address.region} ${address.detail}` });
  return (
    <View className="card flow gap8">
      <View className="head">
        <HeadTitle>收货地址</HeadTitle>
      </View>
      {look.error ? <Note tone="bad">{refusalWords(look.error)}</Note> : null}
      {address ? (
        <>
          <View>
            {address.name} {showPhone(address.phone)}
          </View>
          <View className="muted wrap">
            {address.region} {address.detail}
          </View>
          <View>
            <Button kind="plain" size="small" onTap={copy}>
              复制
            </Button>
          </View>
        </>
      ) : (
        <>
          <View className="small muted">只为发货看。谁在什么时候看过，会记下来。</View>
          <View>
            <Button
              kind="line"
              isOff={look.isPending}
              onTap={() => look.mutate({ orderId, requestId: newRequestId() })}
            >
              {look.isPending ? '正在取' : '看收货地址'}
            </Button>
          </View>
        </>
      )}
    </View>
  );
}
