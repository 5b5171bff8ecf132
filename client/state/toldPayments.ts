import Taro from '@tarojs/taro';
import { create } from 'zustand';

const KEY = 'toldPayments';
/** The platform's notice comes within seconds, and the cashier is asked meanwhile. */
const CONFIRM_MS = 3 * 60_000;
/** By then an order is paid or closed. */
const FORGET_MS = 24 * 3_600_000;

type Told = Readonly<Record<string, number>>;

interface ToldPayments {
  /** Orders whose payment this device was told of, and when. */
  readonly told: Told;
  tell(orderId: string): void;
}

const recent = (told: Told): Told =>
  Object.fromEntries(Object.entries(told).filter(([, atMs]) => Date.now() - atMs < FORGET_MS));

/** Payments that WeChat told this device of, whatever page is open. */
export const useToldPayments = create<ToldPayments>((set, get) => ({
  told: recent((Taro.getStorageSync(KEY) as Told) || {}),
  tell(orderId) {
    const told = { ...recent(get().told), [orderId]: Date.now() };
    set({ told });
    Taro.setStorageSync(KEY, told);
  },
}));

/** An order, and those that it is paid with. */
interface PayableOrder {
  readonly orderId: string;
  readonly state: string;
  readonly purchase?: { readonly orderIds: readonly string[] } | null;
}

/**
 * What this device knows of an order's payment that the shop does not: `confirming`, it was told that it was made and
 * the shop will hear of it any moment, so that nobody pays again; `unheard`, told, and minutes later not heard of.
 */
export function toldOf(told: Told, { orderId, state, purchase }: PayableOrder): 'confirming' | 'unheard' | null {
  // Orders that are paid together are told of by the first of them.
  const atMs = told[purchase?.orderIds[0] ?? orderId];
  if (state !== 'awaitingPayment' || atMs === undefined) return null;
  return Date.now() - atMs < CONFIRM_MS ? 'confirming' : 'unheard';
}
