import { View } from '@tarojs/components';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';

interface ChosenHeadProps {
  /** How many of what: 3 单. */
  readonly what: string;
  readonly onEnd: () => void;
}

/** The head of a card that does something with several things chosen from a list. */
export const ChosenHead = ({ what, onEnd }: ChosenHeadProps) => (
  <View className="head is-close">
    <HeadTitle>选了 {what}</HeadTitle>
    <View className="head-right">
      <Button kind="plain" size="small" onTap={onEnd}>
        不选了
      </Button>
    </View>
  </View>
);
