import type { GoodsView } from '@shared/contract';
import { Button as HostButton, View } from '@tarojs/components';
import { Icon } from '../../components/Icon';
import { Tap } from '../../components/Tap';
import { go } from '../../state/routes';

const face = (
  <>
    <Icon name="talk" size={22} />
    <View>客服</View>
  </>
);

/** WeChat's own way to the shop's people, with the product as a card beside the first words. */
function WechatKey({ goods }: { goods: GoodsView }) {
  return (
    <HostButton
      className="bar-key host-button"
      openType="contact"
      showMessageCard
      sendMessageTitle={goods.title}
      sendMessagePath={`/packages/order/goods/index?id=${encodeURIComponent(goods.goodsId)}`}
      aria-label="客服"
    >
      {face}
    </HostButton>
  );
}

function BrowserKey({ goods }: { goods: GoodsView }) {
  return (
    <Tap className="bar-key" label="客服" onTap={() => go.service(goods.goodsId)}>
      {face}
    </Tap>
  );
}

/** Leads to whom one may ask about a product. */
export const ServiceKey = process.env.TARO_ENV === 'weapp' ? WechatKey : BrowserKey;
