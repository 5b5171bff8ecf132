const BROWSERS = {
  chrome: 'Chrome',
  safari: 'Safari',
  edge: 'Edge',
  firefox: 'Firefox',
  wechat: '微信',
  other: '浏览器',
} as const;
const SYSTEMS = {
  windows: 'Windows',
  mac: 'Mac',
  ios: 'iPhone 或 iPad',
  android: '安卓',
  linux: 'Linux',
  other: '',
} as const;

interface NamedDevice {
  readonly browser: keyof typeof BROWSERS;
  readonly system: keyof typeof SYSTEMS;
}

/** "Chrome · Windows", as a device named itself; one that did not is some browser. */
export const showDevice = (device: NamedDevice | null | undefined): string =>
  device ? [BROWSERS[device.browser], SYSTEMS[device.system]].filter(Boolean).join(' · ') : '一个浏览器';

/** How a browser calls itself by its user agent. Every browser says it is several: the most special one counts. */
export function deviceOf(userAgent: string): NamedDevice {
  const isIt = (pattern: RegExp) => pattern.test(userAgent);
  const browser = isIt(/MicroMessenger/)
    ? 'wechat'
    : isIt(/Edg/)
      ? 'edge'
      : isIt(/Firefox|FxiOS/)
        ? 'firefox'
        : isIt(/Chrome|CriOS/)
          ? 'chrome'
          : isIt(/Safari/)
            ? 'safari'
            : 'other';
  const system = isIt(/iPhone|iPad/)
    ? 'ios'
    : isIt(/Android/)
      ? 'android'
      : isIt(/Windows/)
        ? 'windows'
        : isIt(/Mac OS X/)
          ? 'mac'
          : isIt(/Linux/)
            ? 'linux'
            : 'other';
  return { browser, system };
}
