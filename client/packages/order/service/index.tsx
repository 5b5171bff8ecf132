import type { GoodsView } from '@shared/contract';
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { Button } from '../../../components/Button';
import { Note } from '../../../components/Note';
import { Picture } from '../../../components/Picture';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, Shown } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { useRead } from '../../../gateway';
import { go } from '../../../state/routes';

/** Whom to ask about a product, in a browser: by phone, as far as the shop left one. */
export default function ServiceScreen() {
  const goodsId = decodeURIComponent(useRouter().params.goods ?? '');
  const goods = useRead('shop.viewGoods', { goodsId });
  return (
    <Screen title="客服">
      <Shown of={goods} fault="商品没取到" skeleton={<CardSkeleton />}>
        {(value) => <Service goods={value} />}
      </Shown>
    </Screen>
  );
}

function Service({ goods }: { goods: GoodsView }) {
  const { name, servicePhone, notice } = goods.shop;
  return (
    <>
      <Tap className="card flex gap12" role="link" label={`你在看${goods.title}`} onTap={() => go.goods(goods.goodsId)}>
        <Picture picture={goods.pictures[0] ?? ''} ground={goods.ground} size={56} />
        <View className="grow">
          <View className="cap muted">你在看</View>
          <View className="goods-name">{goods.title}</View>
        </View>
      </Tap>
      <View className="card flow gap12">
        <View className="bold">{name}</View>
        {notice ? <View className="small muted">{notice}</View> : null}
        {servicePhone ? (
          <>
            <View className="title mono">{servicePhone}</View>
            <View className="btns">
              <Button onTap={() => void Taro.makePhoneCall({ phoneNumber: servicePhone })}>打电话</Button>
              <Button kind="line" onTap={() => void Taro.setClipboardData({ data: servicePhone })}>
                复制号码
              </Button>
            </View>
          </>
        ) : (
          <Note>这家店没有留电话。已经下单的，可以在订单里申请退款，店家会看到你写的话。</Note>
        )}
      </View>
    </>
  );
}
