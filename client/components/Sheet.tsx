import { ScrollView, Text, View } from '@tarojs/components';
import { type ReactNode, useRef } from 'react';
import { Icon } from './Icon';
import { SheetBack } from './SheetBack';
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

/** A dialog in the words of both hosts; in a browser it takes the focus as it opens. */
const SPOKEN: Record<string, unknown> =
  process.env.TARO_ENV === 'h5'
    ? { role: 'dialog', 'aria-modal': 'true', tabIndex: -1 }
    : { 'aria-role': 'dialog', 'aria-modal': 'true' };

/**
 * A sheet from the foot of the screen, at most the screen less 44 high. Not on tab pages. What was typed in it stays when
 * it is closed and opened again. `catchMove`: in WeChat the screen beneath does not scroll.
 */
export function Sheet({ title, isOpen, isDemo, onClose, foot, children }: SheetProps) {
  const dialog = useRef(null);
  const wasOpen = useRef(false);
  wasOpen.current ||= isOpen;
  useSheetFocus(isOpen, onClose, dialog);
  if (!wasOpen.current) return null;
  return (
    <>
      <SheetBack isOpen={isOpen} onClose={onClose} />
      <View className={`sheet-layer ${isOpen ? 'is-open' : ''}`}>
        <View className="sheet-scrim" catchMove onClick={onClose} aria-hidden="true" />
        <View ref={dialog} className="sheet" catchMove aria-label={title} {...SPOKEN}>
          <View className="sheet-top">
            <View className="flex gap8 wraps grow">
              <Text>{title}</Text>
              {isDemo ? <Text className="tag tag-warn regular">演示数据</Text> : null}
            </View>
            <Tap className="sheet-close" label="关闭" onTap={onClose}>
              <Icon name="close" size={22} />
            </Tap>
          </View>
          <ScrollView className={`sheet-body ${foot ? 'has-foot' : ''}`} scrollY>
            <View className="sheet-inside flow gap12">{children}</View>
          </ScrollView>
          {foot ? <View className="sheet-foot">{foot}</View> : null}
          <View className="foot-safe" />
        </View>
      </View>
    </>
  );
}
