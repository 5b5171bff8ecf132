import * as z from 'zod';
import { action } from './action';
import { placedByMember } from './pictures';
import { text } from './text';
import { cursor, fileId, ground, id, moment, pageLimit, picture, requestId } from './values';

/** What somebody asks about, as a card beside the first words. */
const aboutAsked = z.strictObject({ kind: z.enum(['goods', 'order', 'afterSales']), id });
export type AboutAsked = z.infer<typeof aboutAsked>;

const about = z.strictObject({
  ...aboutAsked.shape,
  /** The goods' title, or the order's number. */
  title: z.string(),
  picture,
  ground,
});
export type About = z.infer<typeof about>;

/** Something that was said in a thread. */
const said = z.strictObject({
  /** From 1, in the order in which it was said. */
  no: z.number().int(),
  by: z.enum(['buyer', 'shop']),
  words: z.string(),
  pictures: z.array(picture),
  about: about.nullable(),
  atMs: moment,
});
export type Said = z.infer<typeof said>;

const shopAsked = z.strictObject({
  shopId: id,
  name: z.string(),
  /** '' where the shop does not say. */
  servicePhone: z.string(),
  serviceHours: z.string(),
  /** Within how many hours it answers as a rule; null where it does not say. */
  answerWithinHours: z.number().int().nullable(),
  /** What a buyer is greeted with; '' greets nobody. */
  greeting: z.string(),
});

/** A thread as the people of the shop see it: the buyer by a masked name. */
const thread = z.strictObject({
  threadId: id,
  shopName: z.string(),
  buyerMasked: z.string(),
  lastWords: z.string(),
  lastBy: z.enum(['buyer', 'shop']),
  lastAtMs: moment,
  /** What the buyer said that the shop has not seen. */
  unread: z.number().int(),
  /** Since when the buyer waits for an answer; null where he does not. */
  waitsSinceMs: moment.nullable(),
});
export type ThreadShown = z.infer<typeof thread>;

const page = { cursor: cursor.optional(), limit: pageLimit.default(20) };
const threadPage = z.strictObject({
  ...thread.shape,
  /** Newest first. */
  said: z.array(said),
  next: cursor.nullable(),
  /** Answers that may be taken instead of typed; those of the platform's own shops are in the settings. */
  quickReplies: z.array(z.string()),
});

const saying = {
  words: text(0, 500),
  pictures: z.array(fileId).max(6).default([]),
  requestId,
};
const sayRefusals = [
  'service/nothing',
  'service/tooMany',
  'picture/unknown',
  'words/forbidden',
  'words/risky',
] as const;

const listed = {
  input: z.strictObject({ filter: z.enum(['waiting', 'all']).default('waiting'), ...page }),
  output: z.strictObject({ threads: z.array(thread), next: cursor.nullable() }),
  refusals: ['cursor/invalid'],
} as const;
const viewed = {
  input: z.strictObject({ threadId: id, ...page }),
  output: threadPage,
  refusals: ['service/unknown', 'cursor/invalid'],
} as const;
const answered = {
  input: z.strictObject({ threadId: id, ...saying }),
  output: z.strictObject({ no: z.number().int() }),
  refusals: ['service/unknown', ...sayRefusals],
} as const;
const seen = {
  /** `upTo`: the number of the last that was seen. */
  input: z.strictObject({ threadId: id, upTo: z.number().int().min(0) }),
  output: z.strictObject({ threadId: id }),
  refusals: ['service/unknown'],
} as const;

/** A member asks a shop, by one thread for each shop; its owner answers, of the platform's own shops an administrator. */
export const serviceActions = [
  /** One's own thread with a shop, newest first; empty before the first word. */
  action({
    name: 'messages.viewThread',
    role: 'member',
    input: z.strictObject({ shopId: id, ...page }),
    output: z.strictObject({
      shop: shopAsked,
      said: z.array(said),
      /** What the shop said that was not seen. */
      unread: z.number().int(),
      next: cursor.nullable(),
    }),
    refusals: ['shop/unknown', 'cursor/invalid'],
  }),
  action({
    name: 'messages.say',
    role: 'member',
    input: z.strictObject({ shopId: id, about: aboutAsked.optional(), ...saying }),
    output: z.strictObject({ no: z.number().int() }),
    refusals: ['shop/unknown', 'service/ownShop', ...sayRefusals],
  }),
  /** The member has seen what the shop said. */
  action({
    name: 'messages.seeThread',
    role: 'member',
    input: z.strictObject({ shopId: id, upTo: z.number().int().min(0) }),
    output: z.strictObject({ shopId: id }),
    refusals: [],
  }),
  /** Where a picture of a thread is to be uploaded to. */
  action({
    name: 'messages.placePicture',
    ...placedByMember('service'),
  }),
  /** Of one's own shop: those that wait, the longest first; or all, the newest first. */
  action({ name: 'messages.listThreadsOfShop', role: 'merchant', ...listed }),
  action({ name: 'messages.viewThreadOfShop', role: 'merchant', ...viewed }),
  action({ name: 'messages.answerOfShop', role: 'merchant', ...answered }),
  action({ name: 'messages.seeThreadOfShop', role: 'merchant', ...seen }),
  /** Of the platform's own shops. */
  action({ name: 'messages.listThreadsOfPlatform', role: 'staff.orders', ...listed }),
  action({ name: 'messages.viewThreadOfPlatform', role: 'staff.orders', ...viewed }),
  action({ name: 'messages.answerOfPlatform', role: 'staff.orders', ...answered }),
  action({ name: 'messages.seeThreadOfPlatform', role: 'staff.orders', ...seen }),
] as const;
