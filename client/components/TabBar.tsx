import { View } from '@tarojs/components';
import { useRead, useSession } from '../gateway';
import { go } from '../state/routes';
import { Icon, type IconName } from './Icon';
import { Tap } from './Tap';

export type TabName = 'home' | 'category' | 'cart' | 'mine';

const TABS: readonly { name: TabName; icon: IconName; words: string }[] = [
  { name: 'home', icon: 'home', words: '首页' },
  { name: 'category', icon: 'grid', words: '分类' },
  { name: 'cart', icon: 'cart', words: '购物车' },
  { name: 'mine', icon: 'person', words: '我的' },
];

/** The four tabs, part of the page's column: nothing is hidden behind them, and they follow theme and type. */
export function TabBar({ current }: { current: TabName }) {
  const pieces = useCartCount();
  return (
    <View className="tabs" {...{ role: 'tablist' }} aria-label="主导航">
      {TABS.map(({ name, icon, words }) => (
        <Tap
          key={name}
          role="tab"
          className={`tab ${name === current ? 'is-on' : ''}`}
          isOn={name === current}
          label={name === 'cart' && pieces > 0 ? `${words}，${pieces} 件` : words}
          onTap={() => {
            if (name !== current) go[name]();
          }}
        >
          <Icon name={icon} />
          <View>{words}</View>
          {name === 'cart' ? <Badge count={pieces} /> : null}
        </Tap>
      ))}
    </View>
  );
}

/** A count beside an icon; nothing at none. */
export function Badge({ count }: { count: number }) {
  if (count <= 0) return null;
  return <View className="tab-badge">{count > 99 ? '99+' : count}</View>;
}

/** All pieces in the cart; none when nobody is signed in. */
export function useCartCount(): number {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const cart = useRead('shop.viewCart', {}, { isOn: isSignedIn });
  return isSignedIn ? (cart.value?.count ?? 0) : 0;
}
