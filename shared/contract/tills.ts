import * as z from 'zod';
import { tillStates } from '../machines';
import { action } from './action';
import { text } from './text';
import { cursor, id, moment, nothing, pageLimit, payPassword, requestId, units } from './values';

/** What a till's payment is for, in a few words; '' for none. Its payer and the shop see it. */
const noteText = text(0, 40).default('');
/** Stable points in hundredths: at most a hundred thousand at once. */
const amount = z.number().int().min(0).max(10_000_000);

/** A payment at a till, for its payer and its shop. */
const tillPayment = z.strictObject({
  paymentId: id,
  state: z.enum(tillStates),
  shopId: id.nullable(),
  shopName: z.string(),
  /** Of the payer, for the shop: 陈*. */
  payerMasked: z.string(),
  /** Null while no till has named one. */
  amountCents: units.nullable(),
  note: z.string(),
  /** Until when it may be paid; of what was paid without a code, when it was. */
  untilMs: moment,
  paidAtMs: moment.nullable(),
  backAtMs: moment.nullable(),
});
export type TillPayment = z.infer<typeof tillPayment>;

/** Whom to pay: a shop by its standing code, or what a till asked for. */
const payee = z.union([z.strictObject({ shopId: id }), z.strictObject({ paymentId: id })]);

export const tillActions = [
  /** Who is paid by a code, and how much where the till said so: looked at before anything is paid. */
  action({
    name: 'wallet.viewPayee',
    role: 'member',
    input: z.strictObject({ payee }),
    output: z.strictObject({
      shopId: id,
      shopName: z.string(),
      amountCents: units.nullable(),
      note: z.string(),
      untilMs: moment.nullable(),
      heldCents: units,
      isDemo: z.boolean(),
    }),
    refusals: ['shop/unknown', 'till/unknown', 'till/expired', 'till/paid', 'till/notTaken', 'payment/ownMerchant'],
  }),
  /** Pays a shop with stable points, 1 point for 1 yuan (rules §2 Pay). It cannot be taken back by who paid. */
  action({
    name: 'wallet.payMerchant',
    role: 'member',
    input: z.strictObject({ payee, amountCents: amount, note: noteText, payPassword, requestId }),
    output: tillPayment,
    refusals: [
      'payPassword/notSet',
      'payPassword/wrong',
      'payPassword/locked',
      'shop/unknown',
      'till/unknown',
      'till/expired',
      'till/paid',
      'till/otherAmount',
      'till/notTaken',
      'payment/nothing',
      'payment/ownMerchant',
      'payment/exceedsHolding',
      'words/forbidden',
      'words/risky',
    ],
  }),
  /** A payment of one's own, or the code that one shows: what became of it. */
  action({
    name: 'wallet.viewPayment',
    role: 'member',
    input: z.strictObject({ paymentId: id }),
    output: tillPayment,
    refusals: ['till/unknown'],
  }),
  /** A code of one's own for a till to ask by: once, for a few minutes. By itself it pays nothing. */
  action({
    name: 'wallet.showPayCode',
    role: 'member',
    input: z.strictObject({ requestId }),
    output: z.strictObject({ paymentId: id, untilMs: moment }),
    refusals: [],
  }),
  /** What the own till takes, and what came in today. */
  action({
    name: 'merchant.viewTill',
    role: 'merchant',
    input: nothing,
    output: z.strictObject({
      shopId: id,
      name: z.string(),
      takesStable: z.boolean(),
      stableCents: units,
      today: z.strictObject({ payments: z.number().int(), cents: units }),
      isDemo: z.boolean(),
    }),
    refusals: ['shop/unknown'],
  }),
  /**
   * Names an amount that one member may pay, once, within minutes: whoever scans its code; with `code`, the member who
   * shows it, and nobody else.
   */
  action({
    name: 'merchant.askPayment',
    role: 'merchant',
    input: z.strictObject({ amountCents: amount, note: noteText, code: id.optional(), requestId }),
    output: tillPayment,
    refusals: [
      'shop/unknown',
      'till/notTaken',
      'till/unknown',
      'till/expired',
      'till/asked',
      'payment/nothing',
      'payment/ownMerchant',
      'words/forbidden',
      'words/risky',
    ],
  }),
  /** What was paid at the own till, newest first. */
  action({
    name: 'merchant.listPayments',
    role: 'merchant',
    input: z.strictObject({ cursor: cursor.optional(), limit: pageLimit.default(20) }),
    output: z.strictObject({ payments: z.array(tillPayment), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  /** What became of an amount that the own till asked for. */
  action({
    name: 'merchant.viewPayment',
    role: 'merchant',
    input: z.strictObject({ paymentId: id }),
    output: tillPayment,
    refusals: ['till/unknown'],
  }),
  /** Gives a payment back to who paid it, whole, within thirty days. */
  action({
    name: 'merchant.givePaymentBack',
    role: 'merchant',
    input: z.strictObject({ paymentId: id, requestId }),
    output: tillPayment,
    refusals: ['till/unknown', 'till/givenBack', 'till/tooLate', 'till/notEnough'],
  }),
] as const;
