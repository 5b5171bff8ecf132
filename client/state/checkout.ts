import { create } from 'zustand';

/** What lines are told, by SKU and field. */
type Told = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface CheckoutChoice {
  /** The address chosen on the address page for the checkout that is open; null for the default one. */
  readonly addressId: string | null;
  chooseAddress(addressId: string | null): void;
  /** What the page before has asked already. */
  readonly answers: Told;
  tell(answers: Told): void;
}

/** What the pages of one checkout hand to each other. */
export const useCheckoutChoice = create<CheckoutChoice>((set) => ({
  addressId: null,
  chooseAddress: (addressId) => set({ addressId }),
  answers: {},
  tell: (answers) => set({ answers }),
}));
