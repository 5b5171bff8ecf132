import { withSearched } from './searchedWords';

test('the newest stands first, each word once, and the oldest goes', () => {
  expect(withSearched(['水果', '酒店'], ' 酒店 ')).toEqual(['酒店', '水果']);
  expect(withSearched([], ' ')).toEqual([]);
  const many = Array.from({ length: 12 }, (_, at) => `词${at}`);
  expect(withSearched(many, '新')).toEqual(['新', ...many.slice(0, -1)]);
});
