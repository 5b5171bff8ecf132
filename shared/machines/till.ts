import type { Machine } from './machine';

/**
 * A payment of stable points at a till (rules §2 Pay). The member shows a code of their own (`shown`), which the till
 * names an amount for (`asked`); or the till asks for an amount at once; or the member pays a shop's standing code, and
 * the payment begins as it ends. What was paid may be given back by the shop, whole.
 */
export const tillStates = ['shown', 'asked', 'paid', 'givenBack'] as const;
export type TillState = (typeof tillStates)[number];
export type TillEvent = 'till.asked' | 'member.paid' | 'shop.gaveBack';

export const tillMachine = {
  // A code that nobody asked for, or an amount that nobody paid, ends by its time and goes by itself.
  shown: { 'till.asked': 'asked' },
  asked: { 'member.paid': 'paid' },
  paid: { 'shop.gaveBack': 'givenBack' },
  givenBack: {},
} as const satisfies Machine<TillState, TillEvent>;
