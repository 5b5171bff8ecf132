import { _ } from '../_platform/cloud';

/** What waits to be sent: a provider tops up, and a voucher is redeemed, without anybody who sends. */
export const TO_SHIP = { state: 'paid', isRefundPending: false, kind: 'delivered' } as const;

/** What waits for its buyer, who comes to the shop or to the hotel: nobody sends it. */
export const TO_USE = { state: 'paid', isRefundPending: false, kind: _.in(['voucher', 'stay']) } as const;
