import { Popup } from '@nutui/nutui-react-taro';
import { Text, View } from '@tarojs/components';
import { type ReactNode, useRef } from 'react';
import { Icon } from './Icon';
import { useSheetFocus } from './sheetFocus';
import { Tap } from './Tap';

interface SheetProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly isDemo?: boolean;
  readonly onClose: () => void;
  /** Pinned below the body, which scrolls. */
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}

/** A sheet from the foot of the screen, at most the screen less 44 high. Not on tab pages. */
export function Sheet({ title, isOpen, isDemo, onClose, foot, children }: SheetProps) {
  const top = useRef(null);
  useSheetFocus(isOpen, onClose, top);
  return (
    <Popup
      visible={isOpen}
      position="bottom"
      className="sheet"
      lockScroll
      round
      onClose={onClose}
      onOverlayClick={() => {
        onClose();
        return true;
      }}
    >
      <View ref={top} {...{ role: 'dialog', tabIndex: -1 }} aria-label={title} className="sheet-top">
        <View className="flex gap8 wraps grow">
          <Text>{title}</Text>
          {isDemo ? <Text className="tag tag-warn regular">演示数据</Text> : null}
        </View>
        <Tap className="sheet-close" label="关闭" onTap={onClose}>
          <Icon name="close" size={22} />
        </Tap>
      </View>
      <View className="sheet-body">
        <View className="flow gap12">{children}</View>
      </View>
      {foot ? <View className="sheet-foot">{foot}</View> : null}
      <View className="foot-safe" />
    </Popup>
  );
}
