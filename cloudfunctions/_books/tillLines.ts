/** Which way a payment at a till went: to the shop, or whole back to who paid. */
export type TillWay = 'pay' | 'back';

/** The entry of a payment of stable points at a till, or of its way back. */
export const tillEntryId = (paymentId: string, way: TillWay): string => `till:${paymentId}:${way}`;

/** The shop's line of one way of a payment. */
export const tillLineId = (paymentId: string, way: TillWay): string => `${tillEntryId(paymentId, way)}:stable`;

/** The shop's lines of both ways of a payment. */
export const tillLineIds = (paymentId: string): string[] => [
  tillLineId(paymentId, 'pay'),
  tillLineId(paymentId, 'back'),
];

/** What a shop's line says of a payment: who paid, under a masked name, and what for. */
export const tillNote = (payerMasked: string, note: string): string => [payerMasked, note].filter(Boolean).join(' · ');
