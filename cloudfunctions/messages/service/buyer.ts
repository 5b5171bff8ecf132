import { type About, type AboutAsked, mostBytes, type RefusalOf, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { once } from '../../_actions/once';
import type { Handler } from '../../_actions/outcomes';
import { derivedId } from '../../_platform/ids';
import { maskName } from '../../_platform/maskName';
import { afterSales, goodsOnSale, orders, saidInThreads, shops, threads } from '../../_store/collections';
import { readPhrases } from '../../_store/settings';
import { folderOf, mayBeSaid, nextSaid } from './saying';
import { saidPage } from './shown';

const threadIdOf = (memberId: string, shopId: string): string => derivedId('T', memberId, shopId);

export const placePicture: Handler<'messages.placePicture'> = async ({ type, bytes, digest }, { member }) => {
  const most = mostBytes.service;
  if (bytes > most) return refuse('picture/tooLarge', { bytes, mostBytes: most });
  return done({ cloudPath: `${folderOf(member._id)}/${digest}.${type}` });
};

export const viewThread: Handler<'messages.viewThread'> = async (input, { member }) => {
  const threadId = threadIdOf(member._id, input.shopId);
  const [shop, thread, page, phrases] = await Promise.all([
    shops.get(input.shopId),
    threads.getFields(threadId, { unreadOfBuyer: true }),
    saidPage('messages.viewThread', threadId, input),
    readPhrases(),
  ]);
  if (!shop) return refuse('shop/unknown', { shopId: input.shopId });
  if (!page.ok) return page;
  // The words of the settings are those of the platform's own shops.
  const greeting = shop.ownerId === null ? phrases.greeting : '';
  const { name, servicePhone = '', serviceHours = '', answerWithinHours = null } = shop;
  return done({
    shop: { shopId: shop._id, name, servicePhone, serviceHours, answerWithinHours, greeting },
    ...page.value,
    unread: thread?.unreadOfBuyer ?? 0,
  });
};

/** What is asked about, as it is now, of what the member may see at that shop; null for anything else. */
async function aboutOf(asked: AboutAsked, memberId: string, shopId: string): Promise<About | null> {
  if (asked.kind === 'goods') {
    const goods = await goodsOnSale.getFields(asked.id, { title: true, pictures: true, ground: true, shopId: true });
    if (goods?.shopId !== shopId) return null;
    return { ...asked, title: goods.title ?? '', picture: goods.pictures?.[0] ?? '', ground: goods.ground ?? 1 };
  }
  const fields = { memberId: true, shopId: true, orderNo: true, lines: true };
  const one = await (asked.kind === 'order' ? orders : afterSales).getFields(asked.id, fields);
  const line = one?.lines?.[0];
  if (one?.memberId !== memberId || one.shopId !== shopId || !line) return null;
  return { ...asked, title: one.orderNo ?? '', picture: line.picture, ground: line.ground };
}

/** Says something to a shop; the first word opens the thread. */
export const say: Handler<'messages.say'> = async ({ shopId, about, words, pictures }, caller) => {
  const { member, nowMs } = caller;
  const shop = await shops.get(shopId);
  if (!shop) return refuse('shop/unknown', { shopId });
  if (shop.ownerId === member._id) return refuse('service/ownShop');
  const may = await mayBeSaid({ words, pictures }, caller, 'buyer');
  if (!may.ok) return may;
  const card = about ? await aboutOf(about, member._id, shopId) : null;
  const threadId = threadIdOf(member._id, shopId);
  return once<{ no: number }, RefusalOf<'messages.say'>>(caller, async (transaction) => {
    const before = await threads.get(threadId, transaction);
    const { said, last } = nextSaid(
      before ?? { _id: threadId, count: 0 },
      'buyer',
      { words, pictures, about: card },
      caller,
    );
    await saidInThreads.put(said, transaction);
    await threads.put(
      {
        _id: threadId,
        memberId: member._id,
        shopId,
        shopName: shop.name,
        buyerMasked: maskName(member.nickname),
        isOfPlatform: shop.ownerId === null,
        unreadOfBuyer: before?.unreadOfBuyer ?? 0,
        unreadOfShop: (before?.unreadOfShop ?? 0) + 1,
        waitsSinceMs: before?.waitsSinceMs ?? nowMs,
        ...last,
      },
      transaction,
    );
    return done({ no: said.no });
  });
};

/** Says what was seen: where something came meanwhile, all of it stays unread until the next look. */
export const seeThread: Handler<'messages.seeThread'> = async ({ shopId, upTo }, { member }) => {
  await threads.changeWhere({ _id: threadIdOf(member._id, shopId), count: upTo }, { unreadOfBuyer: 0 });
  return done({ shopId });
};
