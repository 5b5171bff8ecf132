import { showPhone } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { Button, Link } from '../../../components/Button';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, EmptyState, Shown, SignInState } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { useRead, useSession } from '../../../gateway';
import { useCheckoutChoice } from '../../../state/checkout';
import { go } from '../../../state/routes';

/** Where parcels go. Opened from a checkout, a tap chooses. */
export default function AddressesScreen() {
  const isChoice = useRouter().params.choose === '1';
  const isSignedIn = useSession((all) => all.isSignedIn);
  const addresses = useRead('shop.listAddresses', {}, { isOn: isSignedIn });
  const choose = useCheckoutChoice((all) => all.chooseAddress);
  return (
    <Screen
      title={isChoice ? '选收货地址' : '收货地址'}
      foot={
        isSignedIn ? (
          <View className="bar">
            <Button
              kind={addresses.value?.addresses.length === 0 ? 'filled' : 'line'}
              size="block"
              onTap={() => go.address(null, isChoice)}
            >
              添加地址
            </Button>
          </View>
        ) : null
      }
    >
      {isSignedIn ? (
        <Shown of={addresses} fault="地址没取到" skeleton={<CardSkeleton />}>
          {(value) =>
            value.addresses.length === 0 ? (
              <EmptyState icon="pin" title="还没有地址" words="填好后，下单时会自动带上默认的那个。" />
            ) : (
              value.addresses.map((one) => (
                <View key={one.addressId} className="card flex gap12">
                  <Tap
                    className="grow"
                    label={`${one.name}，${showPhone(one.phone)}，${one.region} ${one.detail}`}
                    onTap={() => {
                      if (!isChoice) return go.address(one.addressId, false);
                      choose(one.addressId);
                      return go.back();
                    }}
                  >
                    <View className="flex gap8 wraps">
                      <View className="bold">{one.name}</View>
                      <View className="muted">{showPhone(one.phone)}</View>
                      {one.isDefault ? <View className="tag tag-accent">默认</View> : null}
                      {one.label ? <View className="tag">{one.label}</View> : null}
                    </View>
                    <View className="small muted wrap">
                      {one.region} {one.detail}
                    </View>
                    {one.regionCode === '' ? <View className="cap muted">地区不清楚，改的时候重选一次</View> : null}
                  </Tap>
                  <Link label={`改${one.name}的地址`} onTap={() => go.address(one.addressId, isChoice)}>
                    改
                  </Link>
                </View>
              ))
            )
          }
        </Shown>
      ) : (
        <SignInState words="登录后才能填地址。" />
      )}
    </Screen>
  );
}
