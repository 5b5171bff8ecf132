import type { GoodsView } from '@shared/contract';
import Taro from '@tarojs/taro';

const KEY = 'looks';
const MOST = 50;

/** A product that a guest looked at, as it was then. Kept on this device and sent nowhere. */
interface GuestLook extends Pick<GoodsView, 'goodsId' | 'title' | 'subtitle' | 'ground' | 'priceFen'> {
  readonly picture: string;
  readonly atMs: number;
}

/** What guests looked at on this device, newest first. */
export const guestLooks = (): readonly GuestLook[] => (Taro.getStorageSync(KEY) as GuestLook[]) || [];

const write = (looks: readonly GuestLook[]): void => Taro.setStorageSync(KEY, looks);

/** Notes a look: first, and once for each product. */
export const noteGuestLook = (
  { goodsId, title, subtitle, pictures, ground, priceFen }: GoodsView,
  atMs: number,
): void => {
  const look = { goodsId, title, subtitle, picture: pictures[0] ?? '', ground, priceFen, atMs };
  write([look, ...guestLooks().filter((one) => one.goodsId !== goodsId)].slice(0, MOST));
};

/** Forgets one look, or all of them. @returns what is left. */
export function forgetGuestLooks(goodsId?: string): readonly GuestLook[] {
  const left = goodsId === undefined ? [] : guestLooks().filter((one) => one.goodsId !== goodsId);
  write(left);
  return left;
}
