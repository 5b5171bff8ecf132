import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { LineTabs } from '../../../components/controls';
import { Screen } from '../../../components/Screen';
import { useRead } from '../../../gateway';
import { Centre } from './Centre';
import { Held } from './Held';

const TABS = [
  { key: 'take', words: '领券' },
  { key: 'usable', words: '能用的' },
  { key: 'used', words: '用过的' },
  { key: 'expired', words: '过期的' },
] as const;
type Tab = (typeof TABS)[number]['key'];

const isTab = (text: string | undefined): text is Tab => TABS.some(({ key }) => key === text);

/** Coupons: those that can be taken, and one's own. */
export default function CouponsScreen() {
  const { tab: asked, goods } = useRouter().params;
  const [goodsId, setGoodsId] = useState(goods ? decodeURIComponent(goods) : null);
  const [tab, setTab] = useState<Tab>(isTab(asked) ? asked : 'take');
  const me = useRead('account.me', {});
  return (
    <Screen
      title="优惠券"
      isDemo={me.value?.isDemo}
      above={<LineTabs label="哪些优惠券" options={TABS} chosen={tab} onChoose={setTab} />}
    >
      <View className="flow gap12">
        {tab === 'take' ? (
          <Centre goodsId={goodsId} onAll={() => setGoodsId(null)} onTaken={() => setTab('usable')} />
        ) : (
          <Held key={tab} filter={tab} />
        )}
      </View>
    </Screen>
  );
}
