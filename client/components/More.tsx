import { View } from '@tarojs/components';
import { Button } from './Button';

/** The end of a list that comes in pages: more comes by scrolling, or by this. */
export function More({
  hasMore,
  isLoading,
  isEnd,
  onMore,
}: {
  hasMore: boolean;
  isLoading: boolean;
  isEnd?: boolean;
  onMore: () => void;
}) {
  if (!hasMore) return isEnd ? <View className="cap muted center more-end">到底了</View> : null;
  return (
    <View className="center more-end">
      <Button kind="plain" size="small" isOff={isLoading} onTap={onMore}>
        {isLoading ? '正在取' : '看更多'}
      </Button>
    </View>
  );
}
