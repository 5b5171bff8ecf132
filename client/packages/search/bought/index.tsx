import type { OutputOf } from '@shared/contract';
import { showDayOf, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { Screen } from '../../../components/Screen';
import { EmptyState, Shown, SignInState } from '../../../components/states';
import { GoodsRow } from '../../../features/goods/GoodsRow';
import { useRead, useSession } from '../../../gateway';
import { go } from '../../../state/routes';

type Bought = OutputOf<'shop.listBought'>['bought'];

/** What was bought before and can be bought now, the newest first. */
export default function BoughtScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const read = useRead('shop.listBought', {}, { isOn: isSignedIn });
  return (
    <Screen title="再买一次">
      {isSignedIn ? (
        <Shown of={read} fault="买过的没取到">
          {({ bought }) => <List bought={bought} />}
        </Shown>
      ) : (
        <SignInState words="登录后，买过的在这里再买一次。" />
      )}
    </Screen>
  );
}

function List({ bought }: { bought: Bought }) {
  if (bought.length === 0)
    return (
      <EmptyState
        icon="box"
        title="还没有可以再买的"
        words="付过款、还在卖的商品会在这里。"
        act={{ words: '去逛逛', onTap: go.home }}
      />
    );
  return (
    <View className="card card-tight">
      {bought.map(({ goods, boughtAtMs, changeFen }, at) => (
        <View key={goods.goodsId}>
          <GoodsRow goods={goods} isFirst={at === 0} />
          <View className="cap muted bought-when">
            {showDayOf(boughtAtMs)} 买过
            {changeFen ? `，现在比那时${changeFen > 0 ? '贵' : '便宜'} ${showPlain(Math.abs(changeFen), 'cash')}` : ''}
          </View>
        </View>
      ))}
    </View>
  );
}
