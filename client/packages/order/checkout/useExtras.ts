import type { InputOf, Invoice } from '@shared/contract';
import { useState } from 'react';

/** What a member tells a shop, and how it is changed. */
export interface ShopNote {
  readonly text: string;
  readonly set: (text: string) => void;
}

/** The coupon that one order is to use; null for none. */
type ChosenCoupon = NonNullable<InputOf<'shop.previewOrder'>['coupons']>[number];

const isSameOrder = (one: ChosenCoupon, other: ChosenCoupon): boolean =>
  one.shopId === other.shopId && one.kind === other.kind;

/** What a member says at a checkout besides the goods: which points pay, whether the cash balance does, notes to the shops, an invoice. */
export function useExtras() {
  const [usesSpendable, useSpendable] = useState(false);
  const [usesStable, useStable] = useState(false);
  const [usesBalance, useBalance] = useState(false);
  const [notes, setNotes] = useState<Readonly<Record<string, string>>>({});
  const [invoice, setInvoice] = useState<Invoice | null>(null);
  const [coupons, setCoupons] = useState<readonly ChosenCoupon[]>([]);
  return {
    usesSpendable,
    useSpendable,
    usesStable,
    useStable,
    usesBalance,
    useBalance,
    invoice,
    setInvoice,
    /** What was chosen for orders; the others use the best. */
    coupons,
    chooseCoupon: (choice: ChosenCoupon) =>
      setCoupons((before) => [...before.filter((one) => !isSameOrder(one, choice)), choice]),
    forgetCoupons: () => setCoupons([]),
    noteOf: (shopId: string): ShopNote => ({
      text: notes[shopId] ?? '',
      set: (text) => setNotes((before) => ({ ...before, [shopId]: text })),
    }),
    /** The notes that say something, as the order takes them. */
    notes: Object.entries(notes)
      .map(([shopId, text]) => ({ shopId, text: text.trim() }))
      .filter(({ text }) => text !== ''),
  };
}

export type Extras = ReturnType<typeof useExtras>;
