import { draftOf, missingIn, moved, readArrangement } from './draft';

const nothing = { banners: [], shortcuts: [], sections: [], hints: [], pinnedWords: [] };
const shortcut = { name: '水果', picture: '', ground: 1, target: { to: 'search' as const, query: '水果' } };

test('words are read as they are typed, each once', () => {
  expect(readArrangement({ ...draftOf(nothing), hints: ' 水果、酒店 水果 ' }).hints).toEqual(['水果', '酒店']);
});

test.each([
  [{}, null],
  [{ shortcuts: [shortcut] }, null],
  [{ shortcuts: [{ ...shortcut, name: ' ' }] }, '先填入口的名称'],
  [{ shortcuts: [{ ...shortcut, target: { to: 'goods' as const, goodsId: '' } }] }, '先选去处'],
  [{ sections: [{ kind: 'picked' as const, title: '这周', goodsIds: [] }] }, '先选栏目的商品'],
  [{ hints: '一个很长很长很长很长的词' }, '每个词最多 10 个字'],
])('of %j it is missing: %p', (more, words) => expect(missingIn({ ...draftOf(nothing), ...more })).toBe(words));

test('one place up or down', () => {
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
});
