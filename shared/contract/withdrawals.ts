import * as z from 'zod';
import { withdrawalStates } from '../machines';
import { action } from './action';
import { figuresNamed } from './settingFields';
import { text } from './text';
import {
  cursor,
  id,
  moment,
  pageLimit,
  payPassword,
  quarter,
  rateMillionths,
  repeatable,
  requestId,
  units,
} from './values';
import { withdrawable } from './wallet';

export const withdrawalState = z.enum(withdrawalStates);
export type { WithdrawalState } from '../machines';

/** Payouts that are stopped: none, all, or of what one kind of plan brought. Requests that were made wait meanwhile. */
export const stoppedCash = z.enum(['none', 'all', 'dividend', 'sale']);
export type StoppedCash = z.infer<typeof stoppedCash>;

/** What a payee has to tell of himself: nothing, the name, or the name and the number of the identity card. */
export const payeeNeeds = z.enum(['nothing', 'name', 'nameAndNumber']);
export type PayeeNeeds = z.infer<typeof payeeNeeds>;

/** Settings of withdrawals; changed as all settings are. Amounts in fen. */
export const withdrawalTerms = z.strictObject({
  ...figuresNamed(
    'withdrawMinFen',
    'withdrawFeeMillionths',
    'withdrawDailyFen',
    'withdrawDailyCount',
    'withdrawWaitHours',
    'withdrawReviewFromFen',
    'withdrawSecondFromFen',
    'withdrawTaxFreeFen',
    'withdrawTaxMillionths',
  ),
  withdrawNeeds: payeeNeeds,
});
export type WithdrawalTerms = z.infer<typeof withdrawalTerms>;

/** Why nothing can be drawn at the moment, whoever asks for how much; null where nothing is in the way. */
export const withdrawalBar = z.enum(['notOpen', 'notCleared', 'stopped', 'blocked', 'wechatOnly']);
export type WithdrawalBar = z.infer<typeof withdrawalBar>;

const withdrawalRow = z.strictObject({
  withdrawalId: id,
  state: withdrawalState,
  amountFen: units,
  feeFen: units,
  /** amountFen − feeFen. */
  arrivesFen: units,
  atMs: moment,
  /** When it was paid, or given back; null while it is open. */
  endedAtMs: moment.nullable(),
  /** Why it was declined or did not arrive; '' else. */
  why: z.string(),
  /** Until when the member has to confirm it; null where there is nothing to confirm. */
  confirmBeforeMs: moment.nullable(),
  /** How often the payment platform was asked what became of it, and how often it was sent: under its one number. */
  queries: z.number().int(),
  sends: z.number().int(),
  /** Payouts are stopped: it waits, untouched. */
  isStopped: z.boolean(),
});
export type WithdrawalRow = z.infer<typeof withdrawalRow>;

const withdrawalLog = z.strictObject({ state: withdrawalState, atMs: moment, note: z.string() });

export const withdrawalShown = z.strictObject({
  ...withdrawalRow.shape,
  taxFen: units,
  log: z.array(withdrawalLog),
  /** Entries of the statement: that it was asked for, and that it came back. */
  entryIds: z.array(id),
  /** What WeChat's window is opened with; null where there is nothing to confirm. */
  confirm: z.strictObject({ mchId: z.string(), appId: z.string(), package: z.string() }).nullable(),
  isDemo: z.boolean(),
});
export type WithdrawalShown = z.infer<typeof withdrawalShown>;

const payee = z.strictObject({
  nameMasked: z.string(),
  /** '' where no number was told. */
  numberMasked: z.string(),
  consentedAtMs: moment,
});
export type PayeeShown = z.infer<typeof payee>;

const payeeShown = z.strictObject({ needs: payeeNeeds, payee: payee.nullable(), mayRemove: z.boolean() });

const sums = z.strictObject({
  amountFen: units,
  feeFen: units,
  arrivesFen: units,
  /** An estimate: withheld from nobody. */
  taxFen: units,
  /** What was drawn in this month before it. */
  monthFen: units,
  /** What may still be drawn behind it now. */
  leftFen: units,
  /** How many administrators look at it first. */
  reviews: z.number().int(),
});
export type WithdrawalSumsShown = z.infer<typeof sums>;

const amountRefusals = [
  'withdrawal/notOpen',
  'withdrawal/notCleared',
  'withdrawal/stopped',
  'withdrawal/blocked',
  'identity/wechatOnly',
  'withdrawal/belowMinimum',
  'withdrawal/exceedsReady',
  'withdrawal/dailyAmount',
  'withdrawal/dailyCount',
] as const;

const paged = { cursor: cursor.optional(), limit: pageLimit.default(20) };

/** What an administrator sees of one. */
const watched = z.strictObject({
  ...withdrawalRow.shape,
  memberId: id,
  nickname: z.string(),
  phoneMasked: z.string(),
  payee: payee.nullable(),
  parts: z.strictObject({ dividendFen: units, saleFen: units }),
  taxFen: units,
  monthFen: units,
  needsReviews: z.number().int(),
  /** Who looked at it, in order. */
  reviewedBy: z.array(id),
  isBlocked: z.boolean(),
  /** What the payment platform last said that kept it from its end; '' where nothing does. */
  stuckWhy: z.string(),
  /** Whether an operator may give it back: the platform never had it, a day after it was sent. */
  mayReturn: z.boolean(),
});
export type WatchedWithdrawal = z.infer<typeof watched>;

const reason = text(2, 60);

export const withdrawalActions = [
  /** All that the page of withdrawals shows. */
  action({
    name: 'wallet.viewWithdraw',
    role: 'member',
    input: z.strictObject({}),
    output: z.strictObject({
      cashFen: units,
      withdrawable,
      /** Asked for and not paid yet: not in the cash any more. */
      frozenFen: units,
      bar: withdrawalBar.nullable(),
      barWords: z.string(),
      minFen: units,
      feeMillionths: rateMillionths,
      waitHours: z.number().int(),
      reviewFromFen: units,
      today: z.strictObject({ leftFen: units, leftCount: z.number().int(), dailyFen: units }),
      tax: z.strictObject({ freeFen: units, millionths: rateMillionths, monthFen: units }),
      /** The most that can be drawn at once now. */
      mostFen: units,
      ...payeeShown.shape,
      recent: z.array(withdrawalRow),
      hasMore: z.boolean(),
      isDemo: z.boolean(),
    }),
    refusals: [],
  }),
  /** What drawing so much would come to; nothing happens. */
  action({
    name: 'wallet.previewWithdrawal',
    role: 'member',
    input: z.strictObject({ amountFen: units }),
    output: sums,
    refusals: amountRefusals,
  }),
  action({
    name: 'wallet.withdraw',
    role: 'member',
    input: z.strictObject({ amountFen: units, payPassword, requestId }),
    output: withdrawalShown,
    refusals: [
      ...amountRefusals,
      'withdrawal/nameNeeded',
      'payPassword/notSet',
      'payPassword/wrong',
      'payPassword/locked',
    ],
  }),
  /** Newest first. */
  action({
    name: 'wallet.listWithdrawals',
    role: 'member',
    input: z.strictObject(paged),
    output: z.strictObject({ withdrawals: z.array(withdrawalRow), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  /** One, asked for at the payment platform where its end is not known and it was not asked for just now. */
  action({
    name: 'wallet.viewWithdrawal',
    role: 'member',
    input: z.strictObject({ withdrawalId: id }),
    output: withdrawalShown,
    refusals: ['withdrawal/unknown'],
  }),
  action({
    name: 'wallet.viewRecipient',
    role: 'member',
    input: z.strictObject({}),
    output: payeeShown,
    refusals: [],
  }),
  /** Who is paid, with the consent to keep it for that alone. Replaces what was told before. */
  action({
    name: 'wallet.saveRecipient',
    role: 'member',
    input: z.strictObject({
      name: text(2, 30),
      idNumber: z
        .string()
        .regex(/^\d{17}[\dXx]$/)
        .optional(),
      consents: z.literal(true),
      requestId,
    }),
    output: payeeShown,
    refusals: ['payee/name', 'payee/number', 'payee/inUse'],
  }),
  /** Takes the consent back: name and number are gone. Not while a withdrawal is on its way. */
  action({
    name: 'wallet.removeRecipient',
    role: 'member',
    input: z.strictObject({ requestId }),
    output: payeeShown,
    refusals: ['payee/inUse'],
  }),

  /** Withdrawals that wait for administrators, or are on their way, or are stuck; `all` newest first, others oldest. */
  action({
    name: 'admin.listWithdrawals',
    role: 'staff.money',
    input: z.strictObject({ which: z.enum(['review', 'underWay', 'all']).default('review'), ...paged }),
    output: z.strictObject({ withdrawals: z.array(watched), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  /** The settings, what is stopped and how much waits. */
  action({
    name: 'admin.viewWithdrawalTerms',
    role: 'staff.money',
    input: z.strictObject({}),
    output: z.strictObject({
      terms: withdrawalTerms,
      stopped: stoppedCash,
      isOpen: z.boolean(),
      isCleared: z.boolean(),
      open: z.strictObject({ withdrawals: z.number().int(), amountFen: units }),
    }),
    refusals: [],
  }),
  /** Approved or declined by one who is neither its member nor looked at it before. */
  action({
    name: 'admin.reviewWithdrawal',
    role: 'staff.money',
    input: z.strictObject({
      withdrawalId: id,
      decision: z.discriminatedUnion('is', [
        z.strictObject({ is: z.literal('approved') }),
        z.strictObject({ is: z.literal('declined'), reason }),
      ]),
      ...repeatable,
    }),
    output: watched,
    refusals: [
      'withdrawal/unknown',
      'withdrawal/own',
      'withdrawal/sameAdmin',
      'withdrawal/notInReview',
      'words/forbidden',
      'words/risky',
    ],
  }),
  /** Gives back what the payment platform never had, a day after it was last sent. */
  action({
    name: 'admin.returnWithdrawal',
    role: 'staff.money',
    input: z.strictObject({ withdrawalId: id, reason, ...repeatable }),
    output: watched,
    refusals: ['withdrawal/unknown', 'withdrawal/own', 'withdrawal/mayBePaid', 'words/forbidden', 'words/risky'],
  }),
  action({
    name: 'admin.stopWithdrawals',
    role: 'staff.money',
    /** `seen`: what was stopped when whoever turns it looked. */
    input: z.strictObject({ stopped: stoppedCash, reason, seen: stoppedCash.optional(), ...repeatable }),
    output: z.strictObject({ stopped: stoppedCash }),
    refusals: ['stop/sameAdmin', 'form/changedMeanwhile', 'words/forbidden', 'words/risky'],
  }),
  /** Of one member: nothing new is asked for, and what was asked for waits. */
  action({
    name: 'admin.blockWithdrawals',
    role: 'staff.money',
    input: z.strictObject({ memberId: id, isBlocked: z.boolean(), reason, ...repeatable }),
    output: z.strictObject({ memberId: id, isBlocked: z.boolean() }),
    refusals: ['member/unknown', 'member/oneself', 'words/forbidden', 'words/risky'],
  }),
  /** Name and number in full; written down in the log of who saw what. */
  action({
    name: 'admin.viewPayee',
    role: 'staff.money',
    input: z.strictObject({ withdrawalId: id }),
    output: z.strictObject({ name: z.string(), idNumber: z.string() }),
    refusals: ['withdrawal/unknown', 'payee/none'],
  }),
  /** Who was paid how much in a quarter, by member; written down in the log as well. */
  action({
    name: 'admin.listPayees',
    role: 'staff.money',
    input: z.strictObject({ quarter, ...paged }),
    output: z.strictObject({
      payees: z.array(
        z.strictObject({
          memberId: id,
          /** '' where it was never told, or was deleted. */
          name: z.string(),
          idNumber: z.string(),
          phoneMasked: z.string(),
          withdrawals: z.number().int(),
          amountFen: units,
          feeFen: units,
          arrivedFen: units,
        }),
      ),
      next: cursor.nullable(),
    }),
    refusals: ['cursor/invalid'],
  }),
] as const;
