/** The reads that show something else once a payout was recorded, proposed or decided. */
export const TOUCHED = ['admin.viewOwed', 'admin.listOwed', 'admin.listShopLines'] as const;
