import { type CategoryKept, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { note } from '../_actions/audit';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { unusableFile } from '../_platform/files';
import { newId } from '../_platform/ids';
import { categories } from '../_store/collections';
import { GOODS_FOLDER } from './pictures';

export const listCategories: Handler<'admin.listCategories'> = async () => {
  const shown: CategoryKept[] = [];
  const keys = [
    ['order', 'asc'],
    ['_id', 'asc'],
  ] as const;
  for await (const { _id, name, industry, picture, ground, order, isHidden = false } of categories.walk({}, { keys }))
    shown.push({ categoryId: _id, name, industry, picture, ground, order, isHidden });
  return done({ categories: shown });
};

/** Adds or changes a category. */
export const saveCategory: Handler<'admin.saveCategory'> = async ({ requestId: _id, categoryId, ...input }, caller) => {
  const screened = await screenText([input.name], 'byShop');
  if (!screened.ok) return screened;
  const id = categoryId ?? newId('C', 10);
  return once(caller, async (transaction) => {
    const fileId = input.picture === '' ? null : await unusableFile([input.picture], GOODS_FOLDER);
    if (fileId !== null) return refuse('picture/unknown', { fileId });
    await categories.put({ _id: id, ...input }, transaction);
    await note(caller, 'admin.saveCategory', { categoryId: id }, transaction);
    return done({ categoryId: id });
  });
};

/** Numbers the categories named from 0 on, all or none. */
export const orderCategories: Handler<'admin.orderCategories'> = ({ categoryIds }, caller) =>
  once(caller, async (transaction) => {
    for (const [order, categoryId] of categoryIds.entries()) {
      if (!(await categories.get(categoryId, transaction))) return refuse('category/unknown', { categoryId });
      await categories.change(categoryId, { order }, transaction);
    }
    await note(caller, 'admin.orderCategories', { categories: categoryIds.length }, transaction);
    return done({ categoryIds });
  });
