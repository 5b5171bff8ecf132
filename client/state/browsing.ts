import { create } from 'zustand';

interface Browsing {
  readonly categoryId: string | null;
  readonly query: string;
  /** A search asked for on another tab: the category page opens its field. */
  readonly wantsSearch: boolean;
  choose(categoryId: string | null): void;
  /** Looks for words in the category that is chosen. */
  search(query: string): void;
  /** Looks for the same words in all goods. */
  searchAll(): void;
  askForSearch(isAsked: boolean): void;
}

/** What the category tab shows. Tab pages take no parameters, so home leaves its choice here. */
export const useBrowsing = create<Browsing>((set) => ({
  categoryId: null,
  query: '',
  wantsSearch: false,
  choose: (categoryId) => set({ categoryId, query: '', wantsSearch: false }),
  search: (query) => set({ query }),
  searchAll: () => set({ categoryId: null }),
  askForSearch: (wantsSearch) => set({ wantsSearch }),
}));
