import type { Invoice } from '@shared/contract';
import { useState } from 'react';

/** What a member tells a shop, and how it is changed. */
export interface ShopNote {
  readonly text: string;
  readonly set: (text: string) => void;
}

/** What a member says at a checkout besides the goods: which points pay, notes to the shops, an invoice. */
export function useExtras() {
  const [usesSpendable, useSpendable] = useState(false);
  const [usesStable, useStable] = useState(false);
  const [notes, setNotes] = useState<Readonly<Record<string, string>>>({});
  const [invoice, setInvoice] = useState<Invoice | null>(null);
  return {
    usesSpendable,
    useSpendable,
    usesStable,
    useStable,
    invoice,
    setInvoice,
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
