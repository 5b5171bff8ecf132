import Taro from '@tarojs/taro';

const keyOf = (memberId: string): string => `searched.${memberId}`;

/** What an account searched for on this device, the newest first. It is kept nowhere else. */
export function kept(memberId: string): string[] {
  const words: unknown = Taro.getStorageSync(keyOf(memberId));
  return Array.isArray(words) ? words.filter((one): one is string => typeof one === 'string') : [];
}

/** Keeps them; none at all is forgotten. */
export const keepSearched = (memberId: string, words: readonly string[]): void =>
  words.length > 0 ? Taro.setStorageSync(keyOf(memberId), words) : Taro.removeStorageSync(keyOf(memberId));
