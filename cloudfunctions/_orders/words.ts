import { wordsIn } from '@shared/search';
import type { Transaction } from '../_platform/transactions';
import { searchWords } from '../_store/collections';
import type { GoodsDocument } from '../_store/documents';
import type { SearchWordDocument } from '../_store/documents/storefront';
import { spellingsOf } from './goodsTerms';

/** Longer than these nobody types before choosing. */
const TYPED_AT_MOST = 16;

const beginningsOf = (text: string): string[] => {
  const letters = [...text].slice(0, TYPED_AT_MOST);
  return letters.map((_, at) => letters.slice(0, at + 1).join(''));
};

/** What may have been typed while a word is meant: 牛, 牛乳, n, ni, … niuru, nr. */
const beginsOf = (word: string): string[] => [
  ...new Set([word.toLowerCase(), ...spellingsOf(word)].flatMap(beginningsOf)),
];

/** A shop or a category, as it is proposed by its name. */
export const nameWord = (kind: 'shop' | 'category', id: string, name: string): SearchWordDocument => ({
  _id: `${kind}:${id}`,
  kind,
  word: name,
  begins: beginsOf(name),
  leadsTo: id,
  categoryName: '',
});

/** Keeps a name to be proposed, or takes one back that is hidden now. */
export async function putWord(word: SearchWordDocument, isHidden: boolean, transaction: Transaction): Promise<void> {
  if (!isHidden) await searchWords.put(word, transaction);
  else if (await searchWords.get(word._id, transaction)) await searchWords.remove(word._id, transaction);
}

type Named = Pick<GoodsDocument, 'title' | 'keywords' | 'brand' | 'categoryId'>;

/**
 * Keeps the words that a product is found by, to be proposed; those that are kept already stay. A word is never taken
 * back: it is proposed while a search for it finds something.
 */
export async function putWords(goods: Named | null, categoryName: string): Promise<void> {
  if (!goods) return;
  const words = wordsIn({ title: goods.title, words: [...goods.keywords, goods.brand ?? '', categoryName] });
  const ids = words.map((word) => `word:${word}`);
  const known = new Set((await searchWords.getMany(ids, { _id: true })).map(({ _id }) => _id));
  for (const word of words) {
    const _id = `word:${word}`;
    if (known.has(_id)) continue;
    const about = { leadsTo: goods.categoryId, categoryName };
    await searchWords.add({ _id, kind: 'word', word, begins: beginsOf(word), ...about });
  }
}
