import { View } from '@tarojs/components';
import { Icon, type IconName } from './Icon';
import { Row } from './Row';

interface WayProps {
  readonly icon: IconName;
  readonly title: string;
  readonly value?: string | undefined;
  readonly isFirst?: boolean;
  readonly onTap: () => void;
}

/** A way into a part of the shop's affairs, with how it stands there. */
export const Way = ({ icon, title, value, isFirst, onTap }: WayProps) => (
  <Row
    isFirst={isFirst}
    lead={
      <View className="muted flex">
        <Icon name={icon} size={22} />
      </View>
    }
    title={title}
    value={value ? <View className="small muted">{value}</View> : undefined}
    onTap={onTap}
  />
);
