import { View } from '@tarojs/components';

/** WeChat asks for this component where the tab bar is custom. Ours is part of each page, so this one is empty. */
export default function EmptyTabBar() {
  return <View />;
}
