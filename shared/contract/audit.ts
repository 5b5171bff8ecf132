import * as z from 'zod';
import { memberRoles } from '../roles';
import { action } from './action';
import { cursor, day, device, id, moment, pageLimit } from './values';

/** What a line of the audit is about. `look`: what is of a person was read. */
const auditKinds = ['look', 'goods', 'orders', 'members', 'money', 'plans', 'settings', 'trust', 'shop'] as const;
export type AuditKind = (typeof auditKinds)[number];

/**
 * Every action that leaves a line in the audit, with what the line is about: all that somebody with a role changes, and
 * every look at what is of a person. tests/functions/audited holds the actions of the staff against it.
 */
export const audited = {
  /** No action: what somebody with a role asked for and has no role for. */
  'identity.notAllowed': 'trust',
  'account.claimShop': 'trust',
  'admin.answerAfterSales': 'orders',
  'admin.answerReview': 'orders',
  'admin.applyImport': 'shop',
  'admin.approveClearance': 'trust',
  'admin.approveProposal': 'money',
  'admin.beginImport': 'shop',
  'admin.blockMember': 'members',
  'admin.blockWithdrawals': 'money',
  'admin.cancelImport': 'shop',
  'admin.changePrice': 'orders',
  'admin.changeShop': 'shop',
  'admin.changeStock': 'goods',
  'admin.correctParcel': 'orders',
  'admin.decideAfterSales': 'orders',
  'admin.decideApplication': 'shop',
  'admin.dropSeries': 'goods',
  'admin.endMemberSession': 'members',
  'admin.endOffer': 'goods',
  'admin.exportAudit': 'look',
  'admin.exportGoods': 'goods',
  'admin.exportMembers': 'look',
  'admin.exportOrders': 'orders',
  'admin.exportPoints': 'look',
  'admin.exportVouchers': 'look',
  'admin.hideReview': 'orders',
  'admin.importGoods': 'goods',
  'admin.importPoints': 'money',
  'admin.issueSeries': 'goods',
  'admin.judgeTopUp': 'orders',
  'admin.listPayees': 'look',
  'admin.makeCoupon': 'goods',
  'admin.openWithoutPoints': 'plans',
  'admin.orderCategories': 'goods',
  'admin.payOut': 'money',
  'admin.proposeAdjustment': 'money',
  'admin.proposeClearance': 'trust',
  'admin.proposePlans': 'plans',
  'admin.proposeReferrer': 'members',
  'admin.proposeReversal': 'money',
  'admin.publishPlans': 'plans',
  'admin.redeemVoucher': 'orders',
  'admin.refundPieces': 'orders',
  'admin.rejectProposal': 'money',
  'admin.remarkOrder': 'orders',
  'admin.resolveUpload': 'orders',
  'admin.restoreSettings': 'settings',
  'admin.resumeClose': 'trust',
  'admin.returnWithdrawal': 'money',
  'admin.reviewWithdrawal': 'money',
  'admin.revokeClearance': 'trust',
  'admin.saveCategory': 'goods',
  'admin.saveGoods': 'goods',
  'admin.saveOffer': 'goods',
  'admin.savePlanDraft': 'plans',
  'admin.saveSeries': 'goods',
  'admin.saveSettings': 'settings',
  'admin.saveShop': 'shop',
  'admin.saveStorefront': 'shop',
  'admin.seeReminder': 'orders',
  'admin.setRole': 'members',
  'admin.setStop': 'settings',
  'admin.shelveGoods': 'goods',
  'admin.ship': 'orders',
  'admin.stopCoupon': 'goods',
  'admin.stopWithdrawals': 'money',
  'admin.viewAnswers': 'look',
  'admin.viewApplication': 'look',
  'admin.viewMemberPhone': 'look',
  'admin.viewPayee': 'look',
  'admin.viewShippingAddress': 'look',
  'admin.withdrawPlan': 'plans',
  'exchange.exportRegister': 'goods',
  'exchange.importAcknowledgement': 'goods',
  'merchant.changePrice': 'orders',
  'merchant.changeShop': 'shop',
  'merchant.changeStock': 'goods',
  'merchant.correctParcel': 'orders',
  'merchant.saveCalendar': 'goods',
  'merchant.shelveGoods': 'goods',
  'merchant.ship': 'orders',
  'merchant.viewAnswers': 'look',
  'merchant.viewShippingAddress': 'look',
  'messages.answerOfPlatform': 'orders',
  'simulation.start': 'plans',
  'team.viewOf': 'look',
  'wallet.explainOf': 'look',
  'wallet.statementOf': 'look',
  'wallet.viewOf': 'look',
} as const satisfies Readonly<Record<string, AuditKind>>;
export type AuditedAction = keyof typeof audited;

const auditedAction = z.enum(Object.keys(audited) as [AuditedAction, ...AuditedAction[]]);

const line = z.strictObject({
  lineId: id,
  no: z.number().int(),
  hash: z.string(),
  memberId: id,
  byName: z.string(),
  byRoles: z.array(z.enum(memberRoles)),
  action: auditedAction,
  kind: z.enum(auditKinds),
  atMs: moment,
  day,
  /** `unknown`: from before it was written down. */
  client: z.enum(['wechat', 'web', 'unknown']),
  /** Of the browser, while it is signed in yet. */
  device: device.nullable(),
  address: z.string(),
  /** Whom it is about, where it is about a member. */
  aboutName: z.string(),
  details: z.array(z.strictObject({ name: z.string(), value: z.string() })),
  changes: z.array(z.strictObject({ field: z.string(), before: z.string(), after: z.string() })),
});
export type AuditLine = z.infer<typeof line>;

const sought = {
  /** Who did it. */
  who: id.optional(),
  kind: z.enum(auditKinds).optional(),
  /** What it is about: an order's number, a phone, an invite code, or any id, as a whole. */
  about: z.string().trim().min(1).max(64).optional(),
  fromDay: day.optional(),
  untilDay: day.optional(),
  cursor: cursor.optional(),
};

export const auditActions = [
  /** How many lines there are, and who wrote them. */
  action({
    name: 'admin.viewAudit',
    role: 'staff.owner',
    input: z.strictObject({}),
    output: z.strictObject({
      lines: z.number().int(),
      /** Whoever has a chain, those with the most lines first; at most 100. */
      people: z.array(z.strictObject({ memberId: id, name: z.string(), lines: z.number().int() })),
      /** The last day whose hash took up where the chains ended; null before the first. */
      sealedDay: day.nullable(),
    }),
    refusals: [],
  }),
  /** What was done, the newest first. */
  action({
    name: 'admin.listAudit',
    role: 'staff.owner',
    input: z.strictObject({ ...sought, limit: pageLimit.default(20) }),
    output: z.strictObject({ lines: z.array(line), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  /** The same for a sheet; its first page is written down. */
  action({
    name: 'admin.exportAudit',
    role: 'staff.owner',
    input: z.strictObject({ ...sought, limit: pageLimit.default(50) }),
    output: z.strictObject({ lines: z.array(line), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  /**
   * Goes along the chains, a stretch for each call: whether each line says what its hash is of, has the hash of the line
   * before, and none is missing; and whether they pass through where the last seal found them.
   */
  action({
    name: 'admin.checkAudit',
    role: 'staff.owner',
    input: z.strictObject({ cursor: cursor.optional() }),
    output: z.strictObject({
      /** Lines that this call looked at. */
      checked: z.number().int(),
      /** The first that is not as it was written; null for none. */
      fault: z
        .strictObject({
          memberId: id,
          name: z.string(),
          no: z.number().int(),
          what: z.enum(['missing', 'changed', 'beyond', 'unlikeSeal']),
        })
        .nullable(),
      next: cursor.nullable(),
    }),
    refusals: ['cursor/invalid'],
  }),
] as const;
