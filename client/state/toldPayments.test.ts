const storage = new Map<string, unknown>();
jest.mock('@tarojs/taro', () => ({
  __esModule: true,
  default: {
    getStorageSync: (key: string) => storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void storage.set(key, value),
  },
}));

import type { toldOf as ToldOf, useToldPayments as UseToldPayments } from './toldPayments';

let toldOf: typeof ToldOf;
let useToldPayments: typeof UseToldPayments;
beforeAll(async () => ({ toldOf, useToldPayments } = await import('./toldPayments')));

const START = Date.UTC(2026, 2, 2);
const order = { orderId: 'order-1', state: 'awaitingPayment' };
const heard = (of = order) => toldOf(useToldPayments.getState().told, of);
const at = (ms: number) => jest.spyOn(Date, 'now').mockReturnValue(START + ms);

test('what the device was told holds back a second payment for minutes, and is remembered for longer', () => {
  at(0);
  expect(heard()).toBeNull();
  useToldPayments.getState().tell('order-1');
  expect(heard()).toBe('confirming');
  expect(heard({ ...order, orderId: 'order-2' })).toBeNull();
  expect(heard({ ...order, state: 'paid' })).toBeNull();
  at(3 * 60_000);
  expect(heard()).toBe('unheard');
  expect(storage.get('toldPayments')).toEqual({ 'order-1': START });
});

test('a day later it is forgotten', () => {
  at(24 * 3_600_000);
  useToldPayments.getState().tell('order-3');
  expect(Object.keys(storage.get('toldPayments') as object)).toEqual(['order-3']);
});
