import { memberRoles } from '@shared/roles';
import * as z from 'zod';
import { action } from './action';
import { me } from './members';
import { orderState } from './orders';
import { text } from './text';
import { clearedFeature, day, id, nothing, planKind, repeatable, units } from './values';

/** The steps that lead an empty shop to its first order, in their order. */
export const openingStep = z.enum([
  'shop',
  'category',
  'goods',
  'delivery',
  'plan',
  'clearances',
  'secondAdmin',
  'firstOrder',
]);
export type OpeningStep = z.infer<typeof openingStep>;

/** How far the shop is, each step ticked by what there is; nothing is kept of it but the choice to open without points. */
const opening = z.strictObject({
  steps: z.array(z.strictObject({ step: openingStep, isDone: z.boolean() })),
  /** The owner opened without points: plan and clearances count as decided. */
  isWithoutPoints: z.boolean(),
  /** Null until the platform's own shop has a name. */
  shop: z
    .strictObject({
      shopId: id,
      name: z.string(),
      freightFen: units,
      freeFreightFromFen: units,
      deliveryWord: z.string(),
    })
    .nullable(),
  categories: z.strictObject({ count: z.number().int(), first: z.array(z.string()) }),
  goods: z.strictObject({
    onShelf: z.number().int(),
    first: z
      .strictObject({ goodsId: id, title: z.string(), sizes: z.number().int(), stock: z.number().int() })
      .nullable(),
  }),
  /** The newest version of each plan, in force or to come. */
  plans: z.array(z.strictObject({ plan: planKind, version: z.number().int(), name: z.string(), fromDay: day })),
  /** Features that these plans want and no valid clearance allows today. */
  needed: z.array(clearedFeature),
  /** Owners, of whom two are needed for what nobody decides alone. */
  owners: z.number().int(),
  /** The order that got furthest; null before the first payment. */
  firstOrder: z.strictObject({ orderId: id, state: orderState }).nullable(),
  todo: z.strictObject({
    toShip: z.number().int(),
  }),
  isDemo: z.boolean(),
});
export type Opening = z.infer<typeof opening>;

/** A member as one is found by phone or code, for a role or for what is done with members. */
const person = z.strictObject({
  memberId: id,
  nickname: z.string(),
  phoneMasked: z.string(),
  joinDay: day,
  roles: z.array(z.enum(memberRoles)),
});
export type PersonShown = z.infer<typeof person>;

export const openingActions = [
  /**
   * Makes the caller an owner by the one-time code that the deployment printed. Hyphens, case and letters that
   * look like digits are forgiven. Each code works once; that it is used up or expired is told only to who has it. Five
   * wrong tries of a member, fifty of an address, an hour.
   */
  action({
    name: 'account.claimShop',
    role: 'member',
    input: z.strictObject({ code: text(1, 40), ...repeatable }),
    output: me,
    refusals: ['claim/wrong', 'claim/expired', 'claim/used', 'claim/tooMany'],
  }),
  action({ name: 'admin.viewOpening', role: 'staff.any', input: nothing, output: opening, refusals: [] }),
  /** Opens without points, or takes that back. It changes what the guide asks for and nothing of any order. */
  action({
    name: 'admin.openWithoutPoints',
    role: 'staff.owner',
    input: z.strictObject({ isWithoutPoints: z.boolean(), ...repeatable }),
    output: z.strictObject({ isWithoutPoints: z.boolean() }),
    refusals: [],
  }),
  /** A member by the whole phone number, the invite code or the number of an order: the phone comes back masked. */
  action({
    name: 'admin.findMember',
    role: 'staff.members',
    input: z.strictObject({ by: text(4, 32) }),
    output: person,
    refusals: ['member/unknown'],
  }),
  /** Everybody who has a role of the staff now. */
  action({
    name: 'admin.listStaff',
    role: 'staff.owner',
    input: nothing,
    output: z.strictObject({ staff: z.array(person) }),
    refusals: [],
  }),
] as const;
