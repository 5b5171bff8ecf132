import { type Arrangement, refuse, type Target } from '@shared/contract';
import { done } from '@shared/kernel';
import { queryWords } from '@shared/search';
import { note } from '../_actions/audit';
import { changed } from '../_actions/auditChain';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { screenPicture } from '../_actions/screenPicture';
import { foundBy } from '../_orders/finding';
import { _ } from '../_platform/cloud';
import { unusableFile } from '../_platform/files';
import { categories, goodsOnSale, storefronts } from '../_store/collections';
import { STOREFRONT_ID } from '../_store/storefront';
import { GOODS_FOLDER } from './pictures';

const NOTHING: Arrangement = { banners: [], shortcuts: [], sections: [], hints: [], pinnedWords: [] };

export const viewStorefront: Handler<'admin.viewStorefront'> = async () => {
  const kept = await storefronts.get(STOREFRONT_ID);
  if (!kept) return done({ ...NOTHING, revision: 0, isArranged: false });
  const { _id, ...arranged } = kept;
  return done({ ...arranged, isArranged: true });
};

/** Something that leads somewhere, by its name. */
interface Led {
  readonly name: string;
  readonly target: Target;
}

/** The first that leads to what is not there, by its name; null when all lead somewhere. */
async function leadsNowhere({ banners, shortcuts, sections }: Arrangement): Promise<string | null> {
  const inSections = sections.flatMap((section): Led[] => {
    const { title: name } = section;
    if (section.kind === 'picked')
      return section.goodsIds.map((goodsId) => ({ name, target: { to: 'goods', goodsId } }));
    if (section.kind !== 'categories') return [];
    return section.categoryIds.map((categoryId) => ({ name, target: { to: 'category', categoryId } }));
  });
  const led: Led[] = [...banners.map(({ title, target }) => ({ name: title, target })), ...shortcuts, ...inSections];
  const goodsIds = led.flatMap(({ target }) => (target.to === 'goods' ? [target.goodsId] : []));
  const categoryIds = led.flatMap(({ target }) => (target.to === 'category' ? [target.categoryId] : []));
  const fields = { _id: true } as const;
  const [goods, named] = await Promise.all([
    goodsOnSale.getMany(goodsIds, fields),
    categories.getMany(categoryIds, fields),
  ]);
  const there = new Set([...goods, ...named].map(({ _id }) => _id));
  const nowhere = led.find(({ target }) => {
    if (target.to === 'search' || target.to === 'topUps') return false;
    return !there.has(target.to === 'goods' ? target.goodsId : target.categoryId);
  });
  return nowhere?.name ?? null;
}

/** The first of some words that finds nothing on the shelf, or null. */
async function findsNothing(words: readonly string[]): Promise<string | null> {
  const found = await Promise.all(
    words.map(async (word) => {
      const asked = queryWords(word);
      if (asked.length === 0) return false;
      const condition = _.and({ isOnShelf: true } as never, foundBy(asked) as never) as never;
      return (await goodsOnSale.find(condition, { limit: 1, fields: { _id: true } })).length > 0;
    }),
  );
  return words.find((_word, at) => !found[at]) ?? null;
}

/** Arranges home anew, whole: what somebody else saved meanwhile is not lost without a word. */
export const saveStorefront: Handler<'admin.saveStorefront'> = async (
  { requestId: _requestId, revision, ...arrangement },
  caller,
) => {
  const screened = await screenText([arrangement], 'byShop');
  if (!screened.ok) return screened;
  const pictures = [...arrangement.banners, ...arrangement.shortcuts]
    .map(({ picture }) => picture)
    .filter((picture) => picture !== '');
  await screenPicture(pictures);
  const searched = [...arrangement.banners, ...arrangement.shortcuts].flatMap(({ target }) =>
    target.to === 'search' ? [target.query] : [],
  );
  const [name, word] = await Promise.all([
    leadsNowhere(arrangement),
    findsNothing([...new Set([...arrangement.hints, ...arrangement.pinnedWords, ...searched])]),
  ]);
  return once(caller, async (transaction) => {
    const fileId = pictures.length === 0 ? null : await unusableFile(pictures, GOODS_FOLDER);
    if (fileId !== null) return refuse('picture/unknown', { fileId });
    if (name !== null) return refuse('storefront/leadsNowhere', { name });
    if (word !== null) return refuse('storefront/findsNothing', { word });
    const kept = await storefronts.get(STOREFRONT_ID, transaction);
    const before = kept?.revision ?? 0;
    if (before !== revision) return refuse('storefront/changedMeanwhile', { revision: before });
    await storefronts.put({ _id: STOREFRONT_ID, revision: revision + 1, ...arrangement }, transaction);
    await note(caller, 'admin.saveStorefront', { revision: revision + 1 }, transaction, changed(kept, arrangement));
    return done({ revision: revision + 1 });
  });
};
