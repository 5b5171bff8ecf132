import { useRouter } from '@tarojs/taro';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, EmptyState, Shown } from '../../../components/states';
import { useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { AddressForm } from './AddressForm';

/** One address, new or changed. */
export default function AddressScreen() {
  const { id: addressId, choose: isForCheckout } = useRouter().params;
  const addresses = useRead('shop.listAddresses', {});
  return (
    <Screen title={addressId ? '改地址' : '添加地址'}>
      <Shown of={addresses} fault="地址没取到" signIn="登录后才能填地址。" skeleton={<CardSkeleton height={280} />}>
        {(value) => {
          const address = value.addresses.find((one) => one.addressId === addressId);
          return addressId && !address ? (
            <EmptyState
              icon="pin"
              title="没有这个地址"
              words="它可能已经删掉了。"
              act={{ words: '看我的地址', onTap: () => go.addresses() }}
            />
          ) : (
            <AddressForm address={address} isFirst={value.addresses.length === 0} isChoice={isForCheckout === '1'} />
          );
        }}
      </Shown>
    </Screen>
  );
}
