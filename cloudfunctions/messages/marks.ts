import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { _ } from '../_platform/cloud';
import { messages } from '../_store/collections';

/** Says that a message was read. Read before, it stays so. */
export const markRead: Handler<'messages.markRead'> = async ({ messageId }, { member }) => {
  const own = { _id: messageId, memberId: member._id };
  if ((await messages.changeWhere({ ...own, isRead: false }, { isRead: true })) > 0) return done({ messageId });
  return (await messages.count(own)) > 0 ? done({ messageId }) : refuse('message/unknown');
};

/** Says that all of them were read, up to the newest that the member saw. */
export const markAllRead: Handler<'messages.markAllRead'> = async ({ untilMs }, { member }) =>
  done({
    messages: await messages.changeWhere(
      { memberId: member._id, isRead: false, atMs: _.lte(untilMs) },
      { isRead: true },
    ),
  });
