import type { ToldStop } from '@shared/contract';
import { View } from '@tarojs/components';
import Taro, { usePullDownRefresh } from '@tarojs/taro';
import { type CSSProperties, type ReactNode, useEffect, useMemo } from 'react';
import { forgetAll, useRead } from '../gateway';
import { usePreferences, useScale } from '../state/preferences';
import { go } from '../state/routes';
import { Boundary } from './Boundary';
import { headingProps } from './headingProps';
import { Icon } from './Icon';
import { StopNote } from './StopNote';
import { TabBar, type TabName } from './TabBar';
import { Tap } from './Tap';

interface ScreenProps {
  /** In the bar at the top; the brand stands there instead where there is none. */
  readonly title?: string;
  /** The tab this page is; other pages have an arrow back. */
  readonly tab?: TabName;
  /** Shows plan money of demonstration data. */
  readonly isDemo?: boolean;
  /** No gutter and no gaps: the page sets its own. */
  readonly isFlush?: boolean;
  /** Between the bar and the page, as wide as the screen. */
  readonly above?: ReactNode;
  /** Pinned to the foot. */
  readonly foot?: ReactNode;
  /** What this page is for: told on top while an administrator has stopped it. */
  readonly stops?: readonly ToldStop[];
  readonly stopsTo?: 'shops' | undefined;
  /** Sheets, which lie over everything. */
  readonly over?: ReactNode;
  readonly children: ReactNode;
}

/**
 * Height of the status bar, and of the row beside WeChat's own capsule. Asked within the branch of WeChat: elsewhere
 * Taro answers from a table of all browsers, which no visit should fetch.
 */
function hostHeights(): { status: number; row: number } {
  if (process.env.TARO_ENV === 'weapp') {
    const status = Taro.getWindowInfo?.().statusBarHeight ?? 44;
    const capsule = Taro.getMenuButtonBoundingClientRect?.();
    return { status, row: capsule ? (capsule.top - status) * 2 + capsule.height : 44 };
  }
  return { status: 0, row: 48 };
}

/** One screen: bar, ribbon, column, foot; in the theme and the type size that its reader chose. */
export function Screen({ title, tab, isDemo, isFlush, above, foot, stops, stopsTo, over, children }: ScreenProps) {
  const theme = usePreferences((all) => all.theme);
  const scale = useScale();
  const heights = useMemo(hostHeights, []);
  useEffect(() => {
    // In a browser the page around the column follows the reader's choice as well.
    if (process.env.TARO_ENV === 'h5') document.documentElement.className = theme === 'system' ? '' : `theme-${theme}`;
  }, [theme]);
  usePullDownRefresh(() => {
    void forgetAll().finally(() => Taro.stopPullDownRefresh());
  });
  return (
    <View
      className={`screen ${theme === 'system' ? '' : `theme-${theme}`}`}
      style={{ '--fs': String(scale), '--nav': `${heights.status + heights.row}px` } as CSSProperties}
    >
      <View className="nav" style={{ paddingTop: `${heights.status}px` }}>
        <View className="nav-row" style={{ minHeight: `${heights.row}px` }}>
          {tab ? null : (
            <Tap className="nav-back" label="返回" onTap={go.back}>
              <Icon name="back" />
            </Tap>
          )}
          {title ? (
            <View className="nav-title" {...headingProps(1)}>
              {title}
            </View>
          ) : (
            <Brand />
          )}
        </View>
        {isDemo ? <DemoRibbon /> : null}
      </View>
      {above}
      <View className={`screen-main ${isFlush ? 'is-flush' : ''}`}>
        <Boundary>
          {stops ? <StopNote of={stops} to={stopsTo} /> : null}
          {children}
        </Boundary>
      </View>
      {foot || tab ? (
        <View className="foot">
          {foot}
          {tab ? <TabBar current={tab} /> : null}
          <View className="foot-safe" />
        </View>
      ) : (
        <View className="foot-safe" />
      )}
      {over}
    </View>
  );
}

/** The shop's own name once it is known: nothing is asked for it. */
function Brand() {
  const front = useRead('shop.home', {}, { isOn: false }).value?.front;
  return (
    <View className="brand" {...headingProps(1)}>
      <View className="brand-mark">
        <View className="ic ic-18 ic-sprout" aria-hidden="true" />
      </View>
      {front?.name ?? '明禾'}
    </View>
  );
}

/** Says on every screen with plan money that the data is for show. It cannot be closed. */
function DemoRibbon() {
  return (
    <View className="demo" {...{ role: 'note' }}>
      <View className="bold">演示数据</View>
      <View>不是真实资金，不能提现</View>
    </View>
  );
}
