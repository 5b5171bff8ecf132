import { View } from '@tarojs/components';
import type { CSSProperties, ReactNode } from 'react';

type TapRole = 'button' | 'link' | 'checkbox' | 'radio' | 'switch' | 'tab';

interface TapProps {
  /** What a screen reader says; needed where the children have no words. */
  readonly label?: string;
  readonly role?: TapRole;
  readonly className?: string;
  readonly style?: CSSProperties;
  /** State of a checkbox, radio, switch or tab. */
  readonly isOn?: boolean;
  /** Off: it stays in its place and says why elsewhere, but does nothing. */
  readonly isOff?: boolean;
  readonly onTap?: () => void;
  readonly children?: ReactNode;
}

/** Names of state and role, in the words of both hosts: WeChat knows aria-role, a browser role. */
function spoken({ label, role = 'button', isOn, isOff }: TapProps): Record<string, unknown> {
  const state = role === 'tab' ? 'aria-selected' : 'aria-checked';
  return {
    ...(process.env.TARO_ENV === 'h5' ? { role, tabIndex: 0 } : { 'aria-role': role }),
    ...(label ? { 'aria-label': label } : {}),
    ...(isOn === undefined ? {} : { [state]: isOn ? 'true' : 'false' }),
    ...(isOff ? { 'aria-disabled': 'true' } : {}),
  };
}

/** Anything that can be tapped: with a name, a role, a state, and by Enter or Space on a keyboard. */
export function Tap(props: TapProps) {
  const act = () => {
    if (!props.isOff) props.onTap?.();
  };
  const keyboard =
    process.env.TARO_ENV === 'h5'
      ? {
          onKeyDown: (event: { key: string; preventDefault(): void; target: unknown; currentTarget: unknown }) => {
            if (event.target !== event.currentTarget || (event.key !== 'Enter' && event.key !== ' ')) return;
            event.preventDefault();
            act();
          },
        }
      : {};
  return (
    <View
      className={`is-tap ${props.className ?? ''}`}
      style={props.style}
      hoverClass={props.isOff ? 'none' : 'is-pressed'}
      onClick={(event) => {
        event.stopPropagation();
        act();
      }}
      {...spoken(props)}
      {...keyboard}
    >
      {props.children}
    </View>
  );
}
