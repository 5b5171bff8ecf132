/** What an action may cost: requests of the functions, and the longest chain of them that wait for one another. */
export interface Budget {
  readonly requests: number;
  /** Left out where one after the other is all there is. */
  readonly chain?: number;
}

/** The rows that are no actions: what the platform calls. */
export const platformRows = ['pay callback', 'settlement, an order', 'daily close, a page'] as const;
export type PlatformRow = (typeof platformRows)[number];

/**
 * The budgets, by row of the bench: an action's name, with what sets its cases apart in brackets where it has several.
 * A settlement's is for each order of a run that settles many.
 */
export const budgets: Readonly<Record<string, Budget>> = {
  'shop.home (guest)': { requests: 8, chain: 3 },
  'shop.home (member)': { requests: 8, chain: 3 },
  'shop.listGoods': { requests: 3, chain: 2 },
  'shop.viewGoods': { requests: 5, chain: 2 },
  'shop.listAlike': { requests: 3, chain: 2 },
  'shop.listFavourites': { requests: 5, chain: 3 },
  'reviews.list': { requests: 2, chain: 1 },
  // One of them reads the words that the shop forbids itself.
  'reviews.write': { requests: 13 },
  'shop.viewCart': { requests: 5, chain: 3 },
  'shop.previewOrder': { requests: 8, chain: 3 },
  'shop.placeOrder': { requests: 14, chain: 7 },
  'shop.payOrder': { requests: 3, chain: 3 },
  'pay callback': { requests: 9, chain: 6 },
  'account.me': { requests: 4, chain: 2 },
  'wallet.view': { requests: 8, chain: 3 },
  'wallet.statement': { requests: 5, chain: 3 },
  'team.listDirect': { requests: 4, chain: 3 },
  'shop.viewOrder': { requests: 3, chain: 2 },
  'settlement, an order': { requests: 3 },
  'shop.viewVisits': { requests: 4 },
  // Its day is looked for, or made, before the transaction.
  'shop.bookVisit': { requests: 13 },
  'shop.giveUpVisit': { requests: 9 },
  'merchant.listVisits': { requests: 2 },
  'admin.listVisits': { requests: 2 },
};
