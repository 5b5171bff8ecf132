import { create } from 'zustand';

interface Browsing {
  readonly categoryId: string | null;
  choose(categoryId: string | null): void;
}

/** What the category tab shows. Tab pages take no parameters, so other screens leave their choice here. */
export const useBrowsing = create<Browsing>((set) => ({
  categoryId: null,
  choose: (categoryId) => set({ categoryId }),
}));
