import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Button } from '../../components/Button';
import { headingProps } from '../../components/headingProps';
import { Icon } from '../../components/Icon';
import { Screen } from '../../components/Screen';
import { go } from '../../state/routes';
import './exits.css';

/** The receipt of what left: what came for it, and what is left. */
export function OutReceipt({
  title,
  heading = title,
  what,
  then = { words: '看明细', onTap: go.statement },
  told = '每个数怎么算的，明细里点开可以看，也可以自己再算一遍。',
  isDemo = false,
  children,
}: {
  title: string;
  heading?: string;
  what: ReactNode;
  then?: { words: string; onTap: () => void };
  told?: string;
  isDemo?: boolean;
  children: ReactNode;
}) {
  return (
    <Screen
      title={title}
      isDemo={isDemo}
      foot={
        <View className="bar btns">
          <Button kind="plain" onTap={then.onTap}>
            {then.words}
          </Button>
          <Button onTap={go.back}>完成</Button>
        </View>
      }
    >
      <View className="card flow gap12" {...{ role: 'status' }}>
        <View className="till-face">
          <View className="good-ink flex">
            <Icon name="check" size={36} />
          </View>
          <View className="bold wrap" {...headingProps(2)}>
            {heading}
          </View>
          {what}
        </View>
        <View>{children}</View>
      </View>
      <View className="small muted center">{told}</View>
    </Screen>
  );
}
