/** What sheets are read in for: parcels of orders, sizes of goods, points of members. */
export const SHEET_KINDS = ['shipping', 'goods', 'points'] as const;

/** The columns of each kind, in the order in which cells cross. */
export const SHEET_COLUMNS = {
  shipping: ['orderNo', 'carrier', 'trackingNo'],
  goods: ['skuId', 'title', 'category', 'price', 'cost', 'stockBefore', 'stock', 'priceBefore'],
  points: ['memberId', 'asset', 'change', 'points'],
} as const satisfies Readonly<Record<(typeof SHEET_KINDS)[number], readonly string[]>>;

/** A sheet has at most so many lines. */
export const MOST_LINES = 50_000;
/** So many of them cross at once; fewer where they are long. */
export const LINES_AT_ONCE = 250;
/** A cell is at most so long; what is longer is cut on the device, and told as too long. */
export const MOST_OF_A_CELL = 200;
