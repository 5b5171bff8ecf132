import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon';

type Tone = 'info' | 'ok' | 'warn' | 'bad';
const ICONS: Record<Tone, IconName> = { info: 'info', ok: 'check', warn: 'paused', bad: 'warn' };

/** Words beside what they speak of, inside its card. Nothing about money is ever said by a toast. */
export function Note({ tone = 'info', icon, children }: { tone?: Tone; icon?: IconName; children: ReactNode }) {
  const role = tone === 'bad' ? 'alert' : 'note';
  return (
    <View className={`note ${tone === 'info' ? '' : `note-${tone}`}`} {...{ role }}>
      <Icon name={icon ?? ICONS[tone]} size={18} />
      <View className="grow">{children}</View>
    </View>
  );
}
