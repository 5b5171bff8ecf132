import type { ActionName } from '@shared/contract';
import Taro from '@tarojs/taro';

/** Reads that are remembered on the device, to be shown without a network. All are one member's own. */
const KEPT: readonly ActionName[] = ['shop.home', 'shop.listCategories', 'wallet.view', 'account.me'];

const keyOf = (name: ActionName): string => `kept.${name}`;

interface Kept {
  readonly value: unknown;
  readonly atMs: number;
}

/** What an action last answered on this device, and when. */
export function kept(name: ActionName): Kept | undefined {
  return KEPT.includes(name) ? (Taro.getStorageSync(keyOf(name)) as Kept) || undefined : undefined;
}

/** Remembers an answer. */
export function keep(name: ActionName, value: unknown): void {
  if (KEPT.includes(name)) Taro.setStorageSync(keyOf(name), { value, atMs: Date.now() } satisfies Kept);
}

/** Forgets them all: somebody signs out, or signs in. */
export function forgetKept(): void {
  for (const name of KEPT) Taro.removeStorageSync(keyOf(name));
}
