import * as z from 'zod';
import { action } from './action';
import { importSums } from './imports';
import { settingChange } from './settings';
import { text } from './text';
import { cursor, day, id, moment, pageLimit, repeatable, requestId, units } from './values';

/** Points that an administrator may add or remove, in the asset's unit. */
const adjustable = z.enum(['appreciating', 'stable', 'spendable']);

/** What one administrator proposes and another approves (rules §5). */
const proposed = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reversal'), orderId: id, orderNo: z.string(), memberId: id, cashFen: units }),
  z.strictObject({
    kind: z.literal('adjustment'),
    memberId: id,
    change: z.enum(['add', 'remove']),
    asset: adjustable,
    units,
  }),
  /** Money for a shop, with the number of the bank's order. */
  z.strictObject({
    kind: z.literal('payout'),
    shopId: id,
    shopName: z.string(),
    amountFen: units,
    reference: z.string(),
  }),
  /** New versions of plans, from a coming day. */
  z.strictObject({
    kind: z.literal('plans'),
    plans: z.record(z.string(), z.record(z.string(), z.unknown())),
    fromDay: day,
    simulationId: id.nullable(),
  }),
  /** Another referrer, from the day after the approval on; names as they are masked for whom they do not concern. */
  z.strictObject({
    kind: z.literal('referrer'),
    memberId: id,
    name: z.string(),
    /** '' for nobody. */
    fromMemberId: z.string(),
    toMemberId: id,
    toName: z.string(),
  }),
  /** A sheet of members' points, all of its lines together. */
  z.strictObject({
    kind: z.literal('import'),
    importId: id,
    name: z.string(),
    lines: z.number().int(),
    sums: importSums,
  }),
  /** Settings that let more money out; `restored`: of which version they are, null for a change of their own. */
  z.strictObject({
    kind: z.literal('settings'),
    changes: z.array(settingChange),
    restored: z.number().int().nullable(),
  }),
]);

/** What a reversal does: what the pool gives up, and what may be paid back of what was reversed (rules §5). */
const reversed = z.strictObject({
  cashFen: units,
  recoveredFen: units,
  refundableFen: units,
  /** What of that is cash balance again; the rest goes back by the payment platform. Missing as 0. */
  balanceFen: units.optional(),
  /** It goes back as stable points: points were redeemed for the order. Missing for every other. */
  isInStable: z.boolean().optional(),
  /** What the buyer owes afterwards, by asset. */
  owedExitQuotaFen: units,
  owedQuotaFen: units,
  owedSpendableCents: units,
});

/** The same before it is done, with how much of the order may be reversed and where what may be paid back would go. */
const reversing = z.strictObject({
  ...reversed.shape,
  leftFen: units,
  balanceFen: units,
  /** The balance's share of a closed account: given up, and the platform's. */
  givenUpFen: units,
  /** By the payment platform, to the account that paid. */
  cashierFen: units,
});

/** What the platform pays into the pool for points that are added, and gets out of it for points that are removed. */
const adjusted = z.strictObject({ fundedFen: units, boughtBackFen: units });
/** The same, with what the member holds of the asset now and would hold afterwards. */
const adjusting = z.strictObject({ ...adjusted.shape, beforeUnits: units, afterUnits: units });

export const proposal = z.strictObject({
  proposalId: id,
  state: z.enum(['proposed', 'done', 'rejected']),
  what: proposed,
  reason: z.string(),
  proposedBy: id,
  proposedAtMs: moment,
  /** From then on it cannot be approved any more. */
  expiresAtMs: moment,
  decidedBy: id.nullable(),
  decidedAtMs: moment.nullable(),
  /** Once it is done. */
  reversal: reversed.nullable(),
  adjustment: adjusted.nullable(),
});
export type Proposal = z.infer<typeof proposal>;

/** A proposal in a list, with the names of who proposed and decided it, and of whom or what it is about: '' for no name. */
const proposalListed = z.strictObject({
  ...proposal.shape,
  proposedByName: z.string(),
  decidedByName: z.string(),
  aboutName: z.string(),
});
export type ProposalListed = z.infer<typeof proposalListed>;

const reversalRefusals = [
  'order/unknown',
  'reversal/notSettled',
  'reversal/nothing',
  'reversal/nothingLeft',
  'reversal/exceedsOrder',
] as const;

const adjustmentRefusals = [
  'member/unknown',
  'plan/off',
  'adjustment/nothing',
  'adjustment/exceedsHolding',
  'adjustment/exceedsSupply',
] as const;

const referrerRefusals = ['member/unknown', 'referrer/same', 'referrer/below'] as const;

export const approvalActions = [
  /**
   * Another referrer for a member, whose whole downline goes along. The new one is neither that member nor stands below, so
   * that no line leads back into itself. Done by the close of the day of the approval, behind its bonuses; what was
   * counted and credited before stays where it is.
   */
  action({
    name: 'admin.proposeReferrer',
    role: 'staff.shop',
    input: z.strictObject({ memberId: id, toMemberId: id, reason: text(1, 200), requestId }),
    output: proposal,
    refusals: [...referrerRefusals, 'words/forbidden', 'words/risky'],
  }),
  /** What reversing so much of a settled order would come to now; without an amount, all that is left of it. */
  action({
    name: 'admin.previewReversal',
    role: 'staff.money',
    input: z.strictObject({ orderId: id, cashFen: units.optional() }),
    output: reversing,
    refusals: reversalRefusals,
  }),
  action({
    name: 'admin.proposeReversal',
    role: 'staff.money',
    input: z.strictObject({ orderId: id, cashFen: units.optional(), reason: text(1, 200), requestId }),
    output: proposal,
    refusals: [...reversalRefusals, 'words/forbidden', 'words/risky'],
  }),
  action({
    name: 'admin.previewAdjustment',
    role: 'staff.money',
    input: z.strictObject({ memberId: id, change: z.enum(['add', 'remove']), asset: adjustable, units }),
    output: adjusting,
    refusals: adjustmentRefusals,
  }),
  action({
    name: 'admin.proposeAdjustment',
    role: 'staff.money',
    input: z.strictObject({
      memberId: id,
      change: z.enum(['add', 'remove']),
      asset: adjustable,
      units,
      reason: text(1, 200),
      requestId,
    }),
    output: proposal,
    refusals: [...adjustmentRefusals, 'words/forbidden', 'words/risky'],
  }),
  /** Done at once, on everything as it is then, by another administrator than who proposed it. */
  action({
    name: 'admin.approveProposal',
    role: 'staff.money',
    input: z.strictObject({ proposalId: id, ...repeatable }),
    output: proposal,
    refusals: [
      'proposal/unknown',
      'proposal/sameAdmin',
      'proposal/decided',
      'proposal/expired',
      'close/running',
      'shop/unknown',
      'payout/exceedsOwed',
      'plan/faults',
      'import/unknown',
      'import/notInState',
      'settings/changed',
      ...reversalRefusals,
      ...adjustmentRefusals,
      ...referrerRefusals.filter((code) => code !== 'member/unknown'),
    ],
  }),
  action({
    name: 'admin.rejectProposal',
    role: 'staff.any',
    input: z.strictObject({ proposalId: id, ...repeatable }),
    output: proposal,
    refusals: ['proposal/unknown', 'proposal/decided', 'import/unknown', 'import/notInState'],
  }),
  action({
    name: 'admin.listProposals',
    role: 'staff.any',
    input: z.strictObject({
      state: z.enum(['proposed', 'done', 'rejected']).optional(),
      cursor: cursor.optional(),
      limit: pageLimit.default(20),
    }),
    output: z.strictObject({ proposals: z.array(proposalListed), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
] as const;
