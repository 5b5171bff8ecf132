/** Figures that operators watch which are shares, in millionths; all others are counts. */
const SHARES: readonly string[] = ['newMembers', 'ownShop', 'payoutRatio'];

/** Whether a watched figure is a share. */
export const isShare = (kind: string): boolean => SHARES.includes(kind);
