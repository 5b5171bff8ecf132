import * as z from 'zod';
import { applicationStates } from '../machines';
import { action } from './action';
import { placedByMember } from './pictures';
import { text } from './text';
import { cursor, fileId, id, industry, moment, pageLimit, phone, repeatable, requestId } from './values';

export const applicationState = z.enum(applicationStates);

/** An application for a shop, as its applicant sees it. */
const application = z.strictObject({
  applicationId: id,
  state: applicationState,
  shopName: z.string(),
  industry,
  contactName: z.string(),
  /** 138****5521 */
  phoneMasked: z.string(),
  words: z.string(),
  licences: z.array(fileId),
  atMs: moment,
  /** The platform's words to its decision; null before. */
  decided: z.strictObject({ reason: z.string(), atMs: moment }).nullable(),
});
export type Application = z.infer<typeof application>;

const { licences: _licences, ...card } = application.shape;

const asked = z.strictObject({ applicationId: id, ...repeatable });

export const applicationActions = [
  /** Where a picture of a licence is to be uploaded to. */
  action({
    name: 'merchant.placePicture',
    ...placedByMember('licence'),
  }),
  /** Applies for a shop: one application at a time, anew after a refusal. */
  action({
    name: 'merchant.apply',
    role: 'member',
    input: z.strictObject({
      shopName: text(2, 20),
      industry,
      contactName: text(1, 20),
      phone,
      words: text(0, 300).default(''),
      licences: z.array(fileId).min(1).max(3),
      requestId,
    }),
    output: application,
    refusals: [
      'application/open',
      'application/ownsShop',
      'picture/unknown',
      'words/forbidden',
      'words/risky',
      'words/notScreened',
    ],
  }),
  action({
    name: 'merchant.viewApplication',
    role: 'member',
    input: z.strictObject({}),
    output: z.strictObject({ application: application.nullable() }),
    refusals: [],
  }),
  action({
    name: 'merchant.withdrawApplication',
    role: 'member',
    input: asked,
    output: application,
    refusals: ['application/unknown', 'application/notInState'],
  }),
  /** The longest waiting first. */
  action({
    name: 'admin.listApplications',
    role: 'staff.shop',
    input: z.strictObject({
      state: applicationState.default('submitted'),
      cursor: cursor.optional(),
      limit: pageLimit.default(20),
    }),
    output: z.strictObject({ applications: z.array(z.strictObject(card)), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  /** All of it, licence and phone too: each look is written down with who looked. */
  action({
    name: 'admin.viewApplication',
    role: 'staff.shop',
    input: asked,
    output: z.strictObject({ ...application.shape, memberId: id, phone: z.string() }),
    refusals: ['application/unknown'],
  }),
  /** Approval makes the shop and its owner in one step. The reason is the applicant's to read. */
  action({
    name: 'admin.decideApplication',
    role: 'staff.shop',
    input: z.strictObject({
      applicationId: id,
      isApproved: z.boolean(),
      reason: text(1, 200),
      ...repeatable,
    }),
    output: z.strictObject({ applicationId: id, state: applicationState, shopId: id.nullable() }),
    refusals: [
      'application/unknown',
      'application/notInState',
      'shop/ownerHasShop',
      'member/unknown',
      'words/forbidden',
      'words/risky',
    ],
  }),
] as const;
