import Taro from '@tarojs/taro';
import { useSyncExternalStore } from 'react';
import { create } from 'zustand';

const KEY = 'preferences';

export type Theme = 'system' | 'light' | 'dark';
/** Sizes of type that every screen is drawn for. */
const SCALES = [1, 1.15, 1.3] as const;
export type Scale = (typeof SCALES)[number];

interface Kept {
  readonly theme: Theme;
  /** Null follows the host's own setting. */
  readonly scale: Scale | null;
  readonly hidesAmounts: boolean;
}

interface Preferences extends Kept {
  change(part: Partial<Kept>): void;
}

/** The nearest size drawn for, from WeChat's font size setting in px (16 or 17 is its standard). */
function hostScale(): Scale {
  // Taro's types do not know this newer field.
  const { fontSizeSetting: size = 16 } = (process.env.TARO_ENV === 'weapp' ? (Taro.getAppBaseInfo?.() ?? {}) : {}) as {
    fontSizeSetting?: number;
  };
  return size >= 20 ? 1.3 : size >= 18 ? 1.15 : 1;
}

const standard: Kept = { theme: 'system', scale: null, hidesAmounts: false };
const initial: Kept = { ...standard, ...((Taro.getStorageSync(KEY) as Partial<Kept>) || {}) };

/** How this member wants to see the screens. Stays on the device. */
export const usePreferences = create<Preferences>((set, get) => ({
  ...initial,
  change(part) {
    set(part);
    const { theme, scale, hidesAmounts } = get();
    Taro.setStorageSync(KEY, { theme, scale, hidesAmounts } satisfies Kept);
  },
}));

// What is chosen in one tab of a browser holds in the others as well.
if (process.env.TARO_ENV === 'h5')
  window.addEventListener('storage', ({ key }) => {
    if (key === KEY) usePreferences.setState({ ...standard, ...((Taro.getStorageSync(KEY) as Partial<Kept>) || {}) });
  });

/** The factor of all type: the member's choice, or the host's setting. */
export const useScale = (): Scale => usePreferences((all) => all.scale) ?? hostScale();

const darkHost = () => window.matchMedia?.('(prefers-color-scheme: dark)');

// Asked of the build at each place: by a constant of its own a browser would bring what it never calls.
const isHostDark = (): boolean =>
  process.env.TARO_ENV === 'weapp' ? Taro.getAppBaseInfo?.().theme === 'dark' : (darkHost()?.matches ?? false);

/** Tells when the host turns dark or light; answers what stops it. */
function onHostTheme(tell: () => void): () => void {
  if (process.env.TARO_ENV === 'weapp') {
    Taro.onThemeChange?.(tell);
    return () => Taro.offThemeChange?.(tell);
  }
  const host = darkHost();
  host?.addEventListener('change', tell);
  return () => host?.removeEventListener('change', tell);
}

/** Whether the screens are dark now: for what is drawn on a canvas and cannot follow the style sheet. */
export function useIsDark(): boolean {
  const theme = usePreferences((all) => all.theme);
  const isHost = useSyncExternalStore(onHostTheme, isHostDark);
  return theme === 'system' ? isHost : theme === 'dark';
}
