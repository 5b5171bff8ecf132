import type { MessageKind, MessageTarget, NoticeTemplate } from '@shared/contract';
import { derivedId } from '../_platform/ids';
import { inParallel } from '../_platform/parallel';
import type { Transaction } from '../_platform/transactions';
import { messages } from './collections';
import type { MessageDocument } from './documents/messages';

const DAY_MS = 86_400_000;
/** A message is kept for half a year. */
const KEPT_MS = 180 * DAY_MS;
const AT_ONCE = 8;

/** Something to tell a member, by the event that it tells of. */
export interface Telling {
  readonly memberId: string;
  /** Unique among all events: an id and what happened to it. The same event again is the same message. */
  readonly event: string;
  readonly kind: MessageKind;
  readonly title: string;
  readonly words: string;
  readonly atMs: number;
  readonly target?: MessageTarget | null;
  /** Sent in WeChat as well, where the member accepted one of these. */
  readonly template?: NoticeTemplate;
}

const messageIdOf = ({ memberId, event }: Pick<Telling, 'memberId' | 'event'>): string =>
  derivedId('I', memberId, event);

const documentOf = ({ memberId, event, kind, title, words, atMs, target, template }: Telling): MessageDocument => ({
  _id: messageIdOf({ memberId, event }),
  memberId,
  kind,
  title,
  words,
  atMs,
  isRead: false,
  target: target ?? null,
  expiresAtMs: atMs + KEPT_MS,
  ...(template && { template, noticeDueAtMs: atMs }),
});

/**
 * Tells members what happened: the one door to their messages. Each is one request, and changes nothing where it was told
 * before, read or not: whoever is not sure tells again. Not for transactions that move money, which mark what is to be
 * told instead (see `untold` in _orders/telling).
 */
export const tellMembers = (told: readonly Telling[]): Promise<void> =>
  inParallel(
    AT_ONCE,
    told.map((one) => () => messages.add(documentOf(one))),
  );

/** The same of one event within the transaction that makes it, which happens once. */
export const tellWithin = (told: Telling, transaction: Transaction): Promise<void> =>
  messages.put(documentOf(told), transaction);
