import { create } from 'zustand';

interface CheckoutChoice {
  /** The address chosen on the address page for the checkout that is open; null for the default one. */
  readonly addressId: string | null;
  chooseAddress(addressId: string | null): void;
}

/** What the pages of one checkout hand to each other. */
export const useCheckoutChoice = create<CheckoutChoice>((set) => ({
  addressId: null,
  chooseAddress: (addressId) => set({ addressId }),
}));
