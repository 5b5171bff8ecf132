import { z } from 'zod';
import { action } from './action';
import { goodsPage } from './goods';
import { orderCard, orderPage } from './orders';
import { text } from './text';
import {
  clearedFeature,
  cursor,
  day,
  id,
  industry,
  moment,
  pageLimit,
  picture,
  planKind,
  repeatable,
  requestId,
  units,
} from './values';

/** Plan blocks as decimal text, one of each kind at most: the form of scenario files and presets (shared/plans). */
export const plansText = z.strictObject({
  appreciation: z.record(z.string(), z.unknown()).optional(),
  dividend: z.record(z.string(), z.unknown()).optional(),
  release: z.record(z.string(), z.unknown()).optional(),
});

const planVersion = z.strictObject({
  plan: planKind,
  version: z.number().int(),
  name: z.string(),
  /** Applies to orders settled from this business day on. */
  fromDay: day,
  publishedAtMs: moment,
  publishedBy: id,
  text: z.record(z.string(), z.unknown()),
});

export const check = z.strictObject({
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  place: z.string(),
  message: z.string(),
  figures: z.record(z.string(), z.union([z.number(), z.string()])),
});

const clearance = z.strictObject({
  clearanceId: id,
  feature: clearedFeature,
  issuer: z.string(),
  documentReference: z.string(),
  documentSha256: z.string(),
  scope: z.string(),
  validFromDay: day,
  validToDay: day,
  state: z.enum(['proposed', 'valid', 'revoked']),
  proposedBy: id,
  approvedBy: id.nullable(),
});

const skuInput = z.strictObject({
  skuId: id,
  choices: z.array(text(1, 20)).max(4),
  priceFen: z.number().int().min(1).max(100_000_000),
  /** What the platform owes its supplier or merchant for one piece. */
  costFen: z.number().int().min(0).max(100_000_000),
  stock: z.number().int().min(0).max(10_000_000),
});

export const adminActions = [
  action({
    name: 'admin.listOrders',
    role: 'admin',
    input: z.strictObject({
      filter: z.enum(['all', 'paid', 'shipped', 'refundRequested']).default('paid'),
      cursor: cursor.optional(),
      limit: pageLimit.default(20),
    }),
    output: z.strictObject({
      orders: z.array(z.strictObject({ ...orderCard.shape, buyerMasked: z.string(), memberId: id })),
      next: cursor.nullable(),
    }),
    refusals: ['cursor/invalid'],
  }),
  action({
    name: 'admin.ship',
    role: 'admin',
    input: z.strictObject({
      orderId: id,
      carrier: text(1, 30),
      trackingNo: text(1, 40),
      ...repeatable,
    }),
    output: orderPage,
    refusals: ['order/unknown', 'order/notInState', 'refund/pending', 'words/forbidden'],
  }),
  /** Cash goes back through the payment platform, points as paid. */
  action({
    name: 'admin.approveRefund',
    role: 'admin',
    input: z.strictObject({ orderId: id, ...repeatable }),
    output: orderPage,
    refusals: ['order/unknown', 'refund/none', 'refund/notSent', 'order/notInState'],
  }),
  action({
    name: 'admin.rejectRefund',
    role: 'admin',
    input: z.strictObject({ orderId: id, reason: text(1, 200), ...repeatable }),
    output: orderPage,
    refusals: ['order/unknown', 'refund/none', 'order/notInState', 'words/forbidden'],
  }),
  /** Checks without publishing: faults of the schema, cross-field errors and warnings (rules §5a). */
  action({
    name: 'admin.checkPlans',
    role: 'admin',
    input: z.strictObject({ plans: plansText }),
    output: z.strictObject({ checks: z.array(check), mayPublish: z.boolean() }),
    refusals: [],
  }),
  /** Publishes new versions, in force from the next business day; the very first from today. */
  action({
    name: 'admin.publishPlans',
    role: 'admin',
    input: z.strictObject({
      plans: plansText,
      names: z.partialRecord(planKind, text(1, 20)).default({}),
      requestId,
    }),
    output: z.strictObject({ versions: z.array(planVersion), checks: z.array(check) }),
    refusals: ['plan/faults', 'plan/poolExists', 'amount/tooLarge', 'words/forbidden'],
  }),
  action({
    name: 'admin.planVersions',
    role: 'admin',
    input: z.strictObject({ plan: planKind.optional(), cursor: cursor.optional(), limit: pageLimit.default(50) }),
    output: z.strictObject({ versions: z.array(planVersion), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  action({
    name: 'admin.saveShop',
    role: 'admin',
    input: z.strictObject({
      shopId: id,
      name: text(1, 20),
      /** The member who owns it; left out for the platform's own. */
      ownerId: id.optional(),
      takesStable: z.boolean().default(false),
      takesSpendable: z.boolean().default(true),
      /** At most 10,000 yuan, so that no order comes near 2^53 by it. */
      freightFen: z.number().int().min(0).max(1_000_000).default(0),
      /** Free from this amount of goods on; 0 names none. */
      freeFreightFromFen: z.number().int().min(0).max(100_000_000).default(0),
      deliveryWord: text(0, 30).default(''),
      afterSalesWord: text(0, 40).default(''),
      ...repeatable,
    }),
    output: z.strictObject({ shopId: id }),
    refusals: ['member/unknown', 'shop/ownerHasShop', 'words/forbidden'],
  }),
  action({
    name: 'admin.saveCategory',
    role: 'admin',
    input: z.strictObject({
      categoryId: id,
      name: text(1, 10),
      industry,
      picture,
      ground: z.number().int().min(1).max(4),
      order: z.number().int().min(0).max(10_000),
      ...repeatable,
    }),
    output: z.strictObject({ categoryId: id }),
    refusals: ['words/forbidden'],
  }),
  /** Adds a product or changes it. Stock of SKUs that exist is left as it is: `setStock` changes that. */
  action({
    name: 'admin.saveGoods',
    role: 'admin',
    input: z.strictObject({
      goodsId: id,
      title: text(1, 60),
      subtitle: text(0, 60).default(''),
      pictures: z.array(picture).min(1).max(9),
      ground: z.number().int().min(1).max(4),
      industry,
      categoryId: id,
      shopId: id,
      unitWord: text(1, 4).default('件'),
      detail: z.array(text(1, 500)).max(30).default([]),
      options: z
        .array(
          z.strictObject({
            name: text(1, 10),
            choices: z.array(text(1, 20)).min(1).max(20),
          }),
        )
        .max(4)
        .default([]),
      skus: z.array(skuInput).min(1).max(60),
      plans: z.array(planKind).max(3).default([]),
      takesSpendable: z.boolean().default(true),
      limitPerMember: z.number().int().min(0).max(999).default(0),
      isOnShelf: z.boolean().default(true),
      /** Shown earlier in lists, and as the lead of home when the highest. */
      weight: z.number().int().min(0).max(10_000).default(0),
      ...repeatable,
    }),
    output: z.strictObject({
      goods: goodsPage,
      /** Plans named that the margin cannot pay for: orders of it count for the others only (rules §5). */
      notCounted: z.array(planKind),
    }),
    refusals: ['shop/unknown', 'category/unknown', 'goods/skuTaken', 'goods/choices', 'words/forbidden'],
  }),
  /** Adds pieces (or takes away, never below 0). */
  action({
    name: 'admin.changeStock',
    role: 'admin',
    input: z.strictObject({ skuId: id, by: z.number().int().min(-1_000_000).max(1_000_000), requestId }),
    output: z.strictObject({ skuId: id, stock: z.number().int() }),
    refusals: ['goods/unknown', 'goods/stockBelowZero'],
  }),
  /** A record of trust §1; valid once another administrator approves it. */
  action({
    name: 'admin.proposeClearance',
    role: 'admin',
    input: z.strictObject({
      feature: clearedFeature,
      issuer: text(1, 60),
      documentReference: text(1, 100),
      documentSha256: z.string().regex(/^[0-9a-f]{64}$/),
      scope: text(1, 200),
      validFromDay: day,
      validToDay: day,
      requestId,
    }),
    output: clearance,
    refusals: ['clearance/dates', 'words/forbidden'],
  }),
  action({
    name: 'admin.approveClearance',
    role: 'admin',
    input: z.strictObject({ clearanceId: id, ...repeatable }),
    output: clearance,
    refusals: ['clearance/unknown', 'clearance/sameAdmin', 'clearance/notProposed'],
  }),
  action({
    name: 'admin.revokeClearance',
    role: 'admin',
    input: z.strictObject({ clearanceId: id, ...repeatable }),
    output: clearance,
    refusals: ['clearance/unknown'],
  }),
  action({
    name: 'admin.listClearances',
    role: 'admin',
    input: z.strictObject({ cursor: cursor.optional(), limit: pageLimit.default(50) }),
    output: z.strictObject({ clearances: z.array(clearance), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  /** Gives or takes a role. An administrator's role is given by another administrator, never to oneself. */
  action({
    name: 'admin.setRole',
    role: 'admin',
    input: z.strictObject({ memberId: id, role: z.enum(['admin', 'merchant']), has: z.boolean(), ...repeatable }),
    output: z.strictObject({ memberId: id, roles: z.array(z.string()) }),
    refusals: ['member/unknown', 'member/oneself', 'member/ownsShop'],
  }),
  /** Settings outside the plans: they apply to what happens from now on. */
  action({
    name: 'admin.saveSettings',
    role: 'admin',
    input: z.strictObject({
      settleAfterDays: z.number().int().min(0).max(365).optional(),
      payWithinMinutes: z.number().int().min(1).max(1440).optional(),
      autoReceiveAfterDays: z.number().int().min(1).max(60).optional(),
      pointsUseRatioMillionths: z.number().int().min(0).max(1_000_000).optional(),
      ...repeatable,
    }),
    output: z.strictObject({
      settleAfterDays: z.number().int(),
      payWithinMinutes: z.number().int(),
      autoReceiveAfterDays: z.number().int(),
      pointsUseRatioMillionths: z.number().int(),
    }),
    refusals: [],
  }),
  /** Closes so far, newest first. */
  action({
    name: 'admin.listCloses',
    role: 'admin',
    input: z.strictObject({ cursor: cursor.optional(), limit: pageLimit.default(31) }),
    output: z.strictObject({
      closes: z.array(
        z.strictObject({
          day,
          stage: z.string(),
          startedAtMs: moment,
          finishedAtMs: moment.nullable(),
          resumed: z.number().int(),
          balanced: z.boolean().nullable(),
          settledOrders: z.number().int(),
          turnoverFen: units,
          dividendFen: units,
          releaseCents: units,
          forcedExits: z.number().int(),
          entries: z.number().int(),
        }),
      ),
      next: cursor.nullable(),
    }),
    refusals: ['cursor/invalid'],
  }),
] as const;
