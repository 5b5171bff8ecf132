import * as z from 'zod';
import { action } from './action';
import { cursor, id, moment, pageLimit, requestId } from './values';

/** What a message is of. There is none that sells something. */
export const MESSAGE_KINDS = [
  'order',
  'afterSales',
  'credits',
  'restock',
  'expiry',
  'till',
  'security',
  'service',
  'withdrawal',
  'team',
  'collectible',
] as const;
const messageKind = z.enum(MESSAGE_KINDS);
export type MessageKind = z.infer<typeof messageKind>;

/** The thing that a message leads on to: its page, and which one there. */
const messageTarget = z.strictObject({
  page: z.enum([
    'order',
    'logistics',
    'afterSales',
    'statement',
    'goods',
    'thread',
    'display',
    'security',
    'till',
    'withdrawal',
    'team',
    'collectibles',
    'holdings',
  ]),
  /** '' for a page of one's own that there is one of. */
  id: z.union([id, z.literal('')]),
});
export type MessageTarget = z.infer<typeof messageTarget>;

const message = z.strictObject({
  messageId: id,
  kind: messageKind,
  title: z.string(),
  words: z.string(),
  atMs: moment,
  isRead: z.boolean(),
  target: messageTarget.nullable(),
});
export type MessageShown = z.infer<typeof message>;

const unread = z.array(z.strictObject({ kind: messageKind, messages: z.number().int() }));

/**
 * What a member may be told in WeChat as well, each by a template that is asked for at a tap and accepted for one message:
 * `shipped` (sent, arrived), `credits` (a close credited something), `afterSales` (a case went on), `restock`,
 * `withdrawal` (asked for, paid, given back), `security` (a device signed in; phone or a password changed).
 */
export const NOTICE_TEMPLATES = ['shipped', 'credits', 'afterSales', 'restock', 'withdrawal', 'security'] as const;
export const noticeTemplate = z.enum(NOTICE_TEMPLATES);
export type NoticeTemplate = z.infer<typeof noticeTemplate>;

export const messageActions = [
  /** Newest first; of a kind alone, or of some. The counts are of all kinds, whatever is asked for. */
  action({
    name: 'messages.list',
    role: 'member',
    input: z.strictObject({
      kinds: z.array(messageKind).min(1).max(MESSAGE_KINDS.length).optional(),
      cursor: cursor.optional(),
      limit: pageLimit.default(20),
    }),
    output: z.strictObject({
      messages: z.array(message),
      /** Kinds of which there is none are left out. */
      unread,
      next: cursor.nullable(),
    }),
    refusals: ['cursor/invalid'],
  }),
  action({
    name: 'messages.markRead',
    role: 'member',
    input: z.strictObject({ messageId: id }),
    output: z.strictObject({ messageId: id }),
    refusals: ['message/unknown'],
  }),
  /** All that came until a moment, which is the newest one that the member saw: what comes meanwhile stays unread. */
  action({
    name: 'messages.markAllRead',
    role: 'member',
    input: z.strictObject({ untilMs: moment }),
    output: z.strictObject({ messages: z.number().int() }),
    refusals: [],
  }),
  /** Which templates there are here, by the id that WeChat's window asks for; in the local cloud made-up ones. */
  action({
    name: 'messages.templates',
    role: 'member',
    input: z.strictObject({}),
    output: z.strictObject({
      templates: z.array(
        z.strictObject({
          template: noticeTemplate,
          templateId: z.string(),
          /** Messages that were accepted and not sent yet. */
          left: z.number().int(),
        }),
      ),
    }),
    refusals: [],
  }),
  /** What the member accepted in WeChat's window: one message of each. */
  action({
    name: 'messages.noteAccepted',
    role: 'member',
    input: z.strictObject({
      templates: z.array(noticeTemplate).min(1).max(3),
      requestId,
    }),
    output: z.strictObject({
      templates: z.array(z.strictObject({ template: noticeTemplate, left: z.number().int() })),
    }),
    refusals: ['notice/noTemplate', 'identity/wechatOnly'],
  }),
] as const;
