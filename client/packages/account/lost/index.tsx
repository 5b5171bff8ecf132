import { View } from '@tarojs/components';
import { Button } from '../../../components/Button';
import { Screen } from '../../../components/Screen';
import { EmptyState } from '../../../components/states';
import { go } from '../../../state/routes';

/** Where an address leads that no page has: an old link, or one that was cut. */
export default function LostScreen() {
  return (
    <Screen title="没有这一页">
      <EmptyState
        icon="search"
        title="没有这一页"
        words="链接可能旧了，或没有复制完整。订单和钱包都没有动。"
        act={{ words: '回到首页', onTap: go.home }}
      />
      <View className="btns">
        <Button kind="plain" onTap={go.category}>
          看分类
        </Button>
        <Button kind="plain" onTap={() => go.orders()}>
          看我的订单
        </Button>
      </View>
    </Screen>
  );
}
