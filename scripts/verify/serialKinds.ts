/** Entries of the strict order besides settlements: they take numbers of the day too, which are written nowhere else. */
export const SERIAL_KINDS: readonly string[] = [
  'order.reverse',
  'member.adjust',
  'member.giveUpRest',
  'points.sale',
  'points.exchange',
  'points.redemption',
  'collectible.redemption',
  'order.redeemedBack',
  'merchant.redemption',
  'merchant.sale',
];
