import { Popup } from '@nutui/nutui-react-taro';
import { Text, View } from '@tarojs/components';
import { type ReactNode, useEffect } from 'react';
import { Icon } from './Icon';
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
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5' || !isOpen) return undefined;
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onClose();
    };
    window.addEventListener('keydown', leave);
    return () => window.removeEventListener('keydown', leave);
  }, [isOpen, onClose]);
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
      <View {...{ role: 'dialog' }} aria-label={title} className="sheet-top">
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
