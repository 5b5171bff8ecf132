import { type ParsedOf, type RefusalOf, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { note } from '../../_actions/audit';
import { once } from '../../_actions/once';
import type { Caller, Handler } from '../../_actions/outcomes';
import { _ } from '../../_platform/cloud';
import type { Condition } from '../../_platform/collection';
import type { Transaction } from '../../_platform/transactions';
import { saidInThreads, shops, threads } from '../../_store/collections';
import type { ThreadDocument } from '../../_store/documents';
import { listPage, shownOf } from '../../_store/lists';
import { tellWithin } from '../../_store/messages';
import { readPhrases } from '../../_store/settings';
import { mayBeSaid, nextSaid } from './saying';
import { saidPage, threadShown } from './shown';

/** Who answers: the owner for the own shop, an administrator for those of the platform's own. */
interface Side {
  readonly name: 'Shop' | 'Platform';
  /** The threads of its list. */
  readonly listed: (caller: Caller) => Condition;
  /** Whether a thread is theirs, as things are now, or as a transaction reads them. */
  readonly isTheirs: (thread: ThreadDocument, caller: Caller, transaction?: Transaction) => boolean | Promise<boolean>;
}

const ofShop: Side = {
  name: 'Shop',
  listed: ({ member }) => ({ shopId: member.shopId }),
  isTheirs: ({ shopId }, { member }) => shopId === member.shopId,
};
const ofPlatform: Side = {
  name: 'Platform',
  listed: () => ({ isOfPlatform: true }),
  isTheirs: async ({ shopId }, _caller, transaction) => (await shops.get(shopId, transaction))?.ownerId === null,
};

/** A thread that is theirs, or null: nobody learns of another's. */
async function theirs({ isTheirs }: Side, threadId: string, caller: Caller): Promise<ThreadDocument | null> {
  const thread = await threads.get(threadId);
  return thread && (await isTheirs(thread, caller)) ? thread : null;
}

const listing = (side: Side) => async (input: ParsedOf<'messages.listThreadsOfShop'>, caller: Caller) => {
  const isWaiting = input.filter === 'waiting';
  const list = await listPage(threads, input, {
    name: `messages.listThreadsOf${side.name}`,
    condition: { ...side.listed(caller), ...(isWaiting ? { waitsSinceMs: _.gt(0) } : {}) },
    keys: isWaiting
      ? [
          ['waitsSinceMs', 'asc'],
          ['_id', 'asc'],
        ]
      : [
          ['lastAtMs', 'desc'],
          ['_id', 'desc'],
        ],
    types: ['number', 'string'],
  });
  if (!list.ok) return list;
  return done({ threads: shownOf(list.value.found, threadShown), next: list.value.next });
};

const viewing = (side: Side) => async (input: ParsedOf<'messages.viewThreadOfShop'>, caller: Caller) => {
  const thread = await theirs(side, input.threadId, caller);
  if (!thread) return refuse('service/unknown');
  const [page, { quickReplies }] = await Promise.all([
    saidPage(`messages.viewThreadOf${side.name}`, thread._id, input),
    side === ofPlatform ? readPhrases() : { quickReplies: [] },
  ]);
  return page.ok ? done({ ...threadShown(thread), ...page.value, quickReplies: [...quickReplies] }) : page;
};

const answering = (side: Side) => async (input: ParsedOf<'messages.answerOfShop'>, caller: Caller) => {
  const { threadId, words, pictures } = input;
  if (!(await theirs(side, threadId, caller))) return refuse('service/unknown');
  const may = await mayBeSaid({ words, pictures }, caller, 'shop');
  if (!may.ok) return may;
  return once<{ no: number }, RefusalOf<'messages.answerOfShop'>>(caller, async (transaction) => {
    const thread = await threads.get(threadId, transaction);
    if (!thread || !(await side.isTheirs(thread, caller, transaction))) return refuse('service/unknown');
    const { said, last } = nextSaid(thread, 'shop', { words, pictures }, caller);
    await saidInThreads.put(said, transaction);
    await threads.change(
      threadId,
      { ...last, unreadOfBuyer: thread.unreadOfBuyer + 1, unreadOfShop: 0, waitsSinceMs: _.remove() },
      transaction,
    );
    // One message until it is seen, however much is answered.
    if (thread.unreadOfBuyer === 0) await tellWithin(tellingOf(thread, said.no, last.lastWords, caller), transaction);
    if (side === ofPlatform) await note(caller, 'messages.answerOfPlatform', { threadId, no: said.no }, transaction);
    return done({ no: said.no });
  });
};

const tellingOf = ({ _id, memberId, shopId, shopName }: ThreadDocument, no: number, words: string, { nowMs }: Caller) =>
  ({
    memberId,
    event: `thread:${_id}:${no}`,
    kind: 'service',
    title: `${shopName}答复了你`,
    words: `「${words}」`,
    atMs: nowMs,
    target: { page: 'thread', id: shopId },
  }) as const;

const seeing =
  (side: Side) =>
  async ({ threadId, upTo }: ParsedOf<'messages.seeThreadOfShop'>, caller: Caller) => {
    if (!(await theirs(side, threadId, caller))) return refuse('service/unknown');
    await threads.changeWhere({ _id: threadId, count: upTo }, { unreadOfShop: 0 });
    return done({ threadId });
  };

export const listThreadsOfShop: Handler<'messages.listThreadsOfShop'> = listing(ofShop);
export const viewThreadOfShop: Handler<'messages.viewThreadOfShop'> = viewing(ofShop);
export const answerOfShop: Handler<'messages.answerOfShop'> = answering(ofShop);
export const seeThreadOfShop: Handler<'messages.seeThreadOfShop'> = seeing(ofShop);
export const listThreadsOfPlatform: Handler<'messages.listThreadsOfPlatform'> = listing(ofPlatform);
export const viewThreadOfPlatform: Handler<'messages.viewThreadOfPlatform'> = viewing(ofPlatform);
export const answerOfPlatform: Handler<'messages.answerOfPlatform'> = answering(ofPlatform);
export const seeThreadOfPlatform: Handler<'messages.seeThreadOfPlatform'> = seeing(ofPlatform);
