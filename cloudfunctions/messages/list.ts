import { MESSAGE_KINDS, type MessageKind, type MessageShown } from '@shared/contract';
import { done } from '@shared/kernel';
import { joining } from '../_actions/joins';
import { creditsJoins, tellCreditsJoined } from '../_books/tellCredits';
import { _, aggregate } from '../_platform/cloud';
import { messages } from '../_store/collections';
import type { MessageDocument } from '../_store/documents';
import { listPage, shownOf } from '../_store/lists';

const shown = ({ _id, kind, title, words, atMs, isRead, target }: MessageDocument): MessageShown => ({
  messageId: _id,
  kind,
  title,
  words,
  atMs,
  isRead,
  target,
});

/** How many of each kind are not read, made by the database. */
async function unreadOf(memberId: string) {
  const rows = await messages.aggregate((pipeline) =>
    pipeline
      .match({ memberId, isRead: false })
      .group({ _id: '$kind', messages: aggregate.sum(1) })
      .limit(MESSAGE_KINDS.length),
  );
  const counts = new Map(rows.map((row) => [row._id as MessageKind, Number(row.messages)]));
  return MESSAGE_KINDS.flatMap((kind) => {
    const count = counts.get(kind) ?? 0;
    return count > 0 ? [{ kind, messages: count }] : [];
  });
}

const NEWEST_FIRST = {
  keys: [
    ['atMs', 'desc'],
    ['_id', 'desc'],
  ],
  types: ['number', 'string'],
} as const;

/**
 * What a member was told, the newest first. What closes have credited since the last look is told here: a message is
 * written for who reads them, and not for everybody every night.
 */
export const list = joining<'messages.list', typeof creditsJoins>(
  () => creditsJoins,
  async (input, { member, nowMs }, joined) => {
    if (input.cursor === undefined) await tellCreditsJoined(member, joined, nowMs);
    const kinds = input.kinds && [...new Set(input.kinds)];
    const ofKinds = kinds && (kinds.length === 1 ? { kind: kinds[0] } : { kind: _.in(kinds) });
    const [page, unread] = await Promise.all([
      listPage(messages, input, {
        name: 'messages.list',
        condition: { memberId: member._id, ...ofKinds },
        ...NEWEST_FIRST,
      }),
      unreadOf(member._id),
    ]);
    if (!page.ok) return page;
    return done({ messages: shownOf(page.value.found, shown), unread, next: page.value.next });
  },
);
