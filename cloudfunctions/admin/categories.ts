import { type CategoryKept, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { note } from '../_actions/audit';
import { changed } from '../_actions/auditChain';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { changedMeanwhile, seenOf } from '../_actions/seen';
import { nameWord, putWord } from '../_orders/words';
import { unusableFile } from '../_platform/files';
import { newId } from '../_platform/ids';
import type { Transaction } from '../_platform/transactions';
import { categories } from '../_store/collections';
import type { CategoryDocument } from '../_store/documents';
import { inTurn } from '../_store/turns';
import { GOODS_FOLDER } from './pictures';

/** What a form of a category is filled from; its place is changed elsewhere. */
const seenOfCategory = (of: CategoryDocument): string => {
  const { name, industry, picture, ground, parentId, isHidden = false } = of;
  return seenOf({ name, industry, picture, ground, parentId: parentId ?? null, isHidden });
};

export const listCategories: Handler<'admin.listCategories'> = async () => {
  const shown: CategoryKept[] = [];
  const keys = [
    ['order', 'asc'],
    ['_id', 'asc'],
  ] as const;
  for await (const one of categories.walk({}, { keys })) {
    const { _id, name, industry, picture, ground, order, parentId, isHidden = false } = one;
    const set = { name, industry, picture, ground, parentId: parentId ?? null, isHidden };
    shown.push({ categoryId: _id, ...set, order, seen: seenOfCategory(one) });
  }
  return done({ categories: shown });
};

/** Adds or changes a category. */
export const saveCategory: Handler<'admin.saveCategory'> = async (asked, caller) => {
  const { requestId: _id, categoryId, seen, ...input } = asked;
  const screened = await screenText([input.name], 'byShop');
  if (!screened.ok) return screened;
  const id = categoryId ?? newId('C', 10);
  let hasBelow = false;
  const look = async () => {
    hasBelow = (await categories.find({ parentId: id }, { limit: 1, fields: { _id: true } })).length > 0;
  };
  const work = async (transaction: Transaction) => {
    const fileId = input.picture === '' ? null : await unusableFile([input.picture], GOODS_FOLDER);
    if (fileId !== null) return refuse('picture/unknown', { fileId });
    const why = await misplaced(id, input.parentId, hasBelow, transaction);
    if (why) return why;
    const { parentId = null, ...fields } = input;
    const before = await categories.get(id, transaction);
    const stale = before && changedMeanwhile(seen, seenOfCategory(before));
    if (stale) return stale;
    await categories.put({ _id: id, ...fields, parentId }, transaction);
    await putWord(nameWord('category', id, input.name), input.isHidden, transaction);
    const changes = changed(before, { ...fields, parentId });
    await note(caller, 'admin.saveCategory', { categoryId: id, name: input.name }, transaction, changes);
    return done({ categoryId: id });
  };
  // One after the other: two moves side by side could make a third level.
  return once(caller, work, inTurn('categories', look));
};

/** Why a category cannot stand below another: that is not there, or there would be three levels. */
async function misplaced(
  categoryId: string,
  parentId: string | undefined,
  hasBelow: boolean,
  transaction: Transaction,
) {
  if (parentId === undefined) return null;
  const parent = parentId === categoryId ? null : await categories.get(parentId, transaction);
  if (!parent) return refuse('category/unknown', { categoryId: parentId });
  return parent.parentId || hasBelow ? refuse('category/tooDeep', { categoryId: parentId }) : null;
}

/** Numbers the categories named from 0 on, all or none. */
export const orderCategories: Handler<'admin.orderCategories'> = ({ categoryIds, seen }, caller) =>
  once(caller, async (transaction) => {
    const named: CategoryDocument[] = [];
    for (const categoryId of categoryIds) {
      const before = await categories.get(categoryId, transaction);
      if (!before) return refuse('category/unknown', { categoryId });
      named.push(before);
    }
    const stood = [...named].sort((one, other) => one.order - other.order || (one._id < other._id ? -1 : 1));
    const stale = changedMeanwhile(seen?.join(' '), stood.map(({ _id }) => _id).join(' '));
    if (stale) return stale;
    for (const [order, categoryId] of categoryIds.entries())
      await categories.change(categoryId, { order }, transaction);
    const inLine = (some: readonly CategoryDocument[]) => some.map(({ name }) => name).join('、');
    const changes = changed({ order: inLine(stood) }, { order: inLine(named) });
    await note(caller, 'admin.orderCategories', { categories: categoryIds.length }, transaction, changes);
    return done({ categoryIds });
  });
