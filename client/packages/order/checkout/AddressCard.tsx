import type { Preview } from '@shared/contract';
import { showPhone } from '@shared/format';
import { View } from '@tarojs/components';
import { Chevron, Icon } from '../../../components/Icon';
import { Note } from '../../../components/Note';
import { Tap } from '../../../components/Tap';
import { go } from '../../../state/routes';

/** Where what is sent goes, and why something cannot be. */
export function AddressCard({ preview }: { preview: Preview }) {
  const { address } = preview;
  return (
    <>
      <Tap className="card flex gap12" label={address ? '换收货地址' : '填写收货地址'} onTap={() => go.addresses(true)}>
        <View className="muted flex">
          <Icon name="pin" size={22} />
        </View>
        {address ? (
          <View className="grow">
            <View className="flex gap8 wraps">
              <View className="bold">{address.name}</View>
              <View className="muted">{showPhone(address.phone)}</View>
            </View>
            <View className="small muted">
              {address.region} {address.detail}
            </View>
          </View>
        ) : (
          <View className="grow">
            <View className="bold">填写收货地址</View>
            <View className="small muted">填好后才能下单</View>
          </View>
        )}
        <Chevron />
      </Tap>
      <NotSent preview={preview} />
    </>
  );
}

/** Why an order cannot go to the address chosen, before anybody tries. */
function NotSent({ preview: { orders, address } }: { preview: Preview }) {
  const stays = orders.find(({ sending }) => sending !== 'possible');
  if (!stays) return null;
  return (
    <Note tone="bad">
      {stays.sending === 'placeUnknown'
        ? '这个地址的地区不清楚，算不出运费。改地址，重选地区。'
        : `「${stays.lines[0]?.title ?? ''}」不送到 ${address?.region ?? '这里'}。换个地址，或去掉它。`}
    </Note>
  );
}
