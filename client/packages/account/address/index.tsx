import { useRouter } from '@tarojs/taro';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, Shown } from '../../../components/states';
import { useRead } from '../../../gateway';
import { AddressForm } from './AddressForm';

/** One address, new or changed. */
export default function AddressScreen() {
  const { id: addressId, choose: isForCheckout } = useRouter().params;
  const addresses = useRead('shop.listAddresses', {});
  return (
    <Screen title={addressId ? '改地址' : '添加地址'}>
      <Shown of={addresses} fault="地址没取到" signIn="登录后才能填地址。" skeleton={<CardSkeleton height={280} />}>
        {(value) => (
          <AddressForm
            address={value.addresses.find((one) => one.addressId === addressId)}
            isFirst={value.addresses.length === 0}
            isChoice={isForCheckout === '1'}
          />
        )}
      </Shown>
    </Screen>
  );
}
