import { View } from '@tarojs/components';
import type { ComponentProps } from 'react';
import { Chevron, Icon } from './Icon';
import { ServiceEntry } from './ServiceEntry';

/** A line of a card that leads to the people of a shop. */
export function ServiceRow({
  shopId,
  about,
  isFirst,
}: Pick<ComponentProps<typeof ServiceEntry>, 'shopId' | 'about'> & { isFirst?: boolean }) {
  return (
    <ServiceEntry className={`row ${isFirst ? 'is-first' : ''}`} label="联系店家" shopId={shopId} about={about}>
      <View className="muted flex">
        <Icon name="talk" size={22} />
      </View>
      <View className="row-main">联系店家</View>
      <Chevron />
    </ServiceEntry>
  );
}
