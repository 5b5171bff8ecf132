import { View } from '@tarojs/components';

/** The icons of styles/icons.css. */
export type IconName =
  | 'home'
  | 'grid'
  | 'cart'
  | 'person'
  | 'search'
  | 'pin'
  | 'next'
  | 'back'
  | 'down'
  | 'up'
  | 'plus'
  | 'minus'
  | 'close'
  | 'check'
  | 'info'
  | 'warn'
  | 'paused'
  | 'shield'
  | 'eye'
  | 'eyeoff'
  | 'card'
  | 'box'
  | 'truck'
  | 'talk'
  | 'return'
  | 'tree'
  | 'share'
  | 'page'
  | 'lock'
  | 'sun'
  | 'star'
  | 'starfull'
  | 'offline'
  | 'wallet'
  | 'table'
  | 'line'
  | 'edit'
  | 'trash'
  | 'clock'
  | 'phone'
  | 'mail'
  | 'copy'
  | 'key'
  | 'erase'
  | 'download'
  | 'out';

/** A line icon in the colour of the text around it. Never the only bearer of a meaning. */
export function Icon({ name, size = 24 }: { name: IconName; size?: 14 | 16 | 18 | 20 | 22 | 24 | 26 | 32 | 36 }) {
  return <View className={`ic ic-${size} ic-${name}`} aria-hidden="true" />;
}

/** The arrow at the end of a row that leads on. */
export function Chevron() {
  return (
    <View className="chev">
      <Icon name="next" size={18} />
    </View>
  );
}
