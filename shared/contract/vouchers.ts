import * as z from 'zod';
import { voucherStates } from '../machines';
import { action } from './action';
import { cursor, day, id, moment, pageLimit, picture, requestId, units } from './values';
import { visitTime, voucherTerms } from './voucherTerms';

/** A visit that is booked: for so many pieces. */
const visit = z.strictObject({
  day,
  time: visitTime,
  pieces: z.number().int(),
  atMs: moment,
  /** The last moment at which it is changed or given up. */
  settledAtMs: moment,
});
export type Visit = z.infer<typeof visit>;

/** What a voucher is over, whoever looks at it. */
const over = {
  title: z.string(),
  label: z.string(),
  picture,
  ground: z.number().int(),
  priceFen: units,
  /** As bought; those that were redeemed; and those that can be yet: neither redeemed, nor back, nor asked back. */
  pieces: z.number().int(),
  redeemedPieces: z.number().int(),
  left: z.number().int(),
  fromMs: moment,
  /** The first moment at which it is not valid any more. */
  untilMs: moment,
  terms: voucherTerms,
  /** It is the code of a stay: rooms for all its nights, which do not go back by themselves. */
  isStay: z.boolean(),
  /** Null where none is booked. */
  visit: visit.nullable(),
} as const;

/** Digits, in groups or not, as they are typed or scanned. */
const typedCode = z.string().min(1).max(40);

const voucherCard = z.strictObject({
  ...over,
  code: id,
  state: z.enum(voucherStates),
  orderId: id,
  shopName: z.string(),
  issuedAtMs: moment,
  redeemedAtMs: moment.nullable(),
});
export type VoucherCard = z.infer<typeof voucherCard>;

const voucherPage = z.strictObject({
  ...voucherCard.shape,
  shopId: id,
  servicePhone: z.string(),
  /** What of it is asked back. */
  inCase: z.number().int(),
  /** What went back of it, in pieces. */
  backPieces: z.number().int(),
  /** What goes back for all that is left, the way it was paid; null where nothing is left. */
  refund: z.strictObject({ cashFen: units, balanceFen: units, spendableCents: units, stableCents: units }).nullable(),
  nowMs: moment,
});
export type VoucherPage = z.infer<typeof voucherPage>;

/** A voucher at the till: what it is, and how much of it is left. */
const atTill = z.strictObject({
  ...over,
  code: id,
  buyerMasked: z.string(),
  paidAtMs: moment,
});
export type VoucherAtTill = z.infer<typeof atTill>;

const redeemed = z.strictObject({
  code: id,
  title: z.string(),
  label: z.string(),
  /** Redeemed now, and left behind it. */
  pieces: z.number().int(),
  left: z.number().int(),
  atMs: moment,
});
export type Redeemed = z.infer<typeof redeemed>;

const redeemedRow = z.strictObject({
  code: id,
  title: z.string(),
  label: z.string(),
  redeemedPieces: z.number().int(),
  pieces: z.number().int(),
  priceFen: units,
  redeemedAtMs: moment,
});
export type RedeemedRow = z.infer<typeof redeemedRow>;

const lookRefusals = [
  'voucher/unknown',
  'voucher/tooMany',
  'voucher/otherShop',
  'voucher/notYet',
  'voucher/closedDay',
  'voucher/expired',
  'voucher/redeemed',
  'voucher/refunded',
  'voucher/inCase',
] as const;

const look = z.strictObject({ code: typedCode });

const redeem = z.strictObject({
  code: typedCode,
  pieces: z.number().int().min(1).max(999),
  /** How many were left when the till looked: of two tills at once one redeems. */
  expectedLeft: z.number().int().min(1).max(999),
  requestId,
});

const redeemRefusals = [...lookRefusals, 'voucher/tooFew', 'voucher/changed'] as const;

const openDay = z.strictObject({
  day,
  times: z.array(z.strictObject({ time: visitTime, left: z.number().int() })),
});

const visitRefusals = ['voucher/none', 'appointment/none', 'appointment/tooLate'] as const;

/** Visits of one day to one product. */
const visitsOfGoods = z.strictObject({
  goodsId: id,
  title: z.string(),
  shopName: z.string(),
  visits: z.array(
    z.strictObject({
      time: visitTime,
      label: z.string(),
      guestMasked: z.string(),
      pieces: z.number().int(),
      /** To come; whoever booked it came, or has not by its time. */
      state: z.enum(['expected', 'came', 'missed']),
    }),
  ),
});
export type VisitsOfGoods = z.infer<typeof visitsOfGoods>;

const paged = { cursor: cursor.optional(), limit: pageLimit.default(20) };

export const voucherActions = [
  /** One's own: those that can be used, the first to end first; or those that have ended, the newest first. */
  action({
    name: 'shop.listVouchers',
    role: 'member',
    input: z.strictObject({ filter: z.enum(['open', 'ended']).default('open'), ...paged }),
    output: z.strictObject({ vouchers: z.array(voucherCard), next: cursor.nullable(), nowMs: moment }),
    refusals: ['cursor/invalid'],
  }),
  action({
    name: 'shop.viewVoucher',
    role: 'member',
    input: z.strictObject({ code: id }),
    output: voucherPage,
    refusals: ['voucher/none'],
  }),
  /** The times at which a voucher of one's own can be visited on, with how many pieces there is room for. */
  action({
    name: 'shop.viewVisits',
    role: 'member',
    input: z.strictObject({ code: id }),
    output: z.strictObject({
      title: z.string(),
      left: z.number().int(),
      visit: visit.nullable(),
      days: z.array(openDay),
    }),
    refusals: ['voucher/none', 'appointment/none'],
  }),
  /** Books a visit, in place of one that is booked. */
  action({
    name: 'shop.bookVisit',
    role: 'member',
    input: z.strictObject({ code: id, day, time: visitTime, pieces: z.number().int().min(1).max(50), requestId }),
    output: z.strictObject({ visit }),
    refusals: [...visitRefusals, 'appointment/closed', 'appointment/full', 'voucher/tooFew'],
  }),
  action({
    name: 'shop.giveUpVisit',
    role: 'member',
    input: z.strictObject({ code: id, requestId }),
    output: z.strictObject({ code: id }),
    refusals: visitRefusals,
  }),
  /** What a code stands for, in the shop of the caller. Codes that are none are counted. */
  action({ name: 'merchant.viewVoucher', role: 'merchant', input: look, output: atTill, refusals: lookRefusals }),
  /** Redeems pieces of a voucher, once: the order is received with the last of them. */
  action({
    name: 'merchant.redeemVoucher',
    role: 'merchant',
    input: redeem,
    output: redeemed,
    refusals: redeemRefusals,
  }),
  /** Vouchers of which something was redeemed, the newest first. */
  action({
    name: 'merchant.listRedeemed',
    role: 'merchant',
    input: z.strictObject(paged),
    output: z.strictObject({ vouchers: z.array(redeemedRow), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  /** Who comes on a day, product by product. */
  action({
    name: 'merchant.listVisits',
    role: 'merchant',
    input: z.strictObject({ day, ...paged }),
    output: z.strictObject({ goods: z.array(visitsOfGoods), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  /** The same of all shops. */
  action({
    name: 'admin.listVisits',
    role: 'staff.orders',
    input: z.strictObject({ day, ...paged }),
    output: z.strictObject({ goods: z.array(visitsOfGoods), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  /** The same in the platform's own shops. */
  action({ name: 'admin.viewVoucher', role: 'staff.orders', input: look, output: atTill, refusals: lookRefusals }),
  action({
    name: 'admin.redeemVoucher',
    role: 'staff.orders',
    input: redeem,
    output: redeemed,
    refusals: redeemRefusals,
  }),
] as const;
