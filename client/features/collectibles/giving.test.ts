import { givingWords } from './giving';

const DAY_MS = 86_400_000;
const giving = { waitDays: 30, fromMs: 5 * DAY_MS, perYear: 3, left: 2, codeHours: 24, offeredUntilMs: null };
const held = { state: 'held', givingPaused: null, giving } as const;

test('what the row says of an edition that may be given', () => {
  expect(givingWords(held, 5 * DAY_MS)).toEqual({
    isOpen: true,
    words: '不收钱，对方凭码收下。一年里还能送 2 份',
    tag: null,
  });
});

test.each([
  [{ givingPaused: { sinceDay: '2026-09-01' } }, '许可从'],
  [{ givingPaused: { sinceDay: null } }, '现在没有许可'],
  [{ state: 'offered' as const }, '等对方收下'],
  [{ state: 'listed' as const }, '登记在外'],
  [{ giving: { ...giving, perYear: 0, left: 0 } }, '不开放'],
  [{ giving: { ...giving, fromMs: 6 * DAY_MS } }, '满 30 天'],
  [{ giving: { ...giving, left: 0 } }, '最多送 3 份'],
])('why it may not: %j', (more, words) => {
  const told = givingWords({ ...held, ...more }, 5 * DAY_MS);
  expect([told.isOpen, told.words.includes(words)]).toEqual([false, true]);
});
